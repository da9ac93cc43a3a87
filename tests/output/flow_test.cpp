#include "output/flow.hpp"

#include <doctest/doctest.h>

namespace calbook {

namespace {

std::string flowed_to(std::size_t width, std::string_view text, std::size_t start = 0, std::size_t indent = 2) {
  return flowed(text, start, indent, Style{Style::Use::plain, width});
}

}  // namespace

TEST_CASE("a text goes on in the next line where one is full") {
  CHECK(flowed_to(9, "one two three") == "one two\n  three");
  CHECK(flowed_to(13, "one two three") == "one two three");
  CHECK(flowed_to(13, "one two three", 1) == "one two\n  three");
  CHECK(flowed_to(8, "山田 太郎 Bob") == "山田\n  太郎\n  Bob");
  CHECK(flowed_to(4, "everything is whole") == "everything\n  is\n  whole");
  CHECK(flowed_to(10, "") == "");
}

TEST_CASE("blanks are kept within a line, and dropped at its end") {
  CHECK(flowed_to(20, "one  two   three") == "one  two   three");
  CHECK(flowed_to(9, "one  two   three") == "one  two\n  three");
  CHECK(flowed_to(5, "one  2") == "one\n  2");
}

TEST_CASE("no line ends in the midst of a date or a time") {
  CHECK(flowed_to(20, "was Mon 2026-11-23 09:00-10:00 +01:00") == "was\n  Mon 2026-11-23 09:00-10:00 +01:00");
  CHECK(flowed_to(15, "09:00-12:00 13:00-17:00") == "09:00-12:00\n  13:00-17:00");
}

TEST_CASE("nothing goes on in another line where there is no terminal") {
  CHECK(flowed(std::string(500, 'x') + " y", 0, 2, Style{Style::Use::plain}) == std::string(500, 'x') + " y");
}

}  // namespace calbook
