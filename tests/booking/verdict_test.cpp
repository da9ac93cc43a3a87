#include "calendar/verdict.hpp"

#include <doctest/doctest.h>

#include "support/make.hpp"

namespace calendar {

namespace {

std::string sentence_of(std::string_view start, const Refusal& reason) {
  using namespace std::chrono_literals;
  const Instant at = make::at(start);
  return sentence({{at, at + 1h}, OwnerName{"alice"}, Service{}, make::zone("Europe/Berlin"), {reason}, {}});
}

TEST_CASE("a refused time is told on the clock of the request") {
  const Refusal taken{Refusal::Rule::busy_time, make::span("2027-03-28T01:00Z", "2027-03-28T02:00Z")};
  CHECK(sentence_of("2027-03-28T01:30Z", taken) == "2027-03-28 03:30 in Europe/Berlin is taken by busy time");
}

TEST_CASE("a time that the clock skips is told as asked for") {
  // 2027-03-28 in Berlin: 02:00 +01:00 is followed by 03:00 +02:00.
  const Refusal skipped{Refusal::Rule::skipped_hour, make::span("2027-03-28T01:00Z", "2027-03-28T01:00Z")};
  CHECK(sentence_of("2027-03-28T01:30Z", skipped) == "2027-03-28 02:30 in Europe/Berlin is skipped by the clock");
}

}  // namespace

}  // namespace calendar
