#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace calendar {

/// One character of a UTF-8 text.
struct Character {
  std::string_view bytes;
  char32_t code;     ///< Meaningless unless `well_formed`.
  bool well_formed;  ///< False for a byte that begins no character: overlong, cut off, a surrogate.
  /// Whether a reader of the text can see it. Excluded are control characters (C0, DEL, C1), line and
  /// paragraph separators, Unicode format characters (category Cf: bidirectional controls, the soft
  /// hyphen, tags), and other characters that are invisible but affect comparisons (U+3164, U+2800).
  /// Joiners (U+200C, U+200D) are part of a word between letters and after a virama, and U+200D of an
  /// emoji between its parts; a variation selector is part of the character before it.
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

/// Whether all of it is printable ASCII, as what stands in the header of a mail must be.
bool is_plain_ascii(std::string_view text);

/// Without leading and trailing blanks and tabs.
std::string_view trimmed(std::string_view text);

/// The number of characters (code points; a stray byte counts as one).
std::size_t length(std::string_view text);

/// The cells of a terminal that a printable text takes: a character of East Asia takes two, one that
/// combines with the one before it none.
std::size_t cells(std::string_view text);

/// As much of a printable text as takes at most `most` cells, ending with a whole character and what
/// combines with it.
std::string_view first_cells(std::string_view text, std::size_t most);

/// `text` made safe for a terminal: unprintable characters become \u{...}, stray bytes \x...
std::string escaped(std::string_view text);

/// `text` as a single shell word, whatever it contains; escaped().
std::string shell_word(std::string_view text);

/// escaped(), truncated to fit into a message: `longest` bytes of `text`, ending with a whole character.
std::string excerpt(std::string_view text, std::size_t longest = 60);

}  // namespace calendar
