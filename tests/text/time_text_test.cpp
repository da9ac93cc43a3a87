#include "text/time_text.hpp"

#include <doctest/doctest.h>

#include "support/make.hpp"

namespace calbook {

namespace {

using namespace std::chrono_literals;
using make::at;
using make::date;
using make::span;
using make::zone;

TEST_CASE("an instant for programs carries the offset in force, seconds, or Z") {
  const auto berlin = zone("Europe/Berlin");
  CHECK(rfc3339(at("2026-11-23T08:00Z"), berlin) == "2026-11-23T09:00:00+01:00");
  CHECK(rfc3339(at("2026-07-23T08:00:07Z"), berlin) == "2026-07-23T10:00:07+02:00");
  CHECK(rfc3339(at("2026-11-23T03:10Z"), zone("America/St_Johns")) == "2026-11-22T23:40:00-03:30");
  CHECK(rfc3339(at("2026-11-23T08:00Z"), zone("UTC")) == "2026-11-23T08:00:00+00:00");
  CHECK(rfc3339_utc(at("2026-11-23T08:00Z")) == "2026-11-23T08:00:00Z");
  CHECK(rfc3339_utc(at("2026-11-23T23:59:59Z")) == "2026-11-23T23:59:59Z");
  CHECK(rfc3339_minutes(at("2026-11-23T08:00Z"), berlin) == "2026-11-23T09:00+01:00");
  CHECK(rfc3339_minutes(at("2026-11-23T03:10Z"), zone("America/St_Johns")) == "2026-11-22T23:40-03:30");
}

TEST_CASE("seconds are written where the clock shows some") {
  const auto monrovia = zone("Africa/Monrovia");  // -00:44:30 until 1972-01-07
  CHECK(rfc3339_minutes(at("1970-06-01T09:44:30Z"), monrovia) == "1970-06-01T09:00-00:44");
  CHECK(rfc3339_minutes(at("1972-01-07T01:44:30Z"), monrovia) == "1972-01-07T01:44:30+00:00");
  CHECK(clock_label(at("1972-01-07T01:44:30Z"), monrovia) == "01:44:30");
}

TEST_CASE("an offset is hours and minutes, with its sign") {
  CHECK(offset_label(0s) == "+00:00");
  CHECK(offset_label(1h) == "+01:00");
  CHECK(offset_label(-1h) == "-01:00");
  CHECK(offset_label(-30min) == "-00:30");
  CHECK(offset_label(5h + 45min) == "+05:45");
  CHECK(offset_label(-3h - 30min) == "-03:30");
  CHECK(offset_label(14h) == "+14:00");
}

TEST_CASE("the offsets of a span are those that its clock goes through") {
  const auto berlin = zone("Europe/Berlin");
  CHECK(offsets_label(berlin.dates(date("2026-11-23"), date("2026-11-29")), berlin) == "+01:00");
  CHECK(offsets_label(berlin.dates(date("2026-10-25"), date("2026-10-25")), berlin) == "+02:00 then +01:00");
  CHECK(offsets_label(span("2026-11-23T08:00Z", "2026-11-23T08:00Z"), berlin) == "");
}

TEST_CASE("a week is an ISO 8601 week, in its Thursday's year") {
  CHECK(week_label(date("2026-11-23")) == "2026-W48");
  CHECK(week_label(date("2026-11-29")) == "2026-W48");
  CHECK(week_label(date("2027-01-03")) == "2026-W53");
  CHECK(week_label(date("2027-01-04")) == "2027-W01");
  CHECK(week_label(date("2025-12-29")) == "2026-W01");
}

TEST_CASE("a month has its English name") {
  CHECK(month_label(date("2026-01-31")) == "January 2026");
  CHECK(month_label(date("2026-12-01")) == "December 2026");
}

TEST_CASE("dates and moments carry their weekday") {
  CHECK(day_label(date("2026-11-22")) == "Sun 2026-11-22");
  CHECK(day_label(date("2026-11-23")) == "Mon 2026-11-23");
  CHECK(day_label(date("2026-11-28")) == "Sat 2026-11-28");
  CHECK(weekday_label(std::chrono::Wednesday) == "Wed");
  CHECK(moment(make::wall("2026-11-23T09:05")) == "Mon 2026-11-23 09:05");
  CHECK(moment(at("2026-11-23T08:05Z"), zone("Europe/Berlin")) == "Mon 2026-11-23 09:05 +01:00");
}

TEST_CASE("a time carries its offset only if the clock shows it twice") {
  // 2026-10-25 in Berlin: 03:00 +02 -> 02:00 +01, at 01:00 UTC.
  const auto berlin = zone("Europe/Berlin");
  CHECK(clock_label(at("2026-10-24T23:59Z"), berlin) == "01:59");
  CHECK(clock_label(at("2026-10-25T00:00Z"), berlin) == "02:00+02:00");
  CHECK(clock_label(at("2026-10-25T00:59Z"), berlin) == "02:59+02:00");
  CHECK(clock_label(at("2026-10-25T01:00Z"), berlin) == "02:00+01:00");
  CHECK(clock_label(at("2026-10-25T02:00Z"), berlin) == "03:00");
}

TEST_CASE("a shorter span than a day shows only its end time") {
  const auto berlin = zone("Europe/Berlin");
  CHECK(span_label(span("2026-11-23T08:00Z", "2026-11-23T09:00Z"), berlin) == "Mon 2026-11-23 09:00-10:00");
  CHECK(span_label(span("2026-11-23T22:00Z", "2026-11-23T23:00Z"), berlin) == "Mon 2026-11-23 23:00-00:00");
  CHECK(span_label(span("2026-11-23T22:30Z", "2026-11-23T23:30Z"), berlin) == "Mon 2026-11-23 23:30-00:30");
  // 2026-10-25 in Berlin: 03:00 +02 -> 02:00 +01.
  CHECK(span_label(span("2026-10-25T00:00Z", "2026-10-25T01:00Z"), berlin) == "Sun 2026-10-25 02:00+02:00-02:00+01:00");
}

TEST_CASE("a span of at least a day shows its end's date") {
  const auto berlin = zone("Europe/Berlin");
  CHECK(span_label(span("2026-11-23T08:00Z", "2026-11-24T08:00Z"), berlin) ==
        "Mon 2026-11-23 09:00-Tue 2026-11-24 09:00");
  CHECK(span_label(span("2026-11-23T08:00Z", "2026-11-26T09:00Z"), berlin) ==
        "Mon 2026-11-23 09:00-Thu 2026-11-26 10:00");
}

TEST_CASE("a span across midnight and a skipped hour shows its end's date") {
  // 2026-03-29 in Berlin: 02:00 +01 -> 03:00 +02. Twenty-three and a half hours from Saturday 03:15.
  CHECK(span_label(span("2026-03-28T02:15Z", "2026-03-29T01:45Z"), zone("Europe/Berlin")) ==
        "Sat 2026-03-28 03:15-Sun 2026-03-29 03:45");
  // Apia had no 30 December 2011: an hour from the 29th to the 31st.
  CHECK(span_label(span("2011-12-30T09:30Z", "2011-12-30T10:30Z"), zone("Pacific/Apia")) ==
        "Thu 2011-12-29 23:30-Sat 2011-12-31 00:30");
}

TEST_CASE("a date's distance from today is told in days") {
  const auto today = date("2026-11-22");
  CHECK(distance_label(today, today) == "today");
  CHECK(distance_label(date("2026-11-23"), today) == "tomorrow");
  CHECK(distance_label(date("2026-11-21"), today) == "yesterday");
  CHECK(distance_label(date("2026-11-25"), today) == "in 3 days");
  CHECK(distance_label(date("2026-11-20"), today) == "2 days ago");
  CHECK(distance_label(date("2027-11-22"), today) == "in 365 days");
}

TEST_CASE("one of a thing is singular, none and several are plural") {
  CHECK(counted(0, "appointment") == "0 appointments");
  CHECK(counted(1, "appointment") == "1 appointment");
  CHECK(counted(2, "appointment") == "2 appointments");
}

TEST_CASE("a duration is in minutes up to two hours, then in hours") {
  CHECK(length_label(1min) == "1 min");
  CHECK(length_label(1h) == "60 min");
  CHECK(length_label(119min) == "119 min");
  CHECK(length_label(2h) == "2 h");
  CHECK(length_label(121min) == "2 h 1 min");
  CHECK(length_label(168h) == "168 h");
}

}  // namespace

}  // namespace calbook
