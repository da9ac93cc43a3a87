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
  for (const char* neighbour : {"\u061B", "\u061E", "\u2010", "\u2027", "\u202F"}) {
    CAPTURE(neighbour);
    CHECK(is_printable(neighbour));
  }
}

TEST_CASE("characters that nobody sees are not printable") {
  for (const char* unseen : {"\u00AD", "\u115F", "\u1160", "\u180E", "\u200B", "\u2060", "\u206A", "\u2800", "\u3164",
                             "\uFEFF", "\uFFA0", "\U000E0041"}) {
    CAPTURE(escaped(unseen));
    CHECK_FALSE(is_printable("Bob"s + unseen));
    CHECK_FALSE(is_printable(unseen));
  }
}

TEST_CASE("joiners are part of a word or an emoji, and nothing elsewhere") {
  CHECK(is_printable("می\u200Cخواهم"));                         // between Persian letters
  CHECK(is_printable("ශ්\u200Dරී"));                              // behind a virama
  CHECK(is_printable("क्\u200C"));                               // likewise, at the end
  CHECK(is_printable("\U0001F469\U0001F3FD\u200D\U0001F4BB"));  // woman, tone of skin, joiner, laptop
  CHECK(is_printable("\u2764\uFE0F\u200D\U0001F525"));          // heart, variation, joiner, fire
  for (const char* stray : {"\u200D", "Bob\u200D", "\u200CBob", "Bob \u200DStone", "\U0001F469\u200D",
                            "\U0001F469\u200C\U0001F4BB", "\u200D\U0001F4BB", "1\u200D2", "\uFE0F", "\u200B\uFE0F"}) {
    CAPTURE(escaped(stray));
    CHECK_FALSE(is_printable(stray));
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
    CHECK_FALSE(CharacterReader{bytes}.take().well_formed);
    CHECK(CharacterReader{bytes}.take().bytes.size() == 1);
    CHECK_FALSE(is_printable(bytes));
    CHECK_FALSE(is_printable("Bob" + bytes));
    CHECK(length(bytes) == bytes.size());
  }
}

TEST_CASE("the characters at the edges of the forms are well formed") {
  CHECK(CharacterReader{"\x7F"}.take().code == 0x7F);
  CHECK(CharacterReader{"\u0080"}.take().code == 0x80);
  CHECK(CharacterReader{"\u07FF"}.take().code == 0x7FF);
  CHECK(CharacterReader{"\u0800"}.take().code == 0x800);
  CHECK(CharacterReader{"\uD7FF"}.take().code == 0xD7FF);
  CHECK(CharacterReader{"\uE000"}.take().code == 0xE000);
  CHECK(CharacterReader{"\uFFFF"}.take().code == 0xFFFF);
  CHECK(CharacterReader{"\U00010000"}.take().code == 0x10000);
  CHECK(CharacterReader{"\U0010FFFF"}.take().code == 0x10FFFF);
  CHECK(CharacterReader{"\U0010FFFFx"}.take().bytes.size() == 4);
}

TEST_CASE("length counts characters, not bytes") {
  CHECK(length("") == 0);
  CHECK(length("Bob") == 3);
  CHECK(length("Zoë") == 3);
  CHECK(length("山田") == 2);
  CHECK(length("a\x80z") == 3);
  CHECK(length("\0\0"s) == 2);
}

TEST_CASE("cells are a terminal's: two for CJK, none for what combines") {
  CHECK(cells("") == 0);
  CHECK(cells("Bob Stone") == 9);
  CHECK(cells("Zoë") == 3);
  CHECK(cells("Zoe\u0308") == 3);
  CHECK(cells("山田太郎") == 8);
  CHECK(cells("김") == 2);
  CHECK(cells("मेरी") == 3);  // a spacing vowel has a cell of its own
  CHECK(cells("ｗｉｄｅ") == 8);
  CHECK(cells("ｶﾅ") == 2);            // halfwidth
  CHECK(cells("क्‍ष") == 2);  // virama and joiner
  CHECK(cells("·█▌▒…") == 5);
}

TEST_CASE("the first cells never cut a character or what combines with it") {
  CHECK(first_cells("Bob Stone", 3) == "Bob");
  CHECK(first_cells("Bob", 3) == "Bob");
  CHECK(first_cells("Bob", 0) == "");
  CHECK(first_cells("山田太郎", 4) == "山田");
  CHECK(first_cells("山田太郎", 5) == "山田");
  CHECK(first_cells("山田太郎", 1) == "");
  CHECK(first_cells("Zoe\u0308l", 3) == "Zoe\u0308");
  CHECK(first_cells("Zoe\u0308l", 2) == "Zo");
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
