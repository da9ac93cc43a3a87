#include "base/folding.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "calendar/text.hpp"

namespace calendar {

namespace {

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// What Unicode takes for letters of their own, and people without the key type otherwise.
struct Plain {
  char32_t letter;
  std::string_view typed;
};
constexpr std::array<Plain, 10> plain_letters{{
    {U'æ', "ae"},
    {U'ð', "d"},
    {U'ø', "o"},
    {U'þ', "th"},
    {U'đ', "d"},
    {U'ħ', "h"},
    {U'ı', "i"},
    {U'ł', "l"},
    {U'œ', "oe"},
    {U'ŧ', "t"},
}};

// By its combining class (Unicode 14, 4.3): the points of Hebrew, Arabic and Syriac, and whatever stands
// above or below a letter. In the other classes are a nukta, a voicing mark, a virama and the vowels of
// Thai, Lao and Tibetan, without which it would be another letter.
bool is_accent(utf8proc_int32_t code) {
  constexpr int first_point = 10, last_point = 36, attached_below = 200;
  const int position = utf8proc_get_property(code)->combining_class;
  return (position >= first_point && position <= last_point) || position >= attached_below;
}

void append_plain(std::string& folded, utf8proc_int32_t code) {
  if (is_accent(code)) return;
  const auto* plain = std::ranges::find(plain_letters, static_cast<char32_t>(code), &Plain::letter);
  if (plain != plain_letters.end()) {
    folded += plain->typed;
    return;
  }
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t size = utf8proc_encode_char(code, bytes.data());
  folded.append(bytes.begin(), bytes.begin() + size);
}

void append_folded(std::string& folded, char32_t code) {
  constexpr auto how = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                                      UTF8PROC_IGNORE | UTF8PROC_LUMP);
  std::array<utf8proc_int32_t, 32> parts{};  // the longest, U+FDFA, has 18
  int boundary = 0;
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(code), parts.data(), parts.size(), how, &boundary);
  for (utf8proc_ssize_t i = 0; i < count; ++i) append_plain(folded, parts.at(static_cast<std::size_t>(i)));
}

}  // namespace

void append_folded(std::string& folded, std::string_view text) {
  if (is_ascii(text)) {
    std::ranges::transform(text, std::back_inserter(folded), lower);
    return;
  }
  for (CharacterReader reader{text}; !reader.done();) {
    const Character character = reader.take();
    if (character.well_formed) {
      append_folded(folded, character.code);
    } else {
      folded += character.bytes;
    }
  }
}

}  // namespace calendar
