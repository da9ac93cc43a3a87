#include <doctest/doctest.h>

#include "input/grammar.hpp"
#include "support/make.hpp"
#include "support/refusal.hpp"

namespace calbook {

namespace {

using namespace std::chrono_literals;
using calendar::Code;
using make::date;

constexpr calendar::Date today{std::chrono::year{2026} / 11 / 22};  // a Sunday

TEST_CASE("a range of dates is inclusive; a single date is a range") {
  const DateRange range = parse_dates("mon..+2w", today).value();
  CHECK(range.first == date("2026-11-23"));
  CHECK(range.last == date("2026-12-06"));
  const DateRange one = parse_dates("tomorrow", today).value();
  CHECK(one.first == date("2026-11-23"));
  CHECK(one.last == one.first);
  CHECK(parse_dates("2026-12-24 .. 2026-12-24", today)->last == date("2026-12-24"));
  CHECK(parse_dates("sun..tomorrow", today)->first == today);
}

TEST_CASE("dates that end before they start are refused") {
  const Complaint backwards = refusal(parse_dates("2026-12-24..2026-12-23", today));
  CHECK(backwards.code == codes::usage);
  CHECK(backwards.hint.values == std::vector<std::string>{"2026-12-23..2026-12-24"});
  for (const char* text : {"..", "today..", "..today", "today..tomorrow..mon", "today...tomorrow", ""}) {
    CAPTURE(text);
    CHECK(refusal(parse_dates(text, today)).code == Code::invalid_date);
  }
}

TEST_CASE("a weekday after '..' is the next one from the first date") {
  for (calendar::Date day = today; day < today + calendar::Days{7}; day += calendar::Days{1}) {
    CAPTURE(calendar::iso(day));
    const DateRange week = parse_dates("mon..fri", day).value();
    CHECK(week.last - week.first == calendar::Days{4});
  }
  CHECK(parse_dates("2026-12-24..thu", today)->last == date("2026-12-24"));  // a Thursday
  CHECK(parse_dates("thu..tomorrow", date("2026-11-26"))->last == date("2026-11-27"));
}

TEST_CASE("today's weekday is today, but refused where it is stored") {
  const Today writing = Today{today}.for_writing();
  CHECK(parse_dates("sun", today)->first == today);
  for (const char* text : {"sun", "Sunday", "sun..mon", "today..sun"}) {
    CAPTURE(text);
    const Complaint either = refusal(parse_dates(text, writing));
    CHECK(either.code == Code::invalid_date);
    CHECK(either.hint.values == std::vector<std::string>{"2026-11-22", "2026-11-29"});
  }
  CHECK(parse_dates("2026-11-24..sun", writing)->last == date("2026-11-29"));
  CHECK(parse_dates("mon..sun", writing)->last == date("2026-11-29"));
}

TEST_CASE("an ISO week starts on Monday; week 53 needs a long year") {
  CHECK(parse_date("2026-W48-1", today).value() == date("2026-11-23"));
  CHECK(parse_date("2026-w48-7", today).value() == date("2026-11-29"));
  CHECK(parse_date("2026-W01-1", today).value() == date("2025-12-29"));
  CHECK(parse_date("2026-W53-5", today).value() == date("2027-01-01"));
  CHECK(parse_date("2020-W53-7", today).value() == date("2021-01-03"));
  for (const char* text :
       {"2027-W53-1", "2026-W00-1", "2026-W54-1", "2026-W48-0", "2026-W48-8", "2026-W48", "2026-W1-1", "2026W481"}) {
    CAPTURE(text);
    CHECK(refusal(parse_date(text, today)).code == Code::invalid_date);
  }
}

TEST_CASE("a date outside 1970 to 9998 is refused, however it is written") {
  CHECK(parse_date("1970-01-01", today).value() == calendar::first_date);
  CHECK(parse_date("9998-12-31", today).value() == calendar::last_date);
  const auto message = [](const char* text, calendar::Date day) { return refusal(parse_date(text, day)).message(); };
  CHECK(message("+1d", calendar::last_date) == "'+1d' is outside the years 1970 to 9998");
  CHECK(message("yesterday", calendar::first_date) == "'yesterday' is outside the years 1970 to 9998");
  CHECK(message("9999-W01-3", today) == "'9999-W01-3' is outside the years 1970 to 9998");
  CHECK(message("0000-12-01", today) == "'0000-12-01' is outside the years 1970 to 9998");
  CHECK_FALSE(parse_date("0000-W01-1", today));
  CHECK_FALSE(parse_datetime("9999-01-01T00:00", today));
}

TEST_CASE("each reading of a foreign date notation is suggested once") {
  const auto meant = [](const char* text) { return refusal(parse_date(text, today)).hint.values; };
  using Values = std::vector<std::string>;
  CHECK(meant("24.11.2026") == Values{"2026-11-24"});
  CHECK(meant("11/24/2026") == Values{"2026-11-24"});
  CHECK(meant("2026/12/01") == Values{"2026-12-01"});
  CHECK(meant("20261201") == Values{"2026-12-01"});
  CHECK(meant("3/4/2027") == Values{"2027-04-03", "2027-03-04"});
  CHECK(meant("4/4/2027") == Values{"2027-04-04"});
  CHECK(meant("24.12.") == Values{"2026-12-24"});
  CHECK(meant("1.11.") == Values{"2027-11-01", "2027-01-11"});
  CHECK(meant("29 feb") == Values{"2028-02-29"});
  CHECK(meant("1st of December 2027") == Values{"2027-12-01"});
  CHECK(meant("in 3 months") == Values{"2027-02-22"});
  CHECK(meant("next fri") == Values{"2026-11-27", "2026-12-04"});
  CHECK(meant("last fri") == Values{"2026-11-20"});
  CHECK(meant("mo") == Values{"monday"});
}

TEST_CASE("a date that no month has is said not to exist") {
  const Complaint none = refusal(parse_date("2026-02-30", today));
  CHECK(none.message() == "'2026-02-30' does not exist");
  CHECK(none.hint.text == "write 2026-02-28 or 2026-03-01");
  CHECK(refusal(parse_date("2026-13-05", today)).hint.text == "write 2026-05-13");
}

}  // namespace

}  // namespace calbook
