#include "calendar/availability.hpp"

#include <doctest/doctest.h>

#include <random>

#include "support/make.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using make::date;
using make::span;
using make::text;
using make::windows;

Availability in(std::string_view zone, std::initializer_list<std::string_view> hours) {
  return {make::zone(zone), make::daily(hours), {}};
}

std::string open_on(const Availability& availability, std::string_view day) {
  return text(availability.open(date(day), date(day)));
}

// What the contract says, asked of one instant: does the owner's clock read inside a window that
// starts on one of these dates?
bool reads_inside(const Availability& availability, Date first, Date last, Instant instant) {
  const WallTime wall_time = availability.zone.wall_time(instant);
  for (Date date = first; date <= last; date += Days{1}) {
    for (const Window& window : availability.windows(date)) {
      if (date + window.start <= wall_time && wall_time < date + window.end) return true;
    }
  }
  return false;
}

TEST_CASE("a date has its weekday's windows unless it has its own") {
  Availability availability{make::zone("Europe/Berlin"), {}, {}};
  availability.weekly.set(std::chrono::Monday, windows({"09:00-12:00"}));
  availability.weekly.set(std::chrono::Sunday, windows({"10:00-11:00"}));
  availability.overrides[date("2026-11-30")] = windows({"13:00-14:00"});
  availability.overrides[date("2026-12-07")] = {};
  availability.overrides[date("2026-12-01")] = windows({"08:00-09:00"});

  CHECK(availability.windows(date("2026-11-23")) == windows({"09:00-12:00"}));  // a Monday
  CHECK(availability.windows(date("2026-11-22")) == windows({"10:00-11:00"}));  // a Sunday
  CHECK(availability.windows(date("2026-11-24")).empty());
  CHECK(availability.windows(date("2026-11-30")) == windows({"13:00-14:00"}));
  CHECK(availability.windows(date("2026-12-07")).empty());
  CHECK(availability.windows(date("2026-12-01")) == windows({"08:00-09:00"}));
  CHECK(open_on(availability, "2026-12-07") == "");
  CHECK(open_on(availability, "2026-11-30") == "2026-11-30T12:00Z/2026-11-30T13:00Z");
}

TEST_CASE("no dates have no open time") {
  CHECK(in("UTC", {"00:00-24:00"}).open(date("2026-11-24"), date("2026-11-23")).empty());
}

TEST_CASE("a date that cannot be named has no open time") {
  for (const char* zone : {"UTC", "Asia/Tokyo", "America/New_York"}) {
    const Availability availability = in(zone, {"10:00-11:00"});
    CHECK(availability.open(first_date - Days{3}, first_date) == availability.open(first_date, first_date));
    CHECK(availability.open(last_date, last_date + Days{3}) == availability.open(last_date, last_date));
    CHECK(availability.open(last_date, last_date).size() == 1);
  }
}

TEST_CASE("windows of one date that touch or overlap are one") {
  CHECK(open_on(in("UTC", {"10:30-12:00", "09:00-10:30", "14:00-16:00", "15:00-17:00"}), "2026-11-23") ==
        "2026-11-23T09:00Z/2026-11-23T12:00Z 2026-11-23T14:00Z/2026-11-23T17:00Z");
}

TEST_CASE("windows of different dates are kept apart, even where they overlap") {
  CHECK(text(in("UTC", {"00:00-24:00"}).open(date("2026-11-23"), date("2026-11-24"))) ==
        "2026-11-23T00:00Z/2026-11-24T00:00Z 2026-11-24T00:00Z/2026-11-25T00:00Z");
  CHECK(text(in("UTC", {"00:00-03:00", "22:00-02:00"}).open(date("2026-11-23"), date("2026-11-24"))) ==
        "2026-11-23T00:00Z/2026-11-23T03:00Z 2026-11-23T22:00Z/2026-11-24T02:00Z "
        "2026-11-24T00:00Z/2026-11-24T03:00Z 2026-11-24T22:00Z/2026-11-25T02:00Z");
}

TEST_CASE("a tail past midnight belongs to the date on which it starts") {
  Availability availability = in("UTC", {"22:00-02:00"});
  availability.overrides[date("2026-11-24")] = {};
  CHECK(open_on(availability, "2026-11-23") == "2026-11-23T22:00Z/2026-11-24T02:00Z");
  CHECK(open_on(availability, "2026-11-24") == "");
  CHECK(availability.covers(span("2026-11-24T01:00Z", "2026-11-24T02:00Z")));
  CHECK_FALSE(availability.covers(span("2026-11-25T01:00Z", "2026-11-25T02:00Z")));
}

TEST_CASE("an hour that the clock skips is not open") {
  // 2026-03-29 in Berlin: 02:00 +01 -> 03:00 +02, at 01:00 UTC.
  CHECK(open_on(in("Europe/Berlin", {"02:00-03:00"}), "2026-03-29") == "");
  CHECK(open_on(in("Europe/Berlin", {"02:15-02:45"}), "2026-03-29") == "");
  CHECK(open_on(in("Europe/Berlin", {"01:30-03:30"}), "2026-03-29") == "2026-03-29T00:30Z/2026-03-29T01:30Z");
  CHECK(open_on(in("Europe/Berlin", {"01:00-02:30"}), "2026-03-29") == "2026-03-29T00:00Z/2026-03-29T01:00Z");
  CHECK(open_on(in("Europe/Berlin", {"02:30-04:00"}), "2026-03-29") == "2026-03-29T01:00Z/2026-03-29T02:00Z");
}

TEST_CASE("part of a repeated hour is open twice, with a pause between") {
  // 2026-10-25 in Berlin: 03:00 +02 -> 02:00 +01, at 01:00 UTC.
  CHECK(open_on(in("Europe/Berlin", {"02:15-02:45"}), "2026-10-25") ==
        "2026-10-25T00:15Z/2026-10-25T00:45Z 2026-10-25T01:15Z/2026-10-25T01:45Z");
  CHECK(open_on(in("Europe/Berlin", {"01:00-02:30"}), "2026-10-25") ==
        "2026-10-24T23:00Z/2026-10-25T00:30Z 2026-10-25T01:00Z/2026-10-25T01:30Z");
  CHECK(open_on(in("Europe/Berlin", {"02:30-04:00"}), "2026-10-25") ==
        "2026-10-25T00:30Z/2026-10-25T01:00Z 2026-10-25T01:30Z/2026-10-25T03:00Z");
}

TEST_CASE("all of a repeated hour is open once, and longer") {
  CHECK(open_on(in("Europe/Berlin", {"02:00-03:00"}), "2026-10-25") == "2026-10-25T00:00Z/2026-10-25T02:00Z");
  CHECK(open_on(in("Europe/Berlin", {"01:00-04:00"}), "2026-10-25") == "2026-10-24T23:00Z/2026-10-25T03:00Z");
}

TEST_CASE("a change of clock outside a window leaves no seam in it") {
  // The window of the 24th ends before the change; that of the 25th begins after it.
  CHECK(text(in("Europe/Berlin", {"09:00-17:00"}).open(date("2026-10-24"), date("2026-10-25"))) ==
        "2026-10-24T07:00Z/2026-10-24T15:00Z 2026-10-25T08:00Z/2026-10-25T16:00Z");
}

TEST_CASE("a date that a zone skipped is not open") {
  // Apia had no 30 December 2011: 24:00 -10 of the 29th is 00:00 +14 of the 31st.
  const Availability apia = in("Pacific/Apia", {"09:00-12:00"});
  CHECK(open_on(apia, "2011-12-29") == "2011-12-29T19:00Z/2011-12-29T22:00Z");
  CHECK(open_on(apia, "2011-12-30") == "");
  CHECK(open_on(apia, "2011-12-31") == "2011-12-30T19:00Z/2011-12-30T22:00Z");
  CHECK(open_on(in("Pacific/Apia", {"22:00-02:00"}), "2011-12-29") == "2011-12-30T08:00Z/2011-12-30T10:00Z");
}

TEST_CASE("a span is covered inside one stretch, edges included") {
  const Availability office = in("Europe/Berlin", {"09:00-12:00", "13:00-17:00"});
  CHECK(office.covers(span("2026-11-23T08:00Z", "2026-11-23T09:00Z")));
  CHECK(office.covers(span("2026-11-23T08:00Z", "2026-11-23T11:00Z")));
  CHECK(office.covers(span("2026-11-23T10:00Z", "2026-11-23T11:00Z")));
  CHECK_FALSE(office.covers(span("2026-11-23T07:59:59Z", "2026-11-23T09:00Z")));
  CHECK_FALSE(office.covers(span("2026-11-23T10:00Z", "2026-11-23T11:00:01Z")));
  CHECK_FALSE(office.covers(span("2026-11-23T08:00Z", "2026-11-23T16:00Z")));  // over the lunch break
  CHECK_FALSE(office.covers(span("2026-11-23T11:00Z", "2026-11-23T12:00Z")));
}

TEST_CASE("one window, or two that touch, cover a span over midnight") {
  const Interval over_midnight = span("2026-11-23T23:30Z", "2026-11-24T00:30Z");
  CHECK(in("UTC", {"22:00-02:00"}).covers(over_midnight));
  CHECK(in("UTC", {"00:00-24:00"}).covers(over_midnight));
  CHECK(in("UTC", {"00:00-24:00"}).covers(span("2026-11-23T23:30Z", "2026-11-24T23:30Z")));
  CHECK_FALSE(in("UTC", {"00:01-24:00"}).covers(over_midnight));
}

TEST_CASE("a minute is open exactly when the clock reads inside a window") {
  struct Change {
    const char* zone;
    const char* date;
  };
  const Change changes[] = {
      {"Europe/Berlin", "2026-03-29"},       {"Europe/Berlin", "2026-10-25"},    {"Australia/Lord_Howe", "2025-10-05"},
      {"Australia/Lord_Howe", "2025-04-06"}, {"America/St_Johns", "2010-11-07"}, {"America/Havana", "2024-03-10"},
      {"Africa/Cairo", "2024-10-31"},        {"Antarctica/Troll", "2025-10-26"}, {"Pacific/Apia", "2011-12-30"},
      {"Pacific/Kwajalein", "1993-08-21"},   {"Asia/Pyongyang", "2015-08-14"},   {"Pacific/Chatham", "2025-04-06"},
  };
  std::mt19937 random{7};
  const auto below = [&](int limit) { return std::uniform_int_distribution{0, limit - 1}(random); };
  for (const Change& change : changes) {
    for (int round = 0; round < 8; ++round) {
      Availability availability{make::zone(change.zone), {}, {}};
      const Date middle = date(change.date);
      for (Date day = middle - Days{2}; day <= middle + Days{2}; day += Days{1}) {
        Windows& own = availability.overrides[day].windows;
        for (int i = below(3); i > 0; --i) {
          const Minutes start{below(24 * 12) * 5};
          own.push_back({start, start + Minutes{5 + below(12) * 115}});
        }
        std::ranges::sort(own);
      }
      const auto open = availability.open(middle - Days{1}, middle + Days{1});
      const Interval around = availability.zone.dates(middle - Days{2}, middle + Days{3});
      for (Instant minute = around.start; minute < around.end; minute += 1min) {
        const bool found = std::ranges::any_of(open, [&](const Interval& stretch) { return stretch.contains(minute); });
        if (found == reads_inside(availability, middle - Days{1}, middle + Days{1}, minute)) continue;
        FAIL(change.zone << " " << text(minute) << ": open " << found << " in " << text(open));
      }
    }
  }
}

TEST_CASE("the length of a week counts no time twice") {
  CHECK(WeeklyHours{}.length() == 0min);
  CHECK(make::daily({"09:00-12:00", "13:00-17:00"}).length() == 49h);
  CHECK(make::daily({"09:00-12:00", "11:00-13:00"}).length() == 28h);
  // A tail past midnight meets the next date's windows, on Sunday those of Monday.
  CHECK(make::daily({"00:00-03:00", "22:00-02:00"}).length() == 35h);
  CHECK(make::daily({"12:00-12:00"}).length() == 168h);
  WeeklyHours sunday;
  sunday.set(std::chrono::Sunday, make::windows({"22:00-02:00"}));
  CHECK(sunday.length() == 4h);
}

}  // namespace

}  // namespace calendar
