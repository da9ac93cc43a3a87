#include "calendar/time.hpp"

#include <doctest/doctest.h>

#include "support/make.hpp"
#include "support/vectors.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using make::at;
using make::span;
using make::wall;
using make::zone;

std::string_view name(Reading::Kind kind) {
  switch (kind) {
    case Reading::Kind::unique: return "unique";
    case Reading::Kind::skipped: return "skipped";
    case Reading::Kind::repeated: return "repeated";
  }
  return "";
}

// The clock is changed at `change`, and the reading's two instants lie around it.
void check_change(const TimeZone& zone, const Reading& reading) {
  CHECK(zone.offset(reading.change - 1s) != zone.offset(reading.change));
  CHECK(reading.first < reading.change);
  CHECK(reading.change <= reading.second);
}

TEST_CASE("every worked local time is unique, skipped or repeated") {
  for (const auto& vector : vectors("tz-vectors.json", "/resolution")) {
    CAPTURE(vector.dump());
    const TimeZone zone = make::zone(vector["zone"].get<std::string>());
    const WallTime local = wall(vector["local"].get<std::string>());
    const auto instants = vector["instants"].get<std::vector<std::string>>();
    const Reading reading = zone.reading(local);

    CHECK(name(reading.kind) == vector["kind"].get<std::string>());
    if (reading.kind == Reading::Kind::unique) {
      CHECK(reading.first == at(instants.at(0)));
      CHECK(reading.second == reading.first);
    } else if (reading.kind == Reading::Kind::repeated) {
      CHECK(reading.first == at(instants.at(0)));
      CHECK(reading.second == at(instants.at(1)));
      CHECK(zone.wall_time(reading.first) == zone.wall_time(reading.second));
      check_change(zone, reading);
    } else {
      CHECK(reading.change == at(vector["open"].get<std::string>()));
      CHECK(reading.first.time_since_epoch() == local.time_since_epoch() - zone.offset(reading.change));
      CHECK(reading.second.time_since_epoch() == local.time_since_epoch() - zone.offset(reading.change - 1s));
      check_change(zone, reading);
    }
  }
}

TEST_CASE("every worked local time opens when the clock first reaches it") {
  for (const auto& vector : vectors("tz-vectors.json", "/resolution")) {
    CAPTURE(vector.dump());
    const TimeZone zone = make::zone(vector["zone"].get<std::string>());
    const WallTime local = wall(vector["local"].get<std::string>());
    const Instant open = zone.opening(local);
    CHECK(open == at(vector["open"].get<std::string>()));
    CHECK(zone.wall_time(open) == wall(vector["open_local"].get<std::string>()));
    CHECK(zone.wall_time(open) >= local);
    CHECK(zone.wall_time(open - 1s) < local);
  }
}

TEST_CASE("every worked date has its zone's bounds and length") {
  for (const auto& vector : vectors("tz-vectors.json", "/day_length")) {
    CAPTURE(vector.dump());
    const TimeZone zone = make::zone(vector["zone"].get<std::string>());
    const Date date = make::date(vector["date"].get<std::string>());
    const Interval day = zone.dates(date, date);
    CHECK(day == span(vector["start"].get<std::string>(), vector["end"].get<std::string>()));
    CHECK(day.end - day.start == Minutes{vector["minutes"].get<int>()});
    if (day.empty()) continue;
    CHECK(zone.date(day.start) == date);
    CHECK(zone.date(day.end - 1s) == date);
  }
}

TEST_CASE("dates are counted with both ends, and none backwards") {
  // Berlin is at +01:00 in November.
  const TimeZone berlin = zone("Europe/Berlin");
  CHECK(berlin.dates(make::date("2026-11-23"), make::date("2026-11-24")) ==
        span("2026-11-22T23:00Z", "2026-11-24T23:00Z"));
  CHECK(berlin.dates(make::date("2026-11-24"), make::date("2026-11-23")).empty());
  CHECK(berlin.dates(last_date, last_date) == span("9998-12-30T23:00Z", "9998-12-31T23:00Z"));
}

TEST_CASE("spans that touch do not overlap, and an empty span overlaps nothing") {
  const Interval ten_to_eleven = span("2026-11-23T10:00Z", "2026-11-23T11:00Z");
  CHECK(ten_to_eleven.overlaps(ten_to_eleven));
  CHECK(ten_to_eleven.overlaps(span("2026-11-23T10:59:59Z", "2026-11-23T12:00Z")));
  CHECK(ten_to_eleven.overlaps(span("2026-11-23T09:00Z", "2026-11-23T10:00:01Z")));
  CHECK(ten_to_eleven.overlaps(span("2026-11-23T10:20Z", "2026-11-23T10:30Z")));
  CHECK(ten_to_eleven.overlaps(span("2026-11-22T00:00Z", "2026-11-24T00:00Z")));
  CHECK_FALSE(ten_to_eleven.overlaps(span("2026-11-23T11:00Z", "2026-11-23T12:00Z")));
  CHECK_FALSE(ten_to_eleven.overlaps(span("2026-11-23T09:00Z", "2026-11-23T10:00Z")));
  const Interval empty = span("2026-11-23T10:30Z", "2026-11-23T10:30Z");
  CHECK(empty.empty());
  CHECK_FALSE(empty.overlaps(ten_to_eleven));
  CHECK_FALSE(ten_to_eleven.overlaps(empty));
  CHECK_FALSE(empty.overlaps(empty));
}

TEST_CASE("a span contains its start and not its end") {
  const Interval ten_to_eleven = span("2026-11-23T10:00Z", "2026-11-23T11:00Z");
  CHECK(ten_to_eleven.contains(at("2026-11-23T10:00Z")));
  CHECK(ten_to_eleven.contains(at("2026-11-23T10:59:59Z")));
  CHECK_FALSE(ten_to_eleven.contains(at("2026-11-23T11:00Z")));
  CHECK_FALSE(ten_to_eleven.contains(at("2026-11-23T09:59:59Z")));
  CHECK(ten_to_eleven.contains(ten_to_eleven));
  CHECK(ten_to_eleven.contains(span("2026-11-23T10:30Z", "2026-11-23T11:00Z")));
  CHECK_FALSE(ten_to_eleven.contains(span("2026-11-23T10:30Z", "2026-11-23T11:00:01Z")));
  CHECK_FALSE(ten_to_eleven.contains(span("2026-11-23T09:59:59Z", "2026-11-23T10:30Z")));
}

TEST_CASE("merged spans are in order, apart, and never empty") {
  using make::window;
  CHECK(merged(Windows{}).empty());
  CHECK(merged(make::windows({"13:00-17:00", "09:00-12:00"})) == make::windows({"09:00-12:00", "13:00-17:00"}));
  CHECK(merged(make::windows({"09:00-10:30", "10:30-12:00"})) == make::windows({"09:00-12:00"}));
  CHECK(merged(make::windows({"09:00-12:00", "10:00-11:00", "11:59-12:01"})) == make::windows({"09:00-12:01"}));
  CHECK(merged(make::windows({"09:00-12:00", "09:00-12:00"})) == make::windows({"09:00-12:00"}));
  CHECK(merged(Windows{{9h, 9h}, {10h, 11h}}) == make::windows({"10:00-11:00"}));
  CHECK(merged(Windows{{9h, 9h}}).empty());
}

TEST_CASE("a date is read from exactly what it is written as") {
  CHECK(iso(first_date) == "1970-01-01");
  CHECK(iso(last_date) == "9998-12-31");
  for (Date date = first_date; date <= last_date; date += Days{97}) {
    REQUIRE(parse_iso_date(iso(date)) == date);
  }
  CHECK(parse_iso_date("2024-02-29") == make::date("2024-02-29"));
  CHECK(parse_iso_date("9998-12-31") == last_date);
}

TEST_CASE("only ISO dates that exist, from 1970 to 9998, are read") {
  for (const std::string_view text :
       {"",           "2026",       "2026-11",     "2026-11-2",   "2026-1-23",  "26-11-23",      "2026-11-233",
        "2026/11/23", "20261123",   " 2026-11-23", "2026-11-23 ", "2026-02-29", "2026-04-31",    "2026-00-10",
        "2026-13-01", "2026-01-00", "2026-01-32",  "1969-12-31",  "9999-01-01", "0000-01-01",    "+026-11-23",
        "-026-11-23", "2026-+1-23", "2026--1-23",  "2026-11- 3",  "0x26-11-23", "２０２６-11-23"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_iso_date(text));
  }
}

TEST_CASE("a zone is found by its exact name, UTC always") {
  CHECK(zone("UTC").name() == "UTC");
  CHECK(zone("UTC").offset(at("2026-07-01T00:00Z")) == 0s);
  CHECK(zone("Europe/Berlin").name() == "Europe/Berlin");
  CHECK(zone("America/Argentina/Buenos_Aires").offset(at("2026-07-01T00:00Z")) == -3h);
  CHECK(zone("America/Port-au-Prince").offset(at("2026-01-01T00:00Z")) == -5h);
  CHECK(zone("Etc/GMT+5").offset(at("2026-01-01T00:00Z")) == -5h);
  CHECK(zone("Europe/Berlin") == zone("Europe/Berlin"));
}

TEST_CASE("a name that could lead out of the zone data finds none") {
  using namespace std::string_view_literals;
  for (const std::string_view name : {""sv,
                                      "."sv,
                                      ".."sv,
                                      "../x"sv,
                                      "../zoneinfo/Europe/Berlin"sv,
                                      "Europe/../Europe/Berlin"sv,
                                      "/etc/passwd"sv,
                                      "/usr/share/zoneinfo/Europe/Berlin"sv,
                                      "file:/etc/localtime"sv,
                                      "localtime"sv,
                                      "posixrules"sv,
                                      "Factory"sv,
                                      "posix/Europe/Berlin"sv,
                                      "Europe/berlin"sv,
                                      "europe/Berlin"sv,
                                      "Europe/Berlin "sv,
                                      " Europe/Berlin"sv,
                                      "Europe/Berlin\n"sv,
                                      "Europe/Berlin\0"sv,
                                      "Europe/Ber\0lin"sv,
                                      ":Europe/Berlin"sv,
                                      "Europe"sv,
                                      "Europe/"sv,
                                      "Europe//Berlin"sv,
                                      "Nowhere/Land"sv,
                                      "libc:UTC"sv,
                                      "Fixed/UTC+05:30:00"sv,
                                      "+01:00"sv,
                                      "zone.tab"sv,
                                      "tzdata.zi"sv,
                                      "Zürich"sv}) {
    CAPTURE(name);
    CHECK_FALSE(TimeZone::find(name));
  }
  CHECK_FALSE(TimeZone::find(std::string(100'000, 'a')));
}

TEST_CASE("a zone's stretches leave no holes, and keep one offset each") {
  const Interval years = span("2005-01-01T00:00Z", "2027-01-01T00:00Z");
  for (const char* name :
       {"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Africa/Cairo",
        "America/Sao_Paulo", "Asia/Tehran", "Pacific/Apia", "Antarctica/Troll", "Pacific/Chatham", "Asia/Pyongyang"}) {
    CAPTURE(name);
    const TimeZone zone = make::zone(name);
    const std::vector<Stretch> stretches = zone.stretches(years);
    REQUIRE_FALSE(stretches.empty());
    CHECK(stretches.front().span.start == years.start);
    CHECK(stretches.back().span.end == years.end);
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      const auto& [stretch, offset] = stretches[i];
      REQUIRE_FALSE(stretch.empty());
      CHECK(zone.offset(stretch.start) == offset);
      CHECK(zone.offset(stretch.start + (stretch.end - stretch.start) / 2) == offset);
      CHECK(zone.offset(stretch.end - 1s) == offset);
      if (i == 0) continue;
      CHECK(stretches[i - 1].span.end == stretch.start);
      CHECK(stretches[i - 1].offset != offset);
    }
  }
}

TEST_CASE("a span that ends at a clock change has no empty stretch") {
  // 2026-10-25 in Berlin: 03:00 +02 -> 02:00 +01, at 01:00 UTC.
  const TimeZone berlin = zone("Europe/Berlin");
  const Instant change = at("2026-10-25T01:00Z");
  const auto before = berlin.stretches({change - 1h, change});
  REQUIRE(before.size() == 1);
  CHECK(before[0].offset == 2h);
  const auto after = berlin.stretches({change, change + 1s});
  REQUIRE(after.size() == 1);
  CHECK(after[0].offset == 1h);
  const auto around = berlin.stretches({change - 1s, change + 1s});
  REQUIRE(around.size() == 2);
  CHECK(around[0].span == Interval{change - 1s, change});
  CHECK(around[1].span == Interval{change, change + 1s});
  CHECK(berlin.stretches({change, change}).empty());
}

TEST_CASE("a zone's rule holds in the far future too") {
  // The European Union's rule: the last Sundays of March and October, at 01:00 UTC.
  using std::chrono::Sunday;
  const TimeZone berlin = zone("Europe/Berlin");
  for (const int number : {2100, 2438, 3000, 9998}) {
    CAPTURE(number);
    const std::chrono::year year{number};
    const Instant spring = std::chrono::sys_days{year / 3 / Sunday[std::chrono::last]} + 1h;
    const Instant autumn = std::chrono::sys_days{year / 10 / Sunday[std::chrono::last]} + 1h;
    const auto stretches =
        berlin.stretches({std::chrono::sys_days{year / 1 / 1}, std::chrono::sys_days{year / 12 / 31}});
    REQUIRE(stretches.size() == 3);
    CHECK(stretches[1].span == Interval{spring, autumn});
    CHECK(stretches[0].offset == 1h);
    CHECK(stretches[1].offset == 2h);
    CHECK(stretches[2].offset == 1h);
  }
}

TEST_CASE("a zone that is described changes its offset when it says") {
  const Instant summer = at("2026-03-29T01:00Z"), winter = at("2026-10-25T01:00Z");
  const TimeZone home = TimeZone::of("Home", 1h, {{summer, 2h}, {winter, 1h}});
  const TimeZone berlin = zone("Europe/Berlin");
  CHECK(home.name() == "Home");
  CHECK(home.offset(at("1900-01-01T00:00Z")) == 1h);
  for (const char* time :
       {"2026-03-29T01:59", "2026-03-29T02:30", "2026-03-29T03:00", "2026-10-25T02:30", "2026-12-24T18:00"}) {
    CAPTURE(time);
    CHECK(home.reading(wall(time)).kind == berlin.reading(wall(time)).kind);
    CHECK(home.reading(wall(time)).first == berlin.reading(wall(time)).first);
    CHECK(home.reading(wall(time)).second == berlin.reading(wall(time)).second);
  }
  CHECK(TimeZone::of("Fixed", -5h, {}).opening(wall("2026-11-26")) == at("2026-11-26T05:00Z"));
}

}  // namespace

}  // namespace calendar
