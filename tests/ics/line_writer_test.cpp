#include "ics/line_writer.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "calendar/text.hpp"
#include "ics/content_lines.hpp"

namespace calendar {

namespace {

std::string text_line(std::string_view text) {
  LineWriter writer;
  writer.text("X", text);
  return writer.bytes();
}

std::string parameter_line(std::string_view value) {
  LineWriter writer;
  writer.value("X", "", {{"CN", value}});
  return writer.bytes();
}

// The longest of its lines, in bytes, and whether each is UTF-8 on its own.
std::pair<std::size_t, bool> shape_of(std::string_view bytes) {
  std::size_t longest = 0;
  bool whole = true;
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, bytes.find("\r\n"));
    longest = std::max(longest, line.size());
    for (CharacterReader reader{line}; !reader.done();) whole = reader.take().well_formed && whole;
    bytes.remove_prefix(line.size() + 2);
  }
  return {longest, whole};
}

TEST_CASE("a text is escaped, and its line breaks are too") {
  CHECK(text_line(R"(a, b; c\ "d": e)") == "X:a\\, b\\; c\\\\ \"d\": e\r\n");
  CHECK(text_line("one\ntwo\r\nthree\rfour") == "X:one\\ntwo\\nthree\\nfour\r\n");
}

TEST_CASE("a value is written as it is, but ends no line") {
  LineWriter writer;
  writer.value("ATTENDEE", "mailto:a,b@x;y\r\nBEGIN:VEVENT", {{"ROLE", "CHAIR"}, {"CN", "Ann"}});
  CHECK(writer.bytes() == "ATTENDEE;ROLE=CHAIR;CN=Ann:mailto:a,b@x;y  BEGIN:VEVENT\r\n");
}

TEST_CASE("a parameter is quoted where it must be, with carets") {
  CHECK(parameter_line("Bob Stone") == "X;CN=Bob Stone:\r\n");
  CHECK(parameter_line("Stone, Bob") == "X;CN=\"Stone, Bob\":\r\n");
  CHECK(parameter_line("a:b;c") == "X;CN=\"a:b;c\":\r\n");
  CHECK(parameter_line("Bob \"B\" ^\nStone") == "X;CN=Bob ^'B^' ^^^nStone:\r\n");
}

TEST_CASE("what is no UTF-8 or no text is replaced") {
  CHECK(text_line("a\xFF\x1B[31m\x7F") == "X:a\xEF\xBF\xBD [31m \r\n");
  CHECK(text_line(std::string(1, '\0')) == "X: \r\n");
}

TEST_CASE("a line of 75 bytes is one line, longer ones go on") {
  CHECK(text_line(std::string(73, 'x')) == "X:" + std::string(73, 'x') + "\r\n");
  CHECK(text_line(std::string(74, 'x')) == "X:" + std::string(73, 'x') + "\r\n x\r\n");
  CHECK(text_line(std::string(148, 'x')) ==
        "X:" + std::string(73, 'x') + "\r\n " + std::string(74, 'x') + "\r\n x\r\n");
}

TEST_CASE("no line is folded inside a character, and all read back") {
  for (const std::string_view character : {"\xC3\xA9", "\xE5\xB1\xB1", "\xF0\x9F\x8E\x89", ",", "\n", "^\""}) {
    for (std::size_t shift = 0; shift < 80; ++shift) {
      std::string text(shift, 'x');
      for (int i = 0; i < 100; ++i) text += character;
      LineWriter writer;
      writer.text("X", text, {{"CN", text}});
      CAPTURE(writer.bytes());
      CHECK(shape_of(writer.bytes()).first <= 75);
      CHECK(shape_of(writer.bytes()).second);
      ContentLines lines{writer.bytes()};
      const ContentLine line = lines.next().value();
      CHECK(line.parameter("CN") == text);
      std::ranges::replace(text, '\n', ' ');
      CHECK(plain_text(line.value, 1000) == trimmed(text));
    }
  }
}

}  // namespace

}  // namespace calendar
