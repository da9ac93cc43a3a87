#include "calendar/repetition.hpp"

#include <doctest/doctest.h>

#include "support/make.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using make::span;

Repetition times(std::string_view every, int count) {
  return {.every = *Every::parse(every), .times = count};
}

Repetition until(std::string_view every, std::string_view last) {
  return {.every = *Every::parse(every), .until = make::date(last)};
}

constexpr Date tuesday{std::chrono::year{2026} / 12 / 1};

std::vector<Interval> in_berlin(const Repetition& repetition, const Interval& first, Seconds length) {
  return repeated(repetition, first, length, make::zone("Europe/Berlin"));
}

}  // namespace

TEST_CASE("a repetition has so many times, the first included") {
  CHECK(repeated(times("2w", 3), tuesday + 10h) ==
        std::vector<WallTime>{tuesday + 10h, tuesday + Days{14} + 10h, tuesday + Days{28} + 10h});
}

TEST_CASE("the last date of a repetition counts as a whole") {
  CHECK(repeated(until("day", "2026-12-03"), tuesday + 23h).size() == 3);
  CHECK(repeated(until("2d", "2026-12-04"), tuesday + 0h).size() == 2);
  CHECK(repeated(until("week", "2026-12-01"), tuesday + 10h).size() == 1);
}

TEST_CASE("one time more than allowed shows that there are too many") {
  CHECK(repeated(until("day", "2027-12-01"), tuesday + 10h).size() == 366);
  CHECK(repeated(until("day", "2027-12-02"), tuesday + 10h).size() == 367);
  CHECK(repeated(until("day", "9998-12-31"), tuesday + 10h).size() == 367);
  CHECK(repeated(times("day", 366), tuesday + 10h).size() == 366);
}

TEST_CASE("no time is after the last date there is") {
  CHECK(repeated(times("week", 3), last_date - Days{7} + 10h).size() == 2);
}

TEST_CASE("a span that is repeated keeps its clock over changes") {
  // 2027-03-28 in Berlin: 02:00 +01 -> 03:00 +02.
  CHECK(in_berlin(times("day", 3), span("2027-03-27T09:00Z", "2027-03-27T11:00Z"), 2h) ==
        std::vector{span("2027-03-27T09:00Z", "2027-03-27T11:00Z"), span("2027-03-28T08:00Z", "2027-03-28T10:00Z"),
                    span("2027-03-29T08:00Z", "2027-03-29T10:00Z")});
}

TEST_CASE("where the clock skips a span's edge, that edge is the change") {
  CHECK(in_berlin(times("day", 2), span("2027-03-27T01:30Z", "2027-03-27T03:00Z"), 90min).back() ==
        span("2027-03-28T01:00Z", "2027-03-28T02:00Z"));  // 02:30-04:00
  CHECK(in_berlin(times("day", 2), span("2027-03-27T00:00Z", "2027-03-27T01:30Z"), 90min).back() ==
        span("2027-03-28T00:00Z", "2027-03-28T01:00Z"));  // 01:00-02:30
}

TEST_CASE("a span that the clock skips is left out, and counted") {
  CHECK(in_berlin(times("day", 3), span("2027-03-27T01:00Z", "2027-03-27T02:00Z"), 1h) ==
        std::vector{span("2027-03-27T01:00Z", "2027-03-27T02:00Z"), span("2027-03-29T00:00Z", "2027-03-29T01:00Z")});
  // Apia had no 2011-12-30: 24:00 -10 -> 00:00 +14.
  const auto apia =
      repeated(times("day", 3), span("2011-12-30T00:00Z", "2011-12-30T01:00Z"), 1h, make::zone("Pacific/Apia"));
  CHECK(apia ==
        std::vector{span("2011-12-30T00:00Z", "2011-12-30T01:00Z"), span("2011-12-31T00:00Z", "2011-12-31T01:00Z")});
}

TEST_CASE("where the clock repeats a span's edge, the span has both passes") {
  // 2026-10-25 in Berlin: 03:00 +02 -> 02:00 +01.
  CHECK(in_berlin(times("day", 2), span("2026-10-24T00:30Z", "2026-10-24T00:45Z"), 15min).back() ==
        span("2026-10-25T00:30Z", "2026-10-25T01:45Z"));
}

TEST_CASE("the first span stays as it is") {
  CHECK(in_berlin(times("day", 2), span("2026-10-25T01:30Z", "2026-10-25T01:45Z"), 15min) ==
        std::vector{span("2026-10-25T01:30Z", "2026-10-25T01:45Z"), span("2026-10-26T01:30Z", "2026-10-26T01:45Z")});
}

}  // namespace calendar
