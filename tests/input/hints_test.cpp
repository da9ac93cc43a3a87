// The grammar accepts all of its own hints.

#include <doctest/doctest.h>

#include "input/grammar.hpp"
#include "support/hints.hpp"
#include "support/make.hpp"
#include "text/complaint.hpp"

namespace calbook {

namespace {

using namespace std::chrono_literals;
using calendar::Code;
using calendar::Minutes;

constexpr calendar::Date today{std::chrono::year{2026} / 11 / 22};  // a Sunday

// Input that the vectors lack, by the parser that refuses it.
template <class Parse>
void check_all_hints(std::initializer_list<const char*> texts, Parse&& parse) {
  for (const char* text : texts) {
    CAPTURE(text);
    CHECK_FALSE(parse(Words{text}));
    check_hints(text, parse);
  }
}

TEST_CASE("hints about a date are accepted when typed") {
  const auto read = [](const Words& words) { return parse_date(words, today); };
  check_all_hints({"24.11.2026",
                   "2026/12/01",
                   "1.12.26",
                   "24.12.",
                   "12/24",
                   "2026-1-5",
                   "2026-13-05",
                   "2026-W48",
                   "2026W481",
                   "2026-W48-8",
                   "2026-W60-1",
                   "9999-W01-1",
                   "next week",
                   "last tue",
                   "in 2 months",
                   "-3 months",
                   "+1y",
                   "in 3",
                   "3 days",
                   "2w",
                   "+999 months",
                   "1st of december",
                   "nov 24, 2026",
                   "29 feb",
                   "thurs",
                   "yesterdy",
                   "today tomorrow",
                   "",
                   "..",
                   "9999-12-31",
                   "2026-02-00"},
                  read);
  check_all_hints({"sun", "sunday", "in 0 d"},
                  [](const Words& words) { return parse_date(words, Today{today}.for_writing()); });
}

TEST_CASE("hints about dates are accepted when typed") {
  check_all_hints({"..", "today..", "..fri", "fri..tomorrow", "2026-12-24..2026-12-23", "mon-fri", "mon to fri",
                   "2026-12-01 - 2026-12-05", "2026-12-01/2026-12-05", "today...tomorrow", "next fri..sat"},
                  [](const Words& words) { return parse_dates(words, today); });
}

TEST_CASE("hints about how often are accepted when typed") {
  check_all_hints({"",
                   "weekly",
                   "monthly",
                   "everyday",
                   "every day",
                   "every week",
                   "every 2 weeks",
                   "every other week",
                   "every second week",
                   "biweekly",
                   "bi-weekly",
                   "fortnight",
                   "every two weeks",
                   "2 weeks",
                   "10 days",
                   "14-day",
                   "1 month",
                   "2 months",
                   "quarterly",
                   "1 year",
                   "yearly",
                   "2",
                   "0",
                   "0d",
                   "100d",
                   "-1w",
                   "w",
                   "tuesdays",
                   "tues",
                   "tuesdays and thursdays",
                   "mon wed fri",
                   "mon, wed and fri",
                   "tue/thu",
                   "tue&thu",
                   "mon to fri",
                   "mondays - fridays",
                   "tue,tue",
                   "mon,",
                   ",",
                   "mon-wed-fri",
                   "mon-mon",
                   "mon,tuesdy",
                   "1-5",
                   "every weekday",
                   "weekend",
                   "mon,weekdays",
                   "every second tuesday",
                   "2nd wednesdays",
                   "2 wed",
                   "6 wed",
                   "6th mon",
                   "2nd",
                   "2nd tue,thu",
                   "1st and 3rd mon",
                   "first monday of the month",
                   "last day",
                   "of",
                   "last day of the month",
                   "last tues",
                   "wek",
                   "mont",
                   "second",
                   "other",
                   "every",
                   "now and then"},
                  parse_every);
}

TEST_CASE("hints about a month are accepted when typed") {
  check_all_hints({"",       "2026-13",    "2026-00", "1969-12", "9999-01",       "0000-00",   "12/2026",    "2026-1",
                   "202613", "13/2026",    "dec",     "dec 26",  "december 2026", "dec 99999", "next month", "next fri",
                   "+1m",    "2026-02-30", "..",      "foo"},
                  [](const Words& words) { return parse_month(words, today); });
}

TEST_CASE("hints about a time are accepted when typed") {
  check_all_hints({"9 am",           "9a",   "2 p.m.",   "0am",      "0pm",   "0:30 pm", "12:30am", "12:30pm",
                   "13am",           "noon", "midnight", "9.30",     "9,30",  "9h30",    "9h",      "9:5",
                   "0930",           "1430", "9:30:00",  "9:30 utc", "24:00", "24",      "25:00",   "9:60",
                   "half past nine", "",     "12345",    "9 uhr"},
                  parse_time);
}

TEST_CASE("hints about a date with a time are accepted when typed") {
  check_all_hints({"",
                   "tomorrow",
                   "fri at",
                   "10:00",
                   "at 9:40",
                   "10:00 tomorrow",
                   "2pm 2026-12-01",
                   "Mon 2026-11-23 10:00",
                   "Mon 2026-11-23 10:00 +01:00",
                   "fri 10:00 Jones",
                   "fri 9 am",
                   "fri at 9 p.m.",
                   "fri 9.30",
                   "fri 24:00",
                   "2026-12-31 24:00",
                   "2026-12-31T24:00",
                   "2026-12-01T25:00",
                   "2026-12-01T9:00",
                   "2026-12-01T9",
                   "2026-12-01T9.30",
                   "2026-12-01T",
                   "2026-02-30T10:00",
                   "2026-12-01T10:00:30.5+02:00",
                   "2026-12-01T10:00:00,000000000+02:00",
                   "2026-12-01T10+02:00",
                   "2026-12-01 9:30Z",
                   "2026-12-01T10:00+02",
                   "2026-12-01T10:00+2",
                   "2026-12-01T10:00+2:00",
                   "2026-12-01T10:00 +0200",
                   "2026-12-01T10:00-14:30",
                   "2026-12-01T10:00+02:75",
                   "2026-12-01T10:00+01:00[Europe/Berlin]",
                   "2026-12-01 10:00:00 CET",
                   "2026-12-01 10:00 -3",
                   "tomorrow 10:00 +02:00",
                   "24.11.2026 9:00",
                   "next fri 9:00",
                   "sun 9:00",
                   "sun",
                   "sunday at",
                   "tomorrow morning",
                   "now",
                   "Sun Nov 22 10:00:00 CET 2026"},
                  [](const Words& words) { return parse_datetime(words, today); });
}

TEST_CASE("hints about a bound are accepted when typed") {
  check_all_hints({"mon 9.30", "10:00", "next fri", "24.11.2026 9:00", "in 3 dayz", "sun 9:00", "2026-11-23T9", ""},
                  [](const Words& words) { return parse_bound(words, today); });
}

TEST_CASE("hints about busy time are accepted when typed") {
  const auto berlin = make::zone("Europe/Berlin");
  check_all_hints({"",
                   "fri",
                   "fri 14:00",
                   "foo",
                   "fri 14:00-18:00",
                   "fri 14:00-24:00",
                   "fri 14:00 1h 30m",
                   "fri 14:00 90 min",
                   "fri 14:00 90",
                   "fri 14 2 hours",
                   "fri 14:00..14:00",
                   "2026-12-01T09:00-09",
                   "2026-10-25 02:30",
                   "fri 22:00..02:00",
                   "fri 14:00..wed",
                   "fri 14:00..2026-11-24T09:00",
                   "fri 14:00..",
                   "..18:00",
                   "fri 14.00 2h",
                   "sun 14:00 2h",
                   "fri 2h",
                   "2026-10-25 02:30 1h",
                   "2027-03-28 02:30 1h",
                   "fri 14:00..18.30",
                   "sun",
                   "mon..fri",
                   "sun..fri",
                   "today..sun",
                   "tomorrow..2026-10-25"},
                  [&](const Words& words) { return parse_busy(words, berlin, today); });
}

TEST_CASE("hints about ranges are accepted when typed") {
  check_all_hints({"9-5",
                   "12-9",
                   "9-0",
                   "11-10",
                   "4:00pm-12:00am",
                   "12pm-5pm",
                   "12-5pm",
                   "12am-12pm",
                   "9am-12",
                   "10pm-6",
                   "9-noon",
                   "9-9pm",
                   "0am-9am",
                   "13pm-5pm",
                   "9.30-17",
                   "9:00-9:00",
                   "9-9",
                   "9to5",
                   "9 to 17",
                   "9 - 5 pm",
                   "9;10",
                   "9-12 and 13-17",
                   "9-12,",
                   ",",
                   "",
                   "9-",
                   "-17",
                   "9-10-11",
                   "0-24,23-1",
                   "22-3,2-5,4-8",
                   "9-12,11-13,10-20",
                   "24-2",
                   "12:5-17",
                   "14:00-12345A",
                   "12:75pm-17",
                   "12.30-17",
                   "4pm-noon",
                   "9-12,9-5",
                   "0:30am-5",
                   "mon-fri"},
                  parse_ranges);
}

TEST_CASE("hints about days are accepted when typed") {
  check_all_hints(
      {"mon,mon", "mon-mon", "daily,mon", "weekdays,sat", "weekends,mon", "mno", "mo-fr", "xyz", "xyz,mon", "1-5",
       "tue to thu", "mon wed fri", "mon..fri", "mon-wed-fri", "mon,", ",", "", "weekday,sat", "tue-sun,wed"},
      parse_days);
}

TEST_CASE("hints about a duration are accepted when typed") {
  check_all_hints(
      {"",       "0",       "60",           "0m",     "1441m", "1.5h",   "1,25h", "0.25h", "2.0h",
       "1h 30m", "1h30",    "90 min",       "2hours", "1day",  "-30m",   "+30m",  "P1D",   "PT60S",
       "1h1h",   "an hour", "half an hour", "24h1m",  "25h",   "99999m", "m",     "1w",    "1 hour 5 minutes",
       "1d"},
      parse_duration);
  check_all_hints({"", "60", "0", "-5m", "2d", "1.5h"}, parse_buffer);
  check_all_hints({"", "60", "0", "1w", "2 days", "1000d"}, parse_notice);
  check_all_hints({"", "60", "0m", "0d", "1w", "2 hours", "1000d"}, parse_within);
  check_all_hints({"", "60", "2m", "1000", "2 months"}, parse_horizon);
}

TEST_CASE("hints about an instant are accepted when typed") {
  check_all_hints({"", "now", "2026-11-22", "2026-11-22T09:00", "1763802000", "2026-02-30T09:00Z"}, parse_instant);
}

}  // namespace

}  // namespace calbook
