#include <doctest/doctest.h>

#include "input/grammar.hpp"
#include "support/refusal.hpp"

using namespace calbook;
using namespace std::chrono_literals;
using calendar::Telling;

namespace {

Telling read(const char* text) {
  return parse_telling(text).value();
}

std::string refused(const char* text) {
  return refusal(parse_telling(text)).message();
}

}  // namespace

TEST_CASE("events and times before the start are read in any order") {
  CHECK(read("booked,moved,cancelled,24h") ==
        Telling{.booked = true, .moved = true, .cancelled = true, .leads = {{24h}}});
  CHECK(read(" 2d , Cancelled,90m") == Telling{.cancelled = true, .leads = {{90min}, {48h}}});
  CHECK(read("none") == Telling{});
}

TEST_CASE("a time before the start counts once, however it is written") {
  CHECK(read("24h,1d,1440m").leads == std::vector<calendar::Lead>{{24h}});
}

TEST_CASE("of what is not told the word is named") {
  CHECK(refused("booked,moves") == "'moves' is neither an event nor a time before the start");
  CHECK(refused("booked,,24h") == "'booked,,24h' is neither an event nor a time before the start");
  CHECK(refused("24") == "'24' is neither an event nor a time before the start");
  CHECK(refused("booked,none") == "'none' is neither an event nor a time before the start");
  CHECK(refused("0m") == "'0m' is neither an event nor a time before the start");
}
