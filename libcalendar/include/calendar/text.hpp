#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace calendar {

/// One character of UTF-8, as it stands in a text.
struct Character {
  std::string_view bytes;
  char32_t code;     ///< Meaningless unless `well_formed`.
  bool well_formed;  ///< False for a byte that begins no character: overlong, cut off, a surrogate.
  /// Whether a reader of the text sees it. Not so: control characters (C0, DEL, C1), line and paragraph
  /// separators, the format characters of Unicode (category Cf: bidirectional controls, the soft hyphen,
  /// tags) and whatever else leaves no mark but takes part in comparisons (U+3164, U+2800). Joiners
  /// (U+200C, U+200D) are part of a word between letters and behind a virama, U+200D of an emoji
  /// between its parts too; a variation selector is part of what it follows.
  bool printable;
};

/// Reads a text character by character.
class CharacterReader {
 public:
  explicit CharacterReader(std::string_view text) : rest_{text} {}

  bool done() const { return rest_.empty(); }
  /// Must hold: !done().
  Character take();

 private:
  std::string_view rest_;
  char32_t before_ = 0;  // 0 too where that is not printable
};

/// Whether every character is well formed and printable.
bool is_printable(std::string_view text);

/// Without blanks and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// How many characters (code points; a stray byte counts as one).
std::size_t length(std::string_view text);

/// `text` fit for a terminal: what is not printable becomes \u{...}, stray bytes become \x...
std::string escaped(std::string_view text);

/// `text` as one word for a shell, whatever is in it; escaped().
std::string shell_word(std::string_view text);

/// escaped(), cut to what fits into a message: `longest` bytes of `text`, and the rest of a character.
std::string excerpt(std::string_view text, std::size_t longest = 60);

}  // namespace calendar
