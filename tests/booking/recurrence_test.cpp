#include "calendar/recurrence.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/dates_text.hpp"
#include "support/rrule.hpp"

namespace calendar {

namespace {

using std::chrono::year_month_day;

struct Case {
  std::string_view start;
  std::string rule;
  std::string_view dates;  // if they end in "...", only the first are compared
};

void check(const Case& one) {
  CAPTURE(one.start);
  CAPTURE(one.rule);
  const WallTime start = make::compact_time(one.start);
  Recurrence times{make::rule(one.rule), start};
  make::DatesText text{start};
  for (int i = 0; i < 120; ++i) {  // more than are compared
    const std::optional<WallTime> time = times.next();
    if (!time) break;
    text.add(*time);
  }
  std::string dates = text.text();
  if (one.dates.ends_with("...")) dates = dates.substr(0, one.dates.size() - 3) + "...";
  CHECK(dates == one.dates);
}

// The first leap day of that weekday in every `interval`-th period from the start's on, found among all leap days.
std::optional<WallTime> leap_day(std::string_view unit, Date start, std::int64_t interval,
                                 std::chrono::weekday weekday) {
  const auto period = [&](Date date) -> std::int64_t {
    const year_month_day parts{date};
    const std::int64_t months = int{parts.year()} * 12 + static_cast<int>(unsigned{parts.month()}) - 1;
    if (unit == "YEARLY") return months / 12;
    if (unit == "MONTHLY") return months;
    if (unit == "WEEKLY") return (date - Date{std::chrono::year{1969} / 12 / 29}).count() / 7;  // a Monday
    return date.time_since_epoch().count();
  };
  for (int year = int{year_month_day{start}.year()}; year <= 9998; ++year) {
    const year_month_day day{std::chrono::year{year} / 2 / 29};
    if (day.ok() && Date{day} >= start && std::chrono::weekday{Date{day}} == weekday &&
        (period(Date{day}) - period(start)) % interval == 0)
      return Date{day};
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("the RFC's examples give the RFC's dates") {
  // RFC 5545, 3.8.5.3, without those below a day; what UNTIL says in UTC there is New York's time here.
  constexpr std::string_view day = "19970902T090000";
  const std::vector<Case> cases{
      {day, "FREQ=DAILY;COUNT=10", "1997 Sep 2-11"},
      {day, "FREQ=DAILY;UNTIL=19971223T190000", "1997 Sep 2-30 Oct 1-31 Nov 1-30 Dec 1-23"},
      {day, "FREQ=DAILY;INTERVAL=2",
       "1997 Sep 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 Oct 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 Nov 1 3 5 ..."},
      {day, "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997 Sep 2 12 22 Oct 2 12"},
      {"19980101T090000", "FREQ=YEARLY;UNTIL=20000131T090000;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
       "1998 Jan 1-31 1999 Jan 1-31 2000 Jan 1-31"},
      {"19980101T090000", "FREQ=DAILY;UNTIL=20000131T090000;BYMONTH=1", "1998 Jan 1-31 1999 Jan 1-31 2000 Jan 1-31"},
      {day, "FREQ=WEEKLY;COUNT=10", "1997 Sep 2 9 16 23 30 Oct 7 14 21 28 Nov 4"},
      {day, "FREQ=WEEKLY;UNTIL=19971223T190000", "1997 Sep 2 9 16 23 30 Oct 7 14 21 28 Nov 4 11 18 25 Dec 2 9 16 23"},
      {day, "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
       "1997 Sep 2 16 30 Oct 14 28 Nov 11 25 Dec 9 23 1998 Jan 6 20 Feb 3 17 ..."},
      {day, "FREQ=WEEKLY;UNTIL=19971006T200000;WKST=SU;BYDAY=TU,TH", "1997 Sep 2 4 9 11 16 18 23 25 30 Oct 2"},
      {day, "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997 Sep 2 4 9 11 16 18 23 25 30 Oct 2"},
      {"19970901T090000", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971223T190000;WKST=SU;BYDAY=MO,WE,FR",
       "1997 Sep 1 3 5 15 17 19 29 Oct 1 3 13 15 17 27 29 31 Nov 10 12 14 24 26 28 Dec 8 10 12 22"},
      {day, "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997 Sep 2 4 16 18 30 Oct 2 14 16"},
      {"19970905T090000", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
       "1997 Sep 5 Oct 3 Nov 7 Dec 5 1998 Jan 2 Feb 6 Mar 6 Apr 3 May 1 Jun 5"},
      {"19970905T090000", "FREQ=MONTHLY;UNTIL=19971223T190000;BYDAY=1FR", "1997 Sep 5 Oct 3 Nov 7 Dec 5"},
      {"19970907T090000", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
       "1997 Sep 7 28 Nov 2 30 1998 Jan 4 25 Mar 1 29 May 3 31"},
      {"19970922T090000", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997 Sep 22 Oct 20 Nov 17 Dec 22 1998 Jan 19 Feb 16"},
      {"19970928T090000", "FREQ=MONTHLY;BYMONTHDAY=-3", "1997 Sep 28 Oct 29 Nov 28 Dec 29 1998 Jan 29 Feb 26 ..."},
      {day, "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997 Sep 2 15 Oct 2 15 Nov 2 15 Dec 2 15 1998 Jan 2 15"},
      {"19970930T090000", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
       "1997 Sep 30 Oct 1 31 Nov 1 30 Dec 1 31 1998 Jan 1 31 Feb 1"},
      {"19970910T090000", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
       "1997 Sep 10-15 1999 Mar 10-13"},
      {day, "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
       "1997 Sep 2 9 16 23 30 Nov 4 11 18 25 1998 Jan 6 13 20 27 Mar 3 10 17 24 31 ..."},
      {"19970610T090000", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
       "1997 Jun 10 Jul 10 1998 Jun 10 Jul 10 1999 Jun 10 Jul 10 2000 Jun 10 Jul 10 2001 Jun 10 Jul 10"},
      {"19970310T090000", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
       "1997 Mar 10 1999 Jan 10 Feb 10 Mar 10 2001 Jan 10 Feb 10 Mar 10 2003 Jan 10 Feb 10 Mar 10"},
      {"19970101T090000", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
       "1997 Jan 1 Apr 10 Jul 19 2000 Jan 1 Apr 9 Jul 18 2003 Jan 1 Apr 10 Jul 19 2006 Jan 1"},
      {"19970519T090000", "FREQ=YEARLY;BYDAY=20MO", "1997 May 19 1998 May 18 1999 May 17 ..."},
      {"19970512T090000", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997 May 12 1998 May 11 1999 May 17 ..."},
      {"19970313T090000", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
       "1997 Mar 13 20 27 1998 Mar 5 12 19 26 1999 Mar 4 11 18 25 ..."},
      {"19970605T090000", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
       "1997 Jun 5 12 19 26 Jul 3 10 17 24 31 Aug 7 14 21 28 1998 Jun 4 11 18 25 Jul 2 9 16 23 30 Aug 6 13 20 27 "
       "1999 Jun 3 10 17 24 Jul 1 8 15 22 29 Aug 5 12 19 26 ..."},
      {day, "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1998 Feb 13 Mar 13 Nov 13 1999 Aug 13 2000 Oct 13 ..."},
      {"19970913T090000", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
       "1997 Sep 13 Oct 11 Nov 8 Dec 13 1998 Jan 10 Feb 7 Mar 7 Apr 11 May 9 Jun 13 ..."},
      {"19961105T090000", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
       "1996 Nov 5 2000 Nov 7 2004 Nov 2 ..."},
      {"19970904T090000", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997 Sep 4 Oct 7 Nov 6"},
      {"19970929T090000", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
       "1997 Sep 29 Oct 30 Nov 27 Dec 30 1998 Jan 29 Feb 26 Mar 30 ..."},
      {day, "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
       "1997 Sep 2 2T092000 2T094000 2T100000 2T102000 2T104000 2T110000 2T112000 2T114000 2T120000 2T122000 2T124000 "
       "2T130000 2T132000 2T134000 2T140000 2T142000 2T144000 2T150000 2T152000 2T154000 2T160000 2T162000 2T164000 "
       "3 3T092000 ..."},
      {"19970805T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997 Aug 5 10 19 24"},
      {"19970805T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997 Aug 5 17 19 31"},
      {"20070115T090000", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007 Jan 15 30 Feb 15 Mar 15 30"},
  };
  for (const Case& one : cases) check(one);
}

TEST_CASE("a date that its month or year lacks is left out") {
  check({"20260131T090000", "FREQ=MONTHLY", "2026 Jan 31 Mar 31 May 31 Jul 31 Aug 31 Oct 31 Dec 31 2027 Jan 31 ..."});
  check({"20260201T090000", "FREQ=MONTHLY;BYMONTHDAY=-31", "2026 Mar 1 May 1 Jul 1 Aug 1 ..."});
  check({"20960229T090000", "FREQ=YEARLY;COUNT=3", "2096 Feb 29 2104 Feb 29 2108 Feb 29"});
  check({"20260101T090000", "FREQ=MONTHLY;BYDAY=5SU", "2026 Mar 29 May 31 Aug 30 Nov 29 2027 Jan 31 ..."});
  check({"20260101T090000", "FREQ=YEARLY;BYYEARDAY=366,-366;COUNT=4", "2028 Jan 1 Dec 31 2032 Jan 1 Dec 31"});
  check({"20260101T090000", "FREQ=YEARLY;BYDAY=53SA;COUNT=2", "2028 Dec 30 2033 Dec 31"});
}

TEST_CASE("negative numbers count from the end") {
  check({"20260101T090000", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026 Jan 31 Feb 28 Mar 31 Apr 30 ..."});
  check({"20260101T090000", "FREQ=YEARLY;BYYEARDAY=-1,-307", "2026 Feb 28 Dec 31 2027 Feb 28 Dec 31 2028 Feb 29 ..."});
  check({"20260101T090000", "FREQ=YEARLY;BYDAY=-1SU", "2026 Dec 27 2027 Dec 26 2028 Dec 31 ..."});
  check({"20260101T090000", "FREQ=YEARLY;BYMONTH=2,3;BYDAY=-1SU", "2026 Feb 22 Mar 29 2027 Feb 28 Mar 28 ..."});
  check({"20260101T090000", "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU", "2027 Jan 3 2028 Jan 2 Dec 31 ..."});
}

TEST_CASE("positions pick from the times of a period, in order") {
  check({"20260101T090000", "FREQ=MONTHLY;BYMONTHDAY=1,9,20;BYSETPOS=-1,1", "2026 Jan 1 20 Feb 1 20 ..."});
  check({"20260101T090000", "FREQ=MONTHLY;BYDAY=TH;BYSETPOS=5,-1", "2026 Jan 29 Feb 26 Mar 26 Apr 30 May 28 ..."});
  check({"20260101T090000", "FREQ=MONTHLY;BYMONTHDAY=1,2;BYHOUR=18,9;BYSETPOS=2,3,9,-9",
         "2026 Jan 1T180000 2 Feb 1T180000 2 ..."});
  check({"20260101T090000", "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026 Dec 31 2027 Dec 31 2028 Dec 29 ..."});
}

TEST_CASE("positions of the first period count what is before the start") {
  // 2026-12-09 is a Wednesday.
  check({"20261209T090000", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=4", "2026 Dec 10 17 24 31 ..."});
  check({"20261209T090000", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "2026 Dec 14 21 28 ..."});
  check({"20261209T090000", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=8", "2026 Dec 10 2027 Jan 12 ..."});
}

TEST_CASE("a weekday with an ordinal and one without are both taken") {
  check({"20260101T090000", "FREQ=MONTHLY;BYDAY=FR,1TU", "2026 Jan 2 6 9 16 23 30 Feb 3 6 13 20 27 ..."});
}

TEST_CASE("week 1 has at least four dates of its year") {
  // 2026 begins on a Thursday and has 53 weeks.
  check({"20260101T090000", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO",
         "2027 Jan 4 2028 Jan 3 2029 Jan 1 Dec 31 2030 Dec 30 ..."});
  check(
      {"20260101T090000", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO,SU", "2026 Dec 28 2027 Jan 3 2032 Dec 27 2033 Jan 2 ..."});
  check({"20260101T090000", "FREQ=YEARLY;BYWEEKNO=-53;BYDAY=SU", "2026 Jan 4 2032 Jan 4 2037 Jan 4 ..."});
  check({"20260101T090000", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=SU;WKST=SU", "2026 Jan 4 2027 Jan 3 2028 Jan 2 Dec 31 ..."});
  check({"20420912T090000", "FREQ=YEARLY;BYWEEKNO=52;BYDAY=TH;WKST=SA", "2043 Jan 1 Dec 31 2044 Dec 29 ..."});
}

TEST_CASE("a week of two years belongs to the year that numbers it") {
  // Week 1 of 2030 begins on 2029-12-31, that of 2032 on 2031-12-29.
  check({"20291231T090000", "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1", "2029 Dec 31 2031 Dec 29 2034 Jan 2 ..."});
  check({"20270101T090000", "FREQ=YEARLY;INTERVAL=6;BYWEEKNO=53", "2027 Jan 1 2032 Dec 31 ..."});
  check({"20291231T090000", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,TU,WE;BYSETPOS=2", "2030 Jan 1 Dec 31 2031 Dec 30 ..."});
}

TEST_CASE("what a rule does not say is taken from its start") {
  // 2026-12-09 is a Wednesday, in week 50.
  check({"20261209T093015", "FREQ=WEEKLY;BYHOUR=8", "2026 Dec 16T083015 23T083015 30T083015 ..."});
  check({"20261209T090000", "FREQ=YEARLY", "2026 Dec 9 2027 Dec 9 ..."});
  check({"20261209T090000", "FREQ=YEARLY;BYMONTH=1,12", "2026 Dec 9 2027 Jan 9 Dec 9 ..."});
  check({"20261209T090000", "FREQ=YEARLY;BYMONTHDAY=1", "2027 Jan 1 Feb 1 Mar 1 ..."});
  check({"20261209T090000", "FREQ=YEARLY;BYWEEKNO=50", "2026 Dec 9 2027 Dec 15 2028 Dec 13 ..."});
  check({"20261209T090000", "FREQ=DAILY;BYMONTH=2", "2027 Feb 1-28 2028 Feb 1-29 ..."});
}

TEST_CASE("times are ascending, each once") {
  check({"20260101T090000", "FREQ=MONTHLY;BYMONTHDAY=31,1,1,-31", "2026 Jan 1 31 Feb 1 Mar 1 31 ..."});
  check({"20260101T090000", "FREQ=MONTHLY;BYDAY=TH,1TH,TH", "2026 Jan 1 8 15 22 29 Feb 5 ..."});
  check({"20260101T000000", "FREQ=DAILY;BYHOUR=20,8,8;BYMINUTE=30,0;BYSECOND=5,1;COUNT=9",
         "2026 Jan 1T080001 1T080005 1T083001 1T083005 1T200001 1T200005 1T203001 1T203005 2T080001"});
}

TEST_CASE("count and until end a rule, until being included") {
  check({"20260101T090000", "FREQ=DAILY;COUNT=0", ""});
  check({"20260101T090000", "FREQ=DAILY;BYDAY=MO;COUNT=2", "2026 Jan 5 12"});
  check({"20260101T090000", "FREQ=DAILY;UNTIL=20260103T090000", "2026 Jan 1-3"});
  check({"20260101T090000", "FREQ=DAILY;UNTIL=20260103T085959", "2026 Jan 1 2"});
  check({"20260101T000000", "FREQ=DAILY;UNTIL=20260103T000000", "2026 Jan 1-3"});
  check({"20260101T090000", "FREQ=DAILY;UNTIL=20251231T090000", ""});
  check({"20260101T090000", "FREQ=DAILY;UNTIL=20260103T090000;COUNT=2", "2026 Jan 1 2"});
}

TEST_CASE("a rule that has ended does not go on") {
  for (const auto* rule :
       {"FREQ=DAILY;COUNT=1", "FREQ=DAILY;UNTIL=20260101T090000", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"}) {
    CAPTURE(rule);
    Recurrence times{make::rule(rule), make::compact_time("20260101T090000")};
    while (times.next()) {
    }
    CHECK_FALSE(times.next());
  }
}

TEST_CASE("an interval may be longer than a year") {
  check({"20260101T090000", "FREQ=DAILY;INTERVAL=400", "2026 Jan 1 2027 Feb 5 2028 Mar 11 ..."});
  check({"20260101T090000", "FREQ=WEEKLY;INTERVAL=60", "2026 Jan 1 2027 Feb 25 2028 Apr 20 ..."});
  check({"20260131T090000", "FREQ=MONTHLY;INTERVAL=13",
         "2026 Jan 31 2028 Mar 31 2030 May 31 2032 Jul 31 2033 Aug 31 ..."});
  // 65,536 years are none where a year is stored in 16 bits.
  check({"20260101T090000", "FREQ=MONTHLY;INTERVAL=786432", "2026 Jan 1"});
  check({"20260101T090000", "FREQ=YEARLY;INTERVAL=65536", "2026 Jan 1"});
  for (const std::string frequency : {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
    check({"20260101T090000", "FREQ=" + frequency + ";INTERVAL=2147483647", "2026 Jan 1"});
}

TEST_CASE("no time is after 9998-12-31") {
  check({"99981230T235959", "FREQ=DAILY", "9998 Dec 30 31"});
  check({"99981225T000000", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "9998 Dec 25-31"});
  check({"99981031T000000", "FREQ=MONTHLY", "9998 Oct 31 Dec 31"});
  check({"99971231T000000", "FREQ=YEARLY", "9997 Dec 31 9998 Dec 31"});
  check({"99980101T000000", "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=FR", "9998 Jan 2"});
}

TEST_CASE("a rule without times ends") {
  check({"20260101T090000", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", ""});
  check({"20260101T090000", "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", ""});
  check({"20260101T090000", "FREQ=DAILY;INTERVAL=7;BYDAY=FR", ""});
  check({"20260101T090000", "FREQ=MONTHLY;BYSETPOS=2", ""});
}

TEST_CASE("a time in the last period before they repeat is found") {
  // Years 2100 to 2300 have no leap day. 48,699 days and 6,957 weeks are a third of 400 years: 2000-01-01,
  // 2133-05-02, 2266-09-01 and 2000-01-03, 2133-05-04, 2266-09-03.
  check({"21000101T090000", "FREQ=YEARLY;INTERVAL=100;BYMONTHDAY=29;BYMONTH=2", "2400 Feb 29 2800 Feb 29 ..."});
  check({"21000201T090000", "FREQ=MONTHLY;INTERVAL=1200;BYMONTHDAY=29", "2400 Feb 29 2800 Feb 29 ..."});
  check({"20000101T090000", "FREQ=DAILY;INTERVAL=48699;BYMONTH=9", "2266 Sep 1 2666 Sep 1 ..."});
  check({"20000103T090000", "FREQ=WEEKLY;INTERVAL=6957;BYMONTH=9", "2266 Sep 3 2666 Sep 3 ..."});
}

TEST_CASE("leap days are found however far apart") {
  const std::array weekdays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  struct {
    const char* frequency;
    std::vector<int> intervals;
  } const all[] = {{"DAILY", {1, 97, 773, 36'524, 146'097}},
                   {"WEEKLY", {1, 27, 773, 5'218}},
                   {"MONTHLY", {1, 11, 12, 48, 1'200}},
                   {"YEARLY", {1, 3, 4, 28, 99, 100}}};
  for (const auto& [frequency, intervals] : all) {
    for (const int interval : intervals) {
      for (const std::string_view start : {"19720229T000000", "20970204T000000"}) {
        for (unsigned day = 0; day < 7; ++day) {
          const std::string rule = std::string{"FREQ="} + frequency + ";INTERVAL=" + std::to_string(interval) +
                                   ";BYMONTH=2;BYMONTHDAY=29;BYDAY=" + weekdays.at(day);
          CAPTURE(start);
          CAPTURE(rule);
          Recurrence times{make::rule(rule), make::compact_time(start)};
          CHECK(times.next() == leap_day(frequency, std::chrono::floor<Days>(make::compact_time(start)), interval,
                                         std::chrono::weekday{day}));
        }
      }
    }
  }
}

TEST_CASE("skipping a rule's earlier times leaves its later ones as they are") {
  for (const char* text :
       {"FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;WKST=SU",
        "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
        "FREQ=YEARLY;INTERVAL=3;BYWEEKNO=1;BYDAY=MO", "FREQ=YEARLY;BYYEARDAY=366", "FREQ=DAILY;BYHOUR=9,17"}) {
    CAPTURE(text);
    const WallTime start = make::compact_time("19500101T090000");
    for (const char* later :
         {"19500101T090000", "19400101T000000", "20261124T090000", "20261124T090001", "21000101T000000"}) {
      CAPTURE(later);
      const WallTime from = make::compact_time(later);
      Recurrence all{make::rule(text), start}, skipping{make::rule(text), start};
      skipping.skip_before(from);
      auto expected = all.next();
      while (expected && *expected < from) expected = all.next();
      for (int i = 0; i < 5; ++i) {
        CHECK(skipping.next() == expected);
        expected = all.next();
      }
      CHECK(skipping.looked_at() < 10'000);
    }
  }
}

TEST_CASE("a rule that ends before what is skipped has no times") {
  Recurrence times{make::rule("FREQ=DAILY;UNTIL=20260105T090000"), make::compact_time("20260101T090000")};
  times.skip_before(make::compact_time("20260201T000000"));
  CHECK(!times.next());
}

}  // namespace calendar
