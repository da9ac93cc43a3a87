#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace calbook {

/// A word of the command line, and what it means.
struct Entry {
  std::string word;
  std::string_view meaning;
};

/// A text for people, composed part by part, with a blank line between parts. Its lines fit a width, except
/// examples, which stay as they can be typed.
class HelpText {
 public:
  /// A width below 40 counts as 40.
  explicit HelpText(std::size_t width);

  void paragraph(std::string_view text);
  /// The meanings stand next to the words, or below them if there is little room; nothing if there are no entries.
  void section(std::string_view title, std::span<const Entry> entries);
  void section(std::string_view title, std::initializer_list<Entry> entries) {
    section(title, std::span{entries.begin(), entries.size()});
  }
  /// Two command lines.
  void examples(std::string_view first, std::string_view second);
  void blank() { text_ += '\n'; }
  /// A line without a blank one in front of it; what follows the first line of it is indented.
  void line(std::string_view text, std::size_t indent = 0, std::size_t first_indent = 0);

  const std::string& str() const { return text_; }

 private:
  void entry(const Entry& entry, std::size_t column);

  std::size_t width_;
  std::string text_;
};

}  // namespace calbook
