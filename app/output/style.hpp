#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace calbook {

/// How a part of a line is coloured. Colour only repeats what the text says.
enum class Paint { plain, strong, faint, warning, error, reference };

/// What text is written for: colour or no colour, and a terminal or something else.
class Style {
 public:
  enum class Use { plain, coloured };
  /// `width` is that of the terminal in cells; empty: not a terminal.
  explicit Style(Use use, std::optional<std::size_t> width = {}) : use_{use}, width_{width} {}

  std::string painted(std::string_view text, Paint paint) const;
  void append(std::string& line, std::string_view text, Paint paint) const;
  std::string strong(std::string_view text) const { return painted(text, Paint::strong); }
  std::string faint(std::string_view text) const { return painted(text, Paint::faint); }
  std::string warning(std::string_view text) const { return painted(text, Paint::warning); }
  std::string reference(std::string_view text) const { return painted(text, Paint::reference); }

  /// To which lines of lists are cut; empty: never.
  std::optional<std::size_t> width() const { return width_; }
  /// The same, where nothing is to be cut.
  Style uncut() const { return Style{use_}; }

 private:
  Use use_;
  std::optional<std::size_t> width_;
};

}  // namespace calbook
