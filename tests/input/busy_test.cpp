#include <doctest/doctest.h>

#include "input/grammar.hpp"
#include "support/make.hpp"
#include "support/refusal.hpp"

namespace calbook {

namespace {

using make::span;

constexpr calendar::Date today{std::chrono::year{2026} / 11 / 22};  // a Sunday

calendar::Interval busy(const char* text) {
  return parse_busy(text, make::zone("Europe/Berlin"), today).value();
}

Complaint refused(const char* text) {
  return refusal(parse_busy(text, make::zone("Europe/Berlin"), today));
}

TEST_CASE("busy time has a duration, or an end on any date") {
  CHECK(busy("fri 14:00 2h") == span("2026-11-27T13:00Z", "2026-11-27T15:00Z"));
  CHECK(busy("fri 14:00..18:00") == span("2026-11-27T13:00Z", "2026-11-27T17:00Z"));
  CHECK(busy("fri at 2pm .. 6pm") == span("2026-11-27T13:00Z", "2026-11-27T17:00Z"));
  CHECK(busy("fri 14:00..24:00") == span("2026-11-27T13:00Z", "2026-11-27T23:00Z"));
  CHECK(busy("fri 14:00..sat 24:00") == span("2026-11-27T13:00Z", "2026-11-28T23:00Z"));
  CHECK(busy("2026-11-27 14:00..2026-11-27 24") == span("2026-11-27T13:00Z", "2026-11-27T23:00Z"));
  CHECK(busy("fri 14:00..24") == span("2026-11-27T13:00Z", "2026-11-27T23:00Z"));
  CHECK(busy("fri 14:00..mon 9:00") == span("2026-11-27T13:00Z", "2026-11-30T08:00Z"));
  CHECK(busy("fri 14:00..fri 18:00") == span("2026-11-27T13:00Z", "2026-11-27T17:00Z"));
}

TEST_CASE("a lone end time is on the start's date in the zone") {
  CHECK(busy("2026-11-27T23:30Z..18:00") == span("2026-11-27T23:30Z", "2026-11-28T17:00Z"));
}

TEST_CASE("busy time that ends before it starts is refused, suggesting tomorrow") {
  const Complaint night = refused("fri 22:00..02:00");
  CHECK(night.code == codes::usage);
  CHECK(night.hint.values == std::vector<std::string>{"2026-11-27T22:00..2026-11-28T02:00"});
  CHECK(refused("fri 14:00..14:00").code == codes::usage);
  CHECK(refused("fri 14:00..2026-11-24 9:00").hint.values ==
        std::vector<std::string>{"2026-11-24T09:00..2026-11-27T14:00"});
}

TEST_CASE("busy time says what it lacks") {
  CHECK(refused("fri 14:00").message() == "'fri 14:00' lacks a duration or an end");
  CHECK(refused("fri").message() == "'fri' lacks a time and a duration");
  CHECK(refused("mon..fri").message() == "'mon..fri' lacks its times");
  CHECK(refused("mon..fri").hint.values == std::vector<std::string>{"mon 0:00..fri 24:00"});
  CHECK(refused("fri 14:00..").message() == "'fri 14:00..' lacks its start or its end");
  CHECK(refused("fri 14:00 soon").message() == "'soon' is not a duration");
  CHECK(refused("Someday 14:00 2h").message() == "'Someday' is not a date");
  CHECK(refused("fri 14:00-18:00").hint.values == std::vector<std::string>{"fri 14:00..18:00"});
  CHECK(refused("fri 14:00 1h 30m").hint.values == std::vector<std::string>{"1h30m"});
}

TEST_CASE("busy time at skipped or repeated times is refused") {
  CHECK(refused("2027-03-28 02:30 1h").code == codes::skipped_time);
  CHECK(refused("2026-10-25 01:00..02:30").code == codes::repeated_time);
  CHECK(busy("2026-10-25 01:00..04:00") == span("2026-10-24T23:00Z", "2026-10-25T03:00Z"));
}

}  // namespace

}  // namespace calbook
