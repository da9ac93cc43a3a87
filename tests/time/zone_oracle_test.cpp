// Every zone of this system, against abseil's reading of the same files.

#include <absl/time/time.h>
#include <doctest/doctest.h>

#include "support/make.hpp"
#include "support/zone_names.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using make::names_of_zones;

Seconds offset_by_abseil(const absl::TimeZone& zone, Instant instant) {
  return Seconds{zone.At(absl::FromUnixSeconds(instant.time_since_epoch().count())).offset};
}

// What abseil makes of the same time on the wall, in our words.
Reading reading_by_abseil(const absl::TimeZone& zone, WallTime wall_time) {
  const auto info = zone.At(absl::CivilSecond{1970} + wall_time.time_since_epoch().count());
  const auto instant = [](absl::Time time) { return Instant{Seconds{absl::ToUnixSeconds(time)}}; };
  switch (info.kind) {
    case absl::TimeZone::TimeInfo::SKIPPED:
      return {Reading::Kind::skipped, instant(info.post), instant(info.pre), instant(info.trans)};
    case absl::TimeZone::TimeInfo::REPEATED:
      return {Reading::Kind::repeated, instant(info.pre), instant(info.post), instant(info.trans)};
    case absl::TimeZone::TimeInfo::UNIQUE: break;
  }
  return {Reading::Kind::unique, instant(info.pre), instant(info.pre), {}};
}

bool agree(const Reading& one, const Reading& other) {
  const bool same_change = one.kind == Reading::Kind::unique || one.change == other.change;
  return one.kind == other.kind && one.first == other.first && one.second == other.second && same_change;
}

}  // namespace

TEST_CASE("every zone of this system has the offsets that abseil reads") {
  const std::vector<std::string> names = names_of_zones();
  REQUIRE(names.size() > 300);
  for (const std::string& name : names) {
    const TimeZone zone = make::zone(name);
    absl::TimeZone oracle;
    REQUIRE(absl::LoadTimeZone(name, &oracle));
    std::string wrong;
    const auto compare = [&](const Interval& span, Seconds step) {
      for (Instant at = span.start; at < span.end; at += step)
        if (zone.offset(at) != offset_by_abseil(oracle, at)) wrong += " " + make::text(at);
    };
    // The first steps meet every hour of the day and every day of the year.
    compare(make::span("1970-01-01T00:00Z", "2110-01-01T00:00Z"), Seconds{40 * 86400 + 5431});
    compare(make::span("2300-01-01T00:00Z", "2450-01-01T00:00Z"), Days{97});
    CHECK_MESSAGE(wrong.empty(), name, wrong);
  }
}

TEST_CASE("around every clock change, wall times are read as by abseil") {
  for (const std::string& name : names_of_zones()) {
    const TimeZone zone = make::zone(name);
    absl::TimeZone oracle;
    REQUIRE(absl::LoadTimeZone(name, &oracle));
    std::string wrong;
    for (const Stretch& stretch : zone.stretches({make::at("1970-01-01T00:00Z"), make::at("2060-01-01T00:00Z")})) {
      for (const auto distance : {-26h, -2h, -1h, 0h, 1h, 2h, 26h}) {
        for (const Seconds second : {Seconds{-1}, Seconds{0}, Seconds{1799}}) {
          const WallTime wall_time{(stretch.span.end + distance + second).time_since_epoch() + stretch.offset};
          if (!agree(zone.reading(wall_time), reading_by_abseil(oracle, wall_time)))
            wrong += " " + make::text(Instant{wall_time.time_since_epoch()});
        }
      }
    }
    CHECK_MESSAGE(wrong.empty(), name, wrong);
  }
}

}  // namespace calendar
