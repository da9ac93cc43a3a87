#include "text/words.hpp"

#include <doctest/doctest.h>

#include "text/complaint.hpp"

namespace calbook {

namespace {

TEST_CASE("words are joined, and lose what is blank around them") {
  const Words words{std::vector<std::string>{"\t Fri", "", "at  2PM "}};
  CHECK(words.typed() == "Fri  at  2PM");
  CHECK(words.lower() == "fri  at  2pm");
  CHECK(Words{" \t"}.empty());
  CHECK(Words{std::vector<std::string>{}}.empty());
}

TEST_CASE("only A to Z become lower case") {
  CHECK(Words{"\u00c4Z\u212a"}.lower() == "\u00c4z\u212a");
}

TEST_CASE("a part of words is where it was, and keeps its case") {
  const Words words{"Mon - Fri"};
  CHECK(words.part(0, 4).typed() == "Mon");
  CHECK(words.part(5).lower() == "fri");
  const auto parts = words.split('-');
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].typed() == "Mon");
  CHECK(parts[1].typed() == "Fri");
}

TEST_CASE("words are halved at their last blank") {
  CHECK(before_last_blank("in 3 days").head.typed() == "in 3");
  CHECK(before_last_blank("in 3\tdays").last.typed() == "days");
  CHECK(before_last_blank("today").head.empty());
  CHECK(before_last_blank("today").last.typed() == "today");
}

TEST_CASE("a hint lists its values, and quotes those of several words") {
  CHECK(type_instead("write", {"a"}).text == "write a");
  CHECK(type_instead("write", {"a", "b"}).text == "write a or b");
  CHECK(type_instead("write", {"a", "b c", "d"}, ", or none").text == "write a, 'b c' or d, or none");
  CHECK(type_instead("", {"a", "b"}).text == "a or b");
  CHECK(type_instead("write", {"a", "b"}).values == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a complaint truncates a long word, and escapes hidden characters") {
  const Complaint complaint{codes::usage, std::string(5000, 'x') + "\x1b", "is wrong"};
  CHECK(complaint.message().size() < 100);
  CHECK(Complaint{codes::usage, "\x1b[31m", "is wrong"}.message() == "'\\u{1b}[31m' is wrong");
}

}  // namespace

}  // namespace calbook
