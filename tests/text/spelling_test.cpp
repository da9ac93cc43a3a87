#include "text/spelling.hpp"

#include <doctest/doctest.h>

namespace calbook {

namespace {

const std::vector<std::string> commands{"availability", "slots", "book", "upcoming", "owner", "help"};

TEST_CASE("an added, dropped, changed or swapped letter is a typing error") {
  CHECK(closest("upcomming", commands) == "upcoming");
  CHECK(closest("upcomin", commands) == "upcoming");
  CHECK(closest("upconing", commands) == "upcoming");
  CHECK(closest("pucoming", commands) == "upcoming");
  CHECK(closest("bok", commands) == "book");
  CHECK(closest("bool", commands) == "book");
  CHECK(closest("solts", commands) == "slots");
  CHECK(closest("onwer", commands) == "owner");
  CHECK(closest("book", commands) == "book");
}

TEST_CASE("a third of a word's letters may be wrong, no more") {
  CHECK(closest("abcdef", {"abcdxx"}) == "abcdxx");
  CHECK_FALSE(closest("abcdef", {"abcxxx"}));
  CHECK(closest("abc", {"abx"}) == "abx");
  CHECK_FALSE(closest("abc", {"axx"}));
  CHECK(closest("avialabilty", commands) == "availability");
}

TEST_CASE("a word that resembles nothing is a slip of nothing") {
  CHECK_FALSE(closest("frobnicate", commands));
  CHECK_FALSE(closest("cancel", commands));
  CHECK_FALSE(closest("", commands));
  CHECK_FALSE(closest("book", {}));
}

TEST_CASE("the nearest candidate wins, the first of several that are as near") {
  CHECK(closest("tuesda", {"thursday", "tuesday"}) == "tuesday");
  CHECK(closest("cat", {"bat", "car"}) == "bat");
}

TEST_CASE("an overlong word is never a typing error, and costs nothing") {
  CHECK_FALSE(closest(std::string(100'000, 'x'), {std::string(100'000, 'x')}));
}

}  // namespace

}  // namespace calbook
