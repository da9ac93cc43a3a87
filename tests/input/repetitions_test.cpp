#include <doctest/doctest.h>

#include "input/grammar.hpp"
#include "support/refusal.hpp"

namespace calbook {

namespace {

using Values = std::vector<std::string>;

std::string read(const char* text) {
  const auto every = parse_every(text);
  return every ? every->str() : every.complaint().message();
}

Values meant(const char* text) {
  return refusal(parse_every(text)).hint.values;
}

}  // namespace

TEST_CASE("how often is so many days or weeks, each month, or days") {
  CHECK(read(" Day ") == "day");
  CHECK(read("daily") == "day");
  CHECK(read("week") == "week");
  CHECK(read("10d") == "10d");
  CHECK(read("2W") == "2w");
  CHECK(read("07d") == "week");
  CHECK(read("99w") == "99w");
  CHECK(read("month") == "month");
  CHECK(read("tue,thu") == "tue,thu");
  CHECK(read("Thursday, Tuesday") == "tue,thu");
  CHECK(read("fri-mon") == "mon,fri-sun");
  CHECK(read("weekdays") == "mon-fri");
  CHECK(read("weekends") == "sat,sun");
}

TEST_CASE("how often is an ordinal and its weekday") {
  CHECK(read("2nd tue") == "2nd tue");
  CHECK(read("Second  Tuesday") == "2nd tue");
  CHECK(read("last-fri") == "last fri");
  CHECK(read("5th\tsun") == "5th sun");
  for (const char* text : {"6th mon", "0th mon", "2nd", "2ndtue", "2nd tue,thu", "last month", "tue 2nd"}) {
    INFO(text);
    CHECK_FALSE(parse_every(text));
  }
}

TEST_CASE("what people say of how often is understood") {
  CHECK(meant("weekly") == Values{"week"});
  CHECK(meant("Every Day") == Values{"day"});
  CHECK(meant("monthly") == Values{"month"});
  CHECK(meant("once a month") == Values{"month"});
  CHECK(meant("Fortnight") == Values{"2w"});
  CHECK(meant("every other week") == Values{"2w"});
  CHECK(meant("every other tuesday") == Values{"2w"});
  CHECK(meant("every second tuesday") == Values{"2w", "2nd tuesday"});
  CHECK(meant("every second day") == Values{"2d"});
  CHECK(meant("every 2 weeks") == Values{"2w"});
  CHECK(meant("14-day") == Values{"14d"});
  CHECK(meant("2") == Values{"2d", "2w"});
  CHECK(meant("2 wed") == Values{"2nd wed"});
  CHECK(meant("tuesdays") == Values{"tuesday"});
  CHECK(meant("on Tuesdays and Thursdays") == Values{"tuesday,thursday"});
  CHECK(meant("mon wed fri") == Values{"mon,wed,fri"});
  CHECK(meant("tue/thu") == Values{"tue,thu"});
  CHECK(meant("mon to fri") == Values{"mon-fri"});
  CHECK(meant("every weekday") == Values{"weekdays"});
  CHECK(meant("the first monday of the month") == Values{"first monday"});
  CHECK(meant("2nd tue of the month") == Values{"2nd tue"});
  CHECK(meant("the 15th") == Values{"month"});
  CHECK(meant("2w on tue") == Values{"2w"});
  CHECK(meant("tues,thurs") == Values{"tue,thu"});
  CHECK(meant("every last fri") == Values{"last fri"});
}

TEST_CASE("a repetition that is unknown is told what there is") {
  const Complaint strange = refusal(parse_every("now and then"));
  CHECK(strange.code == codes::usage);
  CHECK(strange.message() == "'now and then' is not a repetition");
  CHECK(strange.hint.text == "write it like day, week, month, 2w, 10d, tue,thu, '2nd tue' or 'last fri'");
  CHECK(refusal(parse_every("wek")).hint.text == "did you mean week?");
  const Complaint twice = refusal(parse_every("tue,tue"));
  CHECK(twice.code == codes::usage);
  CHECK(twice.message() == "'tue,tue' names a day twice");
}

}  // namespace calbook
