#include "calendar/text.hpp"

#include <doctest/doctest.h>

using namespace std::string_literals;

namespace calendar {

namespace {

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST_CASE("what people write in any script is printable") {
  CHECK(is_printable(""));
  CHECK(is_printable("Bob Stone <bob@example.org>"));
  CHECK(is_printable("Zoë Müller-Lüdenscheidt"));
  CHECK(is_printable("Ольга"));
  CHECK(is_printable("בועז"));
  CHECK(is_printable("山田太郎"));
  CHECK(is_printable("\U0001F469\u200D\U0001F4BB"));  // woman, joiner, laptop
  CHECK(is_printable("\U0010FFFF"));
}

TEST_CASE("control characters are not printable: C0, DEL and C1") {
  for (int code = 0; code < 0x20; ++code) {
    CAPTURE(code);
    CHECK_FALSE(is_printable("a"s + static_cast<char>(code) + "b"));
  }
  CHECK_FALSE(is_printable("\x7F"));
  for (int code = 0x80; code < 0xA0; ++code) {
    CAPTURE(code);
    CHECK_FALSE(is_printable("\xC2"s + static_cast<char>(code)));
  }
  CHECK(is_printable(" "));
  CHECK(is_printable("~"));
  CHECK(is_printable("\u00A0"));
}

TEST_CASE("line and paragraph separators are not printable") {
  CHECK_FALSE(is_printable("a\u2028b"));
  CHECK_FALSE(is_printable("a\u2029b"));
}

TEST_CASE("characters that turn the direction of text are not printable") {
  for (const char* turning : {"\u061C", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066",
                              "\u2067", "\u2068", "\u2069"}) {
    CAPTURE(turning);
    CHECK_FALSE(is_printable(turning));
  }
  for (const char* neighbour : {"\u061B", "\u061E", "\u200D", "\u2010", "\u2027", "\u202F", "\u2065", "\u206A"}) {
    CAPTURE(neighbour);
    CHECK(is_printable(neighbour));
  }
}

TEST_CASE("a stray byte is not printable and counts as one") {
  const std::string no_characters[] = {
      "\x80",              // a continuation alone
      "\xFF",              // never in UTF-8
      "\xFE",              //
      "\xC3",              // cut off
      "\xE2\x82",          // cut off
      "\xF0\x9F\x98",      // cut off
      "\xC0\xAF",          // '/' in two bytes: overlong
      "\xC1\xBF",          // DEL in two bytes
      "\xE0\x9F\xBF",      // U+07FF in three bytes
      "\xF0\x8F\xBF\xBF",  // U+FFFF in four bytes
      "\xED\xA0\x80",      // U+D800, a surrogate
      "\xED\xBF\xBF",      // U+DFFF, the last surrogate
      "\xF4\x90\x80\x80",  // U+110000
      "\xF8\x88\x80\x80\x80",
  };
  for (const std::string& bytes : no_characters) {
    CAPTURE(escaped(bytes));
    CHECK_FALSE(first_character(bytes).well_formed);
    CHECK(first_character(bytes).bytes.size() == 1);
    CHECK_FALSE(is_printable(bytes));
    CHECK_FALSE(is_printable("Bob" + bytes));
    CHECK(length(bytes) == bytes.size());
  }
}

TEST_CASE("the characters at the edges of the forms are well formed") {
  CHECK(first_character("\x7F").code == 0x7F);
  CHECK(first_character("\u0080").code == 0x80);
  CHECK(first_character("\u07FF").code == 0x7FF);
  CHECK(first_character("\u0800").code == 0x800);
  CHECK(first_character("\uD7FF").code == 0xD7FF);
  CHECK(first_character("\uE000").code == 0xE000);
  CHECK(first_character("\uFFFF").code == 0xFFFF);
  CHECK(first_character("\U00010000").code == 0x10000);
  CHECK(first_character("\U0010FFFF").code == 0x10FFFF);
  CHECK(first_character("\U0010FFFFx").bytes.size() == 4);
}

TEST_CASE("length counts characters, not bytes") {
  CHECK(length("") == 0);
  CHECK(length("Bob") == 3);
  CHECK(length("Zoë") == 3);
  CHECK(length("山田") == 2);
  CHECK(length("a\x80z") == 3);
  CHECK(length("\0\0"s) == 2);
}

TEST_CASE("escaped text holds nothing that a terminal acts on") {
  CHECK(escaped("Zoë 山田") == "Zoë 山田");
  CHECK(escaped("") == "");
  CHECK(escaped("\x1B[2J") == "\\u{1b}[2J");
  CHECK(escaped("a\nb\tc\rd") == "a\\u{a}b\\u{9}c\\u{d}d");
  CHECK(escaped("\0"s) == "\\u{0}");
  CHECK(escaped("\x7F") == "\\u{7f}");
  CHECK(escaped("\u009B") == "\\u{9b}");
  CHECK(escaped("\u202Eevil") == "\\u{202e}evil");
  CHECK(escaped("\u2028") == "\\u{2028}");
  CHECK(escaped("\xFFx") == "\\xffx");
  CHECK(escaped("\xC0\xAF") == "\\xc0\\xaf");
  CHECK(escaped("\xE2\x82") == "\\xe2\\x82");
  CHECK(escaped("\xED\xA0\x80") == "\\xed\\xa0\\x80");
}

TEST_CASE("escaped text is printable, whatever bytes it was made from") {
  std::uint32_t state = 1;
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (int i = 0; i < 12; ++i) {
      state = state * 1664525 + 1013904223;
      bytes += static_cast<char>(state >> 24);
    }
    REQUIRE(is_printable(escaped(bytes)));
    REQUIRE(is_printable(excerpt(repeated(bytes, 8))));
  }
}

TEST_CASE("an excerpt keeps short text whole, and never cuts a character") {
  CHECK(excerpt("tomorow") == "tomorow");
  CHECK(excerpt(repeated("x", 60)) == repeated("x", 60));
  CHECK(excerpt(repeated("x", 61)) == repeated("x", 60) + "...");
  CHECK(excerpt("\x1B]0;title\x07") == "\\u{1b}]0;title\\u{7}");
  const std::string many = excerpt(repeated("山", 500));
  CHECK(is_printable(many));
  CHECK(many.size() < 100);
  CHECK(many.ends_with("山..."));
}

TEST_CASE("blanks and tabs at both ends are trimmed, and nothing else") {
  CHECK(trimmed(" \ta \tb\t ") == "a \tb");
  CHECK(trimmed("") == "");
  CHECK(trimmed(" \t ") == "");
  CHECK(trimmed("\na\u00A0") == "\na\u00A0");
}

}  // namespace

}  // namespace calendar
