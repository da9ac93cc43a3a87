#include "calendar/text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <optional>

namespace calendar {

namespace {

struct Form {
  unsigned char mask, lead;  // a first byte of this form is `lead` under `mask`
  std::size_t size;
  char32_t least;  // smaller codes have a shorter form
};

constexpr std::array<Form, 4> forms{{
    {0x80, 0x00, 1, 0},
    {0xE0, 0xC0, 2, 0x80},
    {0xF0, 0xE0, 3, 0x800},
    {0xF8, 0xF0, 4, 0x10000},
}};

// Nearly all texts are pure ASCII, and decoding each character takes ten times as long.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

struct Decoded {
  std::size_t size;
  std::optional<char32_t> code;  // empty: a stray byte
};

// The first character. RFC 3629, section 4: only the shortest form, no surrogates, nothing above
// U+10FFFF.
Decoded decoded(std::string_view text) {
  constexpr Decoded stray{1, std::nullopt};
  const auto lead = static_cast<unsigned char>(text.front());
  for (const Form& form : forms) {
    if ((lead & form.mask) != form.lead) continue;
    if (text.size() < form.size) return stray;
    char32_t code = lead & static_cast<unsigned char>(~form.mask);
    for (std::size_t i = 1; i < form.size; ++i) {
      const auto next = static_cast<unsigned char>(text[i]);
      if ((next & 0xC0) != 0x80) return stray;
      code = (code << 6) | (next & 0x3F);
    }
    const bool surrogate = code >= 0xD800 && code < 0xE000;
    if (code < form.least || surrogate || code > 0x10FFFF) return stray;
    return {form.size, code};
  }
  return stray;
}

const utf8proc_property_t& properties(char32_t code) {
  return *utf8proc_get_property(static_cast<utf8proc_int32_t>(code));
}

bool is_letter(char32_t code) {
  const auto category = properties(code).category;
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME);
}

// RFC 5892, A.1 and A.2, for U+200C and U+200D, and UAX 29, GB11, for the emoji.
bool joins(char32_t joiner, char32_t before, char32_t after) {
  constexpr int virama = 9;
  if (properties(before).combining_class == virama) return true;
  if (is_letter(before) && is_letter(after)) return true;
  const auto part = properties(before).boundclass;
  return joiner == 0x200D &&
         (part == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC || part == UTF8PROC_BOUNDCLASS_EXTEND) &&
         properties(after).boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

std::size_t cells_of(const Character& character) {
  const auto code = static_cast<utf8proc_int32_t>(character.code);
  // Vowels of Indic scripts are written next to their consonant: terminals give them a cell.
  if (utf8proc_category(code) == UTF8PROC_CATEGORY_MC) return 1;
  return static_cast<std::size_t>(utf8proc_charwidth(code));
}

bool is_visible(char32_t code, char32_t before, char32_t after) {
  if (code >= 0x20 && code < 0x7F) return true;
  if (code == 0x200C || code == 0x200D) return joins(code, before, after);
  if (code == 0x2800) return false;  // a Braille cell without dots
  const utf8proc_property_t& character = properties(code);
  switch (character.category) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return false;
    case UTF8PROC_CATEGORY_MN: return !character.ignorable || before != 0;
    default: return !character.ignorable;
  }
}

}  // namespace

Character CharacterReader::take() {
  const auto [size, code] = decoded(rest_);
  Character character{rest_.substr(0, size), code.value_or(0), code.has_value(), false};
  rest_.remove_prefix(size);
  const char32_t after = rest_.empty() ? 0 : decoded(rest_).code.value_or(0);
  character.printable = code && is_visible(*code, before_, after);
  before_ = character.printable ? character.code : 0;
  return character;
}

bool is_printable(std::string_view text) {
  if (is_plain(text)) return true;
  for (CharacterReader reader{text}; !reader.done();) {
    if (!reader.take().printable) return false;
  }
  return true;
}

bool is_plain_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::size_t length(std::string_view text) {
  if (is_plain(text)) return text.size();
  std::size_t count = 0;
  for (CharacterReader reader{text}; !reader.done(); reader.take()) ++count;
  return count;
}

std::size_t cells(std::string_view text) {
  if (is_plain(text)) return text.size();
  std::size_t count = 0;
  for (CharacterReader reader{text}; !reader.done();) count += cells_of(reader.take());
  return count;
}

std::string_view first_cells(std::string_view text, std::size_t most) {
  if (is_plain(text)) return text.substr(0, most);
  std::size_t bytes = 0;
  std::size_t count = 0;
  for (CharacterReader reader{text}; !reader.done();) {
    const Character character = reader.take();
    count += cells_of(character);
    if (count > most) break;
    bytes += character.bytes.size();
  }
  return text.substr(0, bytes);
}

std::string escaped(std::string_view text) {
  if (is_plain(text)) return std::string{text};
  std::string out;
  out.reserve(text.size());
  for (CharacterReader reader{text}; !reader.done();) {
    const Character character = reader.take();
    if (character.printable) {
      out += character.bytes;
    } else if (character.well_formed) {
      out += fmt::format("\\u{{{:x}}}", static_cast<unsigned>(character.code));
    } else {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(character.bytes.front()));
    }
  }
  return out;
}

std::string shell_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return escaped(word + "'");
}

std::string excerpt(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return escaped(text);
  std::size_t cut = 0;
  for (CharacterReader reader{text}; cut < longest;) cut += reader.take().bytes.size();
  return escaped(text.substr(0, cut)) + "...";
}

}  // namespace calendar
