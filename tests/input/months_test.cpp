#include <doctest/doctest.h>

#include "input/grammar.hpp"
#include "support/make.hpp"
#include "support/refusal.hpp"

namespace calbook {

namespace {

using calendar::Code;
using make::date;

constexpr calendar::Date today{std::chrono::year{2026} / 11 / 22};  // a Sunday

std::string month(std::string_view words) {
  const DateRange dates = parse_month(words, today).value();
  return calendar::iso(dates.first) + ".." + calendar::iso(dates.last);
}

std::vector<std::string> values(std::string_view words) {
  const Complaint complaint = refusal(parse_month(words, today));
  CHECK(complaint.code == Code::invalid_date);
  return complaint.hint.values;
}

using Values = std::vector<std::string>;

}  // namespace

TEST_CASE("a month is named by year and number, or by a date") {
  CHECK(month("2026-12") == "2026-12-01..2026-12-31");
  CHECK(month(" 2028-02\t") == "2028-02-01..2028-02-29");
  CHECK(month("today") == "2026-11-01..2026-11-30");
  CHECK(month("+2w") == "2026-12-01..2026-12-31");
  CHECK(month("2027-02-28") == "2027-02-01..2027-02-28");
  CHECK(month("1970-01") == "1970-01-01..1970-01-31");
  CHECK(month("9998-12") == "9998-12-01..9998-12-31");
}

TEST_CASE("a month alone is no date") {
  CHECK(refusal(parse_date("2026-12", today)).code == Code::invalid_date);
}

TEST_CASE("a month that does not exist is refused with its neighbours") {
  CHECK(values("2026-13") == Values{"2026-12", "2027-01"});
  CHECK(values("2026-00") == Values{"2026-12", "2027-01"});
  CHECK(refusal(parse_month("1969-12", today)).message() == "'1969-12' is outside the years 1970 to 9998");
  CHECK(refusal(parse_month("9999-01", today)).message() == "'9999-01' is outside the years 1970 to 9998");
}

TEST_CASE("a month in another form is refused with the form to write") {
  for (const char* words : {"12/2026", "12.2026", "2026/12", "202612", "dec", "December", "dec 2026", "12 2026"}) {
    CAPTURE(words);
    CHECK(values(words) == Values{"2026-12"});
  }
  CHECK(values("2027-1") == Values{"2027-01"});
  CHECK(values("nov") == Values{"2026-11"});
  CHECK(values("oct") == Values{"2027-10"});
  CHECK(values("this month") == Values{"2026-11"});
  CHECK(values("next month") == Values{"2026-12"});
  CHECK(values("last month") == Values{"2026-10"});
}

TEST_CASE("what is neither month nor date is refused like a wrong date") {
  CHECK(values("tomorow") == Values{"tomorrow"});
  CHECK(refusal(parse_month("", today)).code == Code::invalid_date);
}

}  // namespace calbook
