#include "views/note.hpp"

#include <doctest/doctest.h>

#include "output/one_line.hpp"

namespace calbook {

TEST_CASE("a note is one line in lists, and keeps its lines elsewhere") {
  CHECK(one_line("left knee") == "left knee");
  CHECK(one_line("left knee\n\nX-ray\n") == "left knee⏎⏎X-ray⏎");
  CHECK(note_lines("left knee\n\nX-ray", 4) == "left knee\n    \n    X-ray");
  CHECK(note_column("a\nb") == "  a⏎b");
  CHECK(note_column(std::nullopt).empty());
}

TEST_CASE("nothing of a foreign note but its line breaks moves the cursor") {
  CHECK(one_line("a\r\n\x1b[2J") == "a\\u{d}⏎\\u{1b}[2J");
  CHECK(note_lines("a\r\n\x1b[2J", 1) == "a\\u{d}\n \\u{1b}[2J");
}

}  // namespace calbook
