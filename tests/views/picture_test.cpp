#include "views/picture.hpp"

#include <doctest/doctest.h>

namespace calbook {

namespace {

const Style plain{Style::Use::plain};
const Style coloured{Style::Use::coloured};

}  // namespace

TEST_CASE("phrases that do not fit begin a new line, and never break") {
  const std::vector<Phrase> phrases{{"alice"}, {"Mon 2026-11-23"}, {"Europe/Berlin", Paint::faint, 3}};
  CHECK(lines_of(phrases, {.width = 38}, plain) == "alice  Mon 2026-11-23   Europe/Berlin\n");
  CHECK(lines_of(phrases, {.width = 37}, plain) == "alice  Mon 2026-11-23   Europe/Berlin\n");
  CHECK(lines_of(phrases, {.width = 36}, plain) == "alice  Mon 2026-11-23\nEurope/Berlin\n");
  CHECK(lines_of(phrases, {.width = 10}, plain) == "alice\nMon 2026-…\nEurope/Be…\n");
}

TEST_CASE("a line counts cells, not bytes, and not colour") {
  PictureLine line{coloured};
  line.put("山田", Paint::strong).put(6, "Zoe\u0308").put("!").put(20, "");
  CHECK(line.cells() == 10);
  CHECK(line.str() == "\x1b[1m山田\x1b[0m  Zoe\u0308!\n");
}

}  // namespace calbook
