#pragma once

// The lines of iCalendar, before they mean anything (RFC 5545, 3.1):
//
//     DTSTART;TZID="Kuala Lumpur, Singapore":20081027T09\r\n
//      0000\r\n                                             a line that begins with a blank goes on
//     name   parameter   value

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace calendar {

/// A line: its name, its parameters and its value, each as written, but unfolded.
struct ContentLine {
  std::string_view name;        ///< In any case.
  std::string_view parameters;  ///< ";TZID=Europe/Berlin;VALUE=DATE-TIME", or empty.
  std::string_view value;
  std::size_t number;  ///< Of its first line in the file, from 1.

  bool is(std::string_view other) const;
  /// The value of a parameter, without quotes and RFC 6868's carets; empty where it is not there.
  std::string parameter(std::string_view name) const;
  /// The same line, with a value that begins at its last colon: who writes "TZID=(UTC-03:00) X:20261126" without
  /// quotes means that.
  ContentLine from_last_colon() const;
};

/// Whether they are the same but for the case of ASCII letters.
bool same_word(std::string_view one, std::string_view other);

/// Reads line after line. Lines end with CR LF, LF or CR. What is no content line is passed over.
class ContentLines {
 public:
  explicit ContentLines(std::string_view bytes);

  /// The next line, valid until the next call; empty at the end. Throws Error{invalid_calendar} with its line
  /// if it contains a NUL, or is longer than limits::calendar_line.
  std::optional<ContentLine> next();

 private:
  bool unfold();
  std::string_view take_physical_line();
  void skip_empty_lines();
  void must_fit(std::size_t size) const;

  std::string_view rest_;
  std::size_t lines_ = 0;  // that were taken
  std::size_t first_ = 0;  // the number of the first of text_
  std::string_view text_;  // the line, unfolded: of the bytes, or of the buffer
  std::string buffer_;
};

/// A text (RFC 5545, 3.3.11) without its escapes: "\n", "\,", "\;" and "\\"; at most so many characters of it.
/// It is printable: bytes that are no UTF-8 are read as Latin-1, and a blank stands for what cannot be seen.
std::string plain_text(std::string_view value, std::size_t most);

}  // namespace calendar
