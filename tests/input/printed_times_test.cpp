// What is printed of a start can be typed, in every zone.

#include <doctest/doctest.h>

#include <random>

#include "input/grammar.hpp"
#include "support/make.hpp"
#include "support/zone_names.hpp"
#include "text/time_text.hpp"

namespace calbook {

namespace {

using namespace std::chrono_literals;
using calendar::Date;
using calendar::Instant;
using calendar::TimeZone;
using calendar::WallTime;

constexpr Date today{std::chrono::year{2026} / 11 / 22};

// The forms of a start, as json, -q and lists print it, with its date where that stands apart.
std::vector<std::string> printed(Instant start, const TimeZone& zone) {
  return {rfc3339(start, zone), rfc3339_utc(start), rfc3339_minutes(start, zone),
          calendar::iso(zone.date(start)) + " " + clock_label(start, zone)};
}

// The forms that mean another time, or none.
std::string misread(Instant start, const TimeZone& zone) {
  std::string wrong;
  for (const std::string& text : printed(start, zone)) {
    const auto read = parse_start(text, zone, today);
    if (!read || *read != start) wrong += " " + text + " (" + make::text(start) + ")";
  }
  return wrong;
}

// The instant's minute on the zone's clock; slots begin with one.
Instant minute_of(Instant instant, const TimeZone& zone) {
  return instant - (zone.wall_time(instant) - std::chrono::floor<calendar::Minutes>(zone.wall_time(instant)));
}

TEST_CASE("a start that is printed can be typed, in every zone") {
  const calendar::Interval years = make::span("1970-01-03T00:00Z", "2100-01-01T00:00Z");
  std::mt19937 random{1970};
  std::uniform_int_distribution<std::int64_t> some{years.start.time_since_epoch().count(),
                                                   years.end.time_since_epoch().count()};
  for (const std::string& name : make::names_of_zones()) {
    const TimeZone zone = make::zone(name);
    std::string wrong;
    for (int i = 0; i < 25; ++i) wrong += misread(minute_of(Instant{calendar::Seconds{some(random)}}, zone), zone);
    // At each change, slots go on with the minutes of the clock before.
    const auto stretches = zone.stretches({years.start, make::at("2038-01-01T00:00Z")});
    for (std::size_t i = 1; i < stretches.size(); ++i)
      for (const auto distance : {-60min, -1min, 0min, 1min, 60min, 1380min})
        wrong += misread(stretches[i].span.start + distance, zone);
    CHECK_MESSAGE(wrong.empty(), name, wrong);
  }
}

}  // namespace

}  // namespace calbook
