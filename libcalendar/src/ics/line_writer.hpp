#pragma once

// Content lines as they are written (RFC 5545, 3.1): at most 75 bytes, then a line that begins with a blank goes on.
//
//     ATTENDEE;CN="Stone, Bob":mailto:bob@example.org\r\n
//     name     parameter       value

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace calendar {

/// Whatever texts say, they end no line: what is not UTF-8, and control characters, are replaced.
class LineWriter {
 public:
  struct Parameter {
    std::string_view name;
    std::string_view value;  ///< Any text: it is quoted (and escaped by RFC 6868) where it must be.
  };
  using Parameters = std::initializer_list<Parameter>;

  /// A value that is no text, as it is: a time, a word, an address.
  void value(std::string_view name, std::string_view value, Parameters parameters = {});
  /// A text, escaped (3.3.11); it may have several lines.
  void text(std::string_view name, std::string_view text, Parameters parameters = {});

  void begin(std::string_view component) { value("BEGIN", component); }
  void end(std::string_view component) { value("END", component); }

  const std::string& bytes() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  void name(std::string_view name, Parameters parameters);
  void fold();

  std::string line_;  // while it is put together
  std::string bytes_;
};

/// Begins a VCALENDAR of calbook's, with a METHOD unless that is empty.
void begin_calendar(LineWriter& writer, std::string_view method = {});

}  // namespace calendar
