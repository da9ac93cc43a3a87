#include "calendar/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

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

// Nearly all texts are such throughout, and to look at each character takes ten times as long.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

}  // namespace

bool Character::printable() const {
  if (!well_formed) return false;
  const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
  const bool separator = code == 0x2028 || code == 0x2029;
  const bool bidirectional = code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
                             (code >= 0x2066 && code <= 0x2069);
  return !control && !separator && !bidirectional;
}

// RFC 3629, section 4: the shortest form only, no surrogates, nothing past U+10FFFF.
Character first_character(std::string_view text) {
  const Character stray{text.substr(0, 1), 0, false};
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
    return {text.substr(0, form.size), code, true};
  }
  return stray;
}

bool is_printable(std::string_view text) {
  while (!text.empty()) {
    const Character character = first_character(text);
    if (!character.printable()) return false;
    text.remove_prefix(character.bytes.size());
  }
  return true;
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
  for (; !text.empty(); ++count) text.remove_prefix(first_character(text).bytes.size());
  return count;
}

std::string escaped(std::string_view text) {
  if (is_plain(text)) return std::string{text};
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    if (character.printable()) {
      out += character.bytes;
    } else if (character.well_formed) {
      out += fmt::format("\\u{{{:x}}}", static_cast<unsigned>(character.code));
    } else {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
    }
    text.remove_prefix(character.bytes.size());
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
  while (cut < longest) cut += first_character(text.substr(cut)).bytes.size();
  return escaped(text.substr(0, cut)) + "...";
}

}  // namespace calendar
