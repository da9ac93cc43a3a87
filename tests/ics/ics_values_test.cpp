#include "ics/values.hpp"

#include <doctest/doctest.h>

#include "calendar/limits.hpp"
#include "support/make.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using Kind = WrittenTime::Kind;

std::optional<WrittenTime> written(std::string_view time, Kind kind) {
  return WrittenTime{make::wall(time), kind};
}

TEST_CASE("dates and times are read as they are written") {
  CHECK(parse_time("20261126") == written("2026-11-26", Kind::date));
  CHECK(parse_time("20261126T093000") == written("2026-11-26T09:30", Kind::local));
  CHECK(parse_time("20261126t093000z") == written("2026-11-26T09:30", Kind::utc));
  CHECK(parse_time("20161231T235960Z") == written("2016-12-31T23:59:59", Kind::utc));
  CHECK(parse_time("00010101") == written("0001-01-01", Kind::date));
}

TEST_CASE("what is no date or time is not read") {
  for (const char* text : {"", "2026", "20260230", "20261301", "00000101", "20261126T", "20261126T0930",
                           "20261126T240000", "20261126T096000", "20261126T093061", "20261126T093000ZZ", "2026-11-26",
                           "20261126 093000", " 20261126", "20261126Z"}) {
    CAPTURE(text);
    CHECK(!parse_time(text));
  }
}

TEST_CASE("lengths are dates on the clock and time that passes") {
  CHECK(parse_length("P1D") == WrittenLength{Days{1}, 0s});
  CHECK(parse_length("PT24H") == WrittenLength{Days{0}, 24h});
  CHECK(parse_length("p2w") == WrittenLength{Days{14}, 0s});
  CHECK(parse_length("P15DT5H0M20S") == WrittenLength{Days{15}, 5h + 20s});
  CHECK(parse_length("-PT15M") == WrittenLength{Days{0}, -15min});
  CHECK(parse_length("+P1DT") == WrittenLength{Days{1}, 0s});
  for (const char* text : {"P36525D", "P36525DT1S", "P1000000000000000000W", "P9D999999999W"}) {
    CAPTURE(text);
    CHECK(parse_length(text) == WrittenLength{limits::calendar_length, 0s});
  }
}

TEST_CASE("what is no length is not read") {
  for (const char* text : {"", "P", "PT", "1D", "P1", "P1H", "PT1D", "PT1W", "P1D1", "P-1D", "P1DX"}) {
    CAPTURE(text);
    CHECK(!parse_length(text));
  }
}

TEST_CASE("a period has an end or a length") {
  const auto to_end = parse_period("20120103T100000Z/20120103T110000Z").value();
  CHECK(to_end.start == written("2012-01-03T10:00", Kind::utc));
  CHECK(to_end.end == written("2012-01-03T11:00", Kind::utc));
  const auto for_length = parse_period("20120103T100000/PT1H").value();
  CHECK(!for_length.end);
  CHECK(for_length.length == WrittenLength{Days{0}, 1h});
  for (const char* text : {"", "/", "20120103T100000Z", "20120103T100000Z/", "/PT1H", "20120103T100000Z/x"}) {
    CAPTURE(text);
    CHECK(!parse_period(text));
  }
}

TEST_CASE("offsets from UTC are less than a day") {
  CHECK(parse_offset("+0100") == 1h);
  CHECK(parse_offset("-0000") == 0s);
  CHECK(parse_offset("-050030") == -(5h + 30s));
  for (const char* text : {"", "0100", "+1", "+01", "+2400", "+0160", "+010060", "+01000", "+01:00"}) {
    CAPTURE(text);
    CHECK(!parse_offset(text));
  }
}

TEST_CASE("a rule is all of its parts") {
  const auto rule =
      parse_rule(
          "FREQ=YEARLY;INTERVAL=2;COUNT=7;WKST=SU;BYMONTH=3,10;BYWEEKNO=20,-1;BYYEARDAY=1,-366;BYMONTHDAY=-1,15;"
          "BYDAY=SU,TU;BYHOUR=9,17;BYMINUTE=0,30;BYSECOND=0,59;BYSETPOS=-1,1")
          .value()
          .rule;
  using Numbers = std::vector<int>;
  CHECK((rule.frequency == RecurrenceRule::Frequency::yearly));
  CHECK(rule.interval == 2);
  CHECK(rule.count == 7);
  CHECK((rule.week_start == std::chrono::Sunday));
  CHECK(rule.months == Numbers{3, 10});
  CHECK(rule.weeks == Numbers{20, -1});
  CHECK(rule.year_days == Numbers{1, -366});
  CHECK(rule.month_days == Numbers{-1, 15});
  CHECK(rule.hours == Numbers{9, 17});
  CHECK(rule.minutes == Numbers{0, 30});
  CHECK(rule.seconds == Numbers{0, 59});
  CHECK(rule.positions == Numbers{-1, 1});
  REQUIRE(rule.days.size() == 2);
  CHECK((rule.days[0].weekday == std::chrono::Sunday));
  CHECK((rule.days[1].weekday == std::chrono::Tuesday));
  CHECK(rule.days[1].ordinal == 0);
}

TEST_CASE("a rule may have any case, signs, and a final semicolon") {
  const auto rule = parse_rule("freq=monthly;byday=+2tu,-1FR;").value().rule;
  REQUIRE(rule.days.size() == 2);
  CHECK(rule.days[0].ordinal == 2);
  CHECK((rule.days[0].weekday == std::chrono::Tuesday));
  CHECK(rule.days[1].ordinal == -1);
}

TEST_CASE("the end of a rule is kept as it is written") {
  CHECK(parse_rule("FREQ=DAILY;UNTIL=20261224").value().until == written("2026-12-24", Kind::date));
  CHECK(parse_rule("FREQ=DAILY;UNTIL=20261224T235959Z").value().until == written("2026-12-24T23:59:59", Kind::utc));
  CHECK(!parse_rule("FREQ=DAILY;UNTIL=20261224").value().rule.until);
}

TEST_CASE("what is no rule, or one not kept, is not read") {
  for (const char* text : {"",
                           "DAILY",
                           "FREQ=HOURLY",
                           "FREQ=SECONDLY",
                           "FREQ=FORTNIGHTLY",
                           "INTERVAL=2",
                           "FREQ=DAILY;FREQ=DAILY",
                           "FREQ=DAILY;INTERVAL=0",
                           "FREQ=DAILY;INTERVAL=-1",
                           "FREQ=DAILY;COUNT=0",
                           "FREQ=DAILY;COUNT=-1",
                           "FREQ=DAILY;COUNT=3;UNTIL=20261224",
                           "FREQ=DAILY;UNTIL=tomorrow",
                           "FREQ=DAILY;BYMONTH=13",
                           "FREQ=DAILY;BYMONTH=-1",
                           "FREQ=DAILY;BYMONTH=",
                           "FREQ=DAILY;BYHOUR=24",
                           "FREQ=DAILY;BYDAY=2MO",
                           "FREQ=WEEKLY;BYDAY=0MO",
                           "FREQ=WEEKLY;BYMONTHDAY=1",
                           "FREQ=MONTHLY;BYDAY=54MO",
                           "FREQ=MONTHLY;BYDAY=XX",
                           "FREQ=MONTHLY;BYWEEKNO=1",
                           "FREQ=MONTHLY;BYYEARDAY=1",
                           "FREQ=YEARLY;BYWEEKNO=1;BYDAY=2MO",
                           "FREQ=DAILY;BYSETPOS=1",
                           "FREQ=DAILY;BYMONTH=1;BYMONTH=2",
                           "FREQ=DAILY;RSCALE=HEBREW",

                           "FREQ=DAILY;WKST=XX",
                           "FREQ=DAILY;BYMONTH=1.5"}) {
    CAPTURE(text);
    CHECK(!parse_rule(text));
  }
}

TEST_CASE("a number that is too great is the greatest") {
  CHECK(parse_number("999999999") == 999'999'999);
  CHECK(parse_number("99999999999999999999") == 999'999'999);
  CHECK(parse_number("-99999999999999999999") == -999'999'999);
  CHECK(!parse_number("9x"));
  CHECK(parse_rule("FREQ=DAILY;INTERVAL=9999999999").value().rule.interval == 999'999'999);
}

TEST_CASE("a leap second of a rule is the second before it") {
  CHECK(parse_rule("FREQ=DAILY;BYSECOND=60").value().rule.seconds == std::vector<int>{59});
}

}  // namespace

}  // namespace calendar
