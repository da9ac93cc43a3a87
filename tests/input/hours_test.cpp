#include <doctest/doctest.h>

#include "input/grammar.hpp"
#include "support/make.hpp"
#include "support/refusal.hpp"

namespace calbook {

namespace {

using namespace std::chrono_literals;

std::vector<std::string> values(const char* ranges) {
  return refusal(parse_ranges(ranges)).hint.values;
}

TEST_CASE("ranges that overlap past midnight are refused, touching ones are not") {
  CHECK(parse_ranges("22-2,2-9").value() == calendar::Windows{{2h, 9h}, {22h, 26h}});
  for (const char* text : {"22-2,1:59-9", "0-1,23:30-0:30", "9-10,9-10"}) {
    CAPTURE(text);
    CHECK(refusal(parse_ranges(text)).code == codes::invalid_range);
  }
  CHECK(values("9-12,11-13") == std::vector<std::string>{"09:00-13:00"});
  CHECK(values("22-3,2-5") == std::vector<std::string>{"22:00-05:00"});
  CHECK(values("0-24,23-1") == std::vector<std::string>{"00:00-24:00"});
  CHECK(refusal(parse_ranges("9-12, 11-13")).message() == "'9-12, 11-13' overlaps itself at '11-13'");
}

TEST_CASE("a range may end its date, or on the next") {
  CHECK(parse_ranges("00:00-24:00").value() == calendar::Windows{{0h, 24h}});
  CHECK(parse_ranges("0:01-0:00").value() == calendar::Windows{{1min, 24h}});
  CHECK(parse_ranges("22-2").value() == calendar::Windows{{22h, 26h}});
  CHECK(parse_ranges(" Closed ").value().empty());
}

TEST_CASE("bare hours that end before they start are refused up to noon") {
  using Values = std::vector<std::string>;
  CHECK(values("9-5") == Values{"9-17", "09:00-05:00"});
  CHECK(values("12-9") == Values{"12-21", "12:00-09:00"});
  CHECK(values("9-0") == Values{"9-24", "09:00-00:00"});
  CHECK(parse_ranges("13-9").value() == calendar::Windows{{13h, 33h}});
  CHECK(parse_ranges("9:00-5").value() == calendar::Windows{{9h, 29h}});
}

TEST_CASE("am or pm on one side suffices if the other is unambiguous") {
  CHECK(parse_ranges("4pm-24:00").value() == calendar::Windows{{16h, 24h}});
  CHECK(parse_ranges("4:00pm-00:00").value() == calendar::Windows{{16h, 24h}});
  CHECK(parse_ranges("9am-17:00").value() == calendar::Windows{{9h, 17h}});
  CHECK(parse_ranges("13-5pm").value() == calendar::Windows{{13h, 17h}});
  CHECK(parse_ranges("0:59-1am").value() == calendar::Windows{{59min, 1h}});
  using Values = std::vector<std::string>;
  CHECK(values("9-5pm") == Values{"09:00-17:00", "21:00-17:00"});
  CHECK(values("9am-12:59") == Values{"09:00-12:59", "09:00-00:59"});
  CHECK(values("1:00-5pm") == Values{"13:00-17:00", "01:00-17:00"});
  CHECK(values("4:00pm-12:00am") == Values{"16:00-24:00", "16:00-12:00"});
}

TEST_CASE("days are Monday first, and each is named once") {
  using std::chrono::weekday;
  CHECK(parse_days("fri-mon").value() == std::vector{weekday{1}, weekday{5}, weekday{6}, weekday{0}});
  CHECK(parse_days("daily")->size() == 7);
  CHECK(refusal(parse_days("mon-wed,Tue")).message() == "'mon-wed,Tue' names a day twice");
  CHECK(refusal(parse_days("mon-wed,Tue")).hint.values == std::vector<std::string>{"mon,tue,wed"});
  CHECK(refusal(parse_days("1-5")).hint.values == std::vector<std::string>{"mon-fri"});
  CHECK(refusal(parse_days("mon,wensday")).message() == "'wensday' is not a weekday");
  CHECK(refusal(parse_days("mon,weekends")).hint.values == std::vector<std::string>{"sat-sun"});
}

TEST_CASE("a duration has 1 minute to 24 hours") {
  CHECK(parse_duration("1m").value() == 1min);
  CHECK(parse_duration("1440m").value() == 24h);
  CHECK(parse_duration("23h60m").value() == 24h);
  for (const char* text : {"0m", "0h", "0h0m", "PT0M", "1441m", "24h1m", "25h", "PT25H", "PT", "h", "m", "30m1h",
                           "1h1h", "+30m", "1h30", "PT1H30", "9999999999999999m"}) {
    CAPTURE(text);
    CHECK(refusal(parse_duration(text)).code == codes::invalid_duration);
  }
}

TEST_CASE("how long from now may be 24-hour days, but not zero") {
  CHECK(parse_within("48h").value() == 48h);
  CHECK(parse_within("7d").value() == 168h);
  CHECK(refusal(parse_within("0d")).message() == "'0d' is not a duration");
  CHECK(refusal(parse_within("0m")).message() == "'0m' is not between 1 minute and 999 days");
}

TEST_CASE("buffers and notices can be zero; notices can be in days") {
  CHECK(parse_buffer("0m").value() == 0min);
  CHECK(parse_buffer("10m").value() == 10min);
  CHECK_FALSE(parse_buffer("2d"));
  CHECK(parse_notice("0h").value() == 0min);
  CHECK(parse_notice("2d").value() == 48h);
  CHECK_FALSE(parse_notice("2w"));
  CHECK_FALSE(parse_notice("1000d"));
}

TEST_CASE("a horizon has whole days or weeks") {
  CHECK(parse_horizon("60d").value() == calendar::Days{60});
  CHECK(parse_horizon("8W").value() == calendar::Days{56});
  CHECK(refusal(parse_horizon("60")).message() == "'60' has no unit");
  CHECK(refusal(parse_horizon("60")).hint.text == "write 60d or 60w");
  CHECK(refusal(parse_horizon("2m")).hint.text == "write it like 60d or 8w, or none");
}

TEST_CASE("a length of time in other words is named in ours") {
  const auto meant = [](const char* text) { return refusal(parse_duration(text)).hint.values; };
  using Values = std::vector<std::string>;
  CHECK(meant("1.5h") == Values{"1h30m"});
  CHECK(meant("0,25h") == Values{"15m"});
  CHECK(meant("2.0h") == Values{"2h"});
  CHECK(meant("90") == Values{"90m"});
  CHECK(meant("1 hour 5 mins") == Values{"1h5m"});
  CHECK(meant("half an hour") == Values{"30m"});
  CHECK(meant("1d") == Values{"24h"});
}

}  // namespace

}  // namespace calbook
