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

  /// Whether a terminal shows it as itself: no control character (C0, DEL, C1), no line or paragraph
  /// separator, none of the bidirectional embeddings, overrides, isolates and marks (UAX 9).
  bool printable() const;
};

/// The character at the front of `text`, which must not be empty.
Character first_character(std::string_view text);

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
