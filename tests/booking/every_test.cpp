#include "calendar/every.hpp"

#include <doctest/doctest.h>

#include "support/make.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using std::chrono::weekday;

Every every(std::string_view text) {
  const auto read = Every::parse(text);
  REQUIRE_MESSAGE(read, text);
  return *read;
}

// Every form that there is; of the days, every set of them.
std::vector<Every> all_forms() {
  std::vector<Every> all{Every{Every::Month{}}};
  for (int count = 1; count <= 99; ++count) {
    all.emplace_back(Every::Step{Days{count}});
    all.emplace_back(Every::Step{Days{7 * count}});
  }
  for (unsigned number = 1; number <= 7; ++number) {
    for (const int ordinal : {-1, 1, 2, 3, 4, 5}) all.emplace_back(Every::Nth{ordinal, weekday{number}});
  }
  for (unsigned set = 1; set < 1U << 7U; ++set) {
    std::vector<weekday> days;
    for (unsigned number = 1; number <= 7; ++number) {
      if ((set >> (number - 1) & 1U) != 0) days.emplace_back(number);
    }
    all.emplace_back(Every::On{days});
  }
  return all;
}

std::string dates(std::string_view text, std::string_view first, int count) {
  Recurrence recurrence{every(text).rule(), make::date(first) + 10h};
  std::string dates;
  for (int number = 0; number < count; ++number) {
    const auto time = recurrence.next();
    REQUIRE(time);
    CHECK(*time - std::chrono::floor<Days>(*time) == 10h);
    dates += (dates.empty() ? "" : " ") + iso(std::chrono::floor<Days>(*time));
  }
  return dates;
}

}  // namespace

TEST_CASE("what a repetition is called is read as the same repetition") {
  for (const Every& one : all_forms()) {
    INFO(one.str());
    CHECK(Every::parse(one.str()) == one);
  }
}

TEST_CASE("a repetition has one name, as short as there is") {
  CHECK(Every{Every::Step{Days{14}}}.str() == "2w");
  CHECK(Every{Every::Step{Days{98}}}.str() == "14w");
  for (const char* name : {"day", "week", "month", "10d", "2w", "99d", "99w", "tue", "tue,thu", "mon-wed", "mon-fri",
                           "mon,wed-fri,sun", "mon-sun", "1st mon", "2nd tue", "5th sat", "last fri"})
    CHECK(every(name).str() == name);
}

TEST_CASE("what is not the name of a repetition is none") {
  for (const char* text :
       {"",        "1d",          "1w",       "7d",          "14d",     "0d",          "00d",         "100d",
        "100w",    "-1d",         "+1d",      "02w",         "2",       "2W",          "2 w",         "2ww",
        "d",       "days",        "Day",      " day",        "day ",    "month ",      "months",      "tuesday",
        "Tue",     "tue,",        ",tue",     "tue,,thu",    "tue,tue", "thu,tue",     "mon-tue",     "fri-mon",
        "mon-mon", "mon,tue,wed", "tue, thu", "mon-",        "-mon",    "mon-wed-fri", "mon-wed,wed", "2nd  tue",
        "2nd",     "2nd ",        " tue",     "0th tue",     "6th tue", "1th mon",     "2ndtue",      "2nd tue,thu",
        "last",    "first mon",   "last-fri", "last tuesday"}) {
    INFO(text);
    CHECK_FALSE(Every::parse(text));
  }
}

TEST_CASE("the dates of a repetition are those of its rule") {
  CHECK(dates("day", "2026-12-30", 3) == "2026-12-30 2026-12-31 2027-01-01");
  CHECK(dates("10d", "2026-12-25", 3) == "2026-12-25 2027-01-04 2027-01-14");
  CHECK(dates("week", "2026-12-01", 2) == "2026-12-01 2026-12-08");
  CHECK(dates("2w", "2026-12-06", 3) == "2026-12-06 2026-12-20 2027-01-03");
  CHECK(dates("99w", "2026-12-06", 2) == "2026-12-06 2028-10-29");
  CHECK(dates("tue,thu", "2026-12-03", 4) == "2026-12-03 2026-12-08 2026-12-10 2026-12-15");
  CHECK(dates("mon-fri", "2026-12-04", 3) == "2026-12-04 2026-12-07 2026-12-08");
  CHECK(dates("2nd tue", "2026-12-08", 3) == "2026-12-08 2027-01-12 2027-02-09");
  CHECK(dates("last fri", "2026-12-25", 3) == "2026-12-25 2027-01-29 2027-02-26");
}

TEST_CASE("a month without the day is left out") {
  CHECK(dates("month", "2026-12-31", 4) == "2026-12-31 2027-01-31 2027-03-31 2027-05-31");
  CHECK(dates("month", "2027-01-29", 3) == "2027-01-29 2027-03-29 2027-04-29");
  CHECK(dates("month", "2028-01-29", 2) == "2028-01-29 2028-02-29");
  CHECK(dates("5th tue", "2026-12-29", 3) == "2026-12-29 2027-03-30 2027-06-29");
}

TEST_CASE("a repetition begins with a date only if its rule does") {
  const Date end = make::date("2030-01-01");
  for (const Every& one : all_forms()) {
    INFO(one.str());
    for (Date date = make::date("2028-01-01"); date < end; date += Days{19}) {
      Recurrence recurrence{one.rule(), WallTime{date}};
      CHECK(one.has(date) == (recurrence.next() == WallTime{date}));
    }
  }
}

}  // namespace calendar
