#include <doctest/doctest.h>

#include "input/grammar.hpp"
#include "support/make.hpp"
#include "support/refusal.hpp"

namespace calbook {

namespace {

using namespace std::chrono_literals;
using calendar::Code;
using make::at;
using make::date;
using make::wall;

constexpr calendar::Date today{std::chrono::year{2026} / 11 / 22};  // a Sunday

// "2026-11-30T19:00Z", or without Z where no offset was typed.
std::string spelled(const char* text) {
  const TypedTime time = parse_datetime(text, today).value();
  std::string utc = make::text(calendar::Instant{(time.wall_time - time.offset.value_or(0min)).time_since_epoch()});
  if (!time.offset) utc.pop_back();
  return utc;
}

TEST_CASE("noon and midnight need their 24-hour form, and 0am is invalid") {
  CHECK(parse_time("0:59").value() == 59min);
  CHECK(parse_time("11:59pm").value() == 23h + 59min);
  CHECK(parse_time("1am").value() == 1h);
  for (const char* text : {"0am", "0pm", "00am", "0:30am", "12am", "12pm", "12:30am", "13pm", "24", "24:00", "23:60"}) {
    CAPTURE(text);
    CHECK(refusal(parse_time(text)).code == codes::invalid_time);
  }
  CHECK(refusal(parse_time("0am")).message() == "'0am' is not a time: with am or pm, hours go from 1 to 11");
}

TEST_CASE("offsets up to 14 hours are valid, larger ones are refused") {
  CHECK(spelled("2026-12-01T09:00+14:00") == "2026-11-30T19:00Z");
  CHECK(spelled("2026-12-01t09:00-1400") == "2026-12-01T23:00Z");
  for (const char* text :
       {"2026-12-01T09:00+14:01", "2026-12-01T09:00+01", "2026-12-01T09:00+1:00", "2026-12-01T09:00+01:60",
        "2026-12-01T09:00+0160", "2026-12-01T09:00 +01:00", "2026-12-01T09:00ZZ", "2026-12-01T24:00", "2026-12-01T9:00",
        "2026-12-01T09:60", "2026-12-01T", "2026-12-01T09"}) {
    CAPTURE(text);
    CHECK(refusal(parse_datetime(text, today)).code == codes::invalid_time);
  }
}

TEST_CASE("times are read as JavaScript, SQL and date(1) print them") {
  CHECK(spelled("2026-12-01T09:00:00.000Z") == "2026-12-01T09:00Z");   // new Date().toISOString()
  CHECK(spelled("2026-12-01 09:00:00") == "2026-12-01T09:00");         // SQL
  CHECK(spelled("2026-12-01 09:00:00.000000") == "2026-12-01T09:00");  // likewise
  CHECK(spelled("2026-12-01 09:00:00+01:00") == "2026-12-01T08:00Z");  // date --rfc-3339=seconds
  CHECK(spelled("2026-12-01T09:00:00+0100") == "2026-12-01T08:00Z");   // date +%FT%T%z
  CHECK(spelled("2026-12-01 09:00Z") == "2026-12-01T09:00Z");
  for (const char* text : {"2026-12-01T09:00:30.5", "2026-12-01T09:00:00.5Z", "2026-12-01T09:00:00.Z",
                           "2026-12-01T09:00:00.0000000000Z", "2026-12-01T09:00.000Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_datetime(text, today));
  }
}

TEST_CASE("a date with a time says which of the two it lacks") {
  const auto message = [](const char* text) { return refusal(parse_datetime(text, today)).message(); };
  CHECK(message("9:40") == "'9:40' lacks a date");
  CHECK(refusal(parse_datetime("9:40", today)).code == Code::invalid_date);
  CHECK(message("Tomorrow") == "'Tomorrow' lacks a time");
  CHECK(message("fri 10:00 Jones") == "'fri 10:00 Jones' has 'Jones' after its time");
  CHECK(refusal(parse_datetime("2026-12-31 24:00", today)).hint.values == std::vector<std::string>{"2027-01-01T00:00"});
}

TEST_CASE("a bound blames its time only if its date is valid") {
  const auto message = [](const char* text) { return refusal(parse_bound(text, today)).message(); };
  CHECK(message("mon 9.30") == "'9.30' is not a time");
  CHECK(message("24.11.2026") == "'24.11.2026' is not a date");
  CHECK(message("24.11.2026 9:00") == "'24.11.2026' is not a date");
  CHECK(message("in 3 dayz") == "'in 3 dayz' is not a date");
  CHECK(message("10:00") == "'10:00' lacks a date");
  CHECK(message("sun 9:00") == "'sun' is today: this one, or the one in a week?");
  CHECK(std::get<calendar::Date>(parse_bound("sun", today).value()) == today);
}

TEST_CASE("an instant has optional seconds, and needs an offset or Z") {
  CHECK(parse_instant("2026-11-22T09:00:00+01:00").value() == at("2026-11-22T08:00Z"));
  CHECK(parse_instant("2026-11-22T09:00Z").value() == at("2026-11-22T09:00Z"));
  CHECK(parse_instant("2026-11-22 09:00:59-0030").value() == at("2026-11-22T09:30:59Z"));
  CHECK(parse_instant("2026-11-22t09:00:59.000z").value() == at("2026-11-22T09:00:59Z"));
  for (const char* text : {"", "now", "2026-11-22", "2026-11-22T09:00", "2026-11-22T09:00:60Z", "2026-11-22T24:00Z",
                           "2026-11-22T09:00:00.5Z", "2026-11-22T09:00:00+25:00", "1763802000", "2026-02-30T09:00Z",
                           "2026-11-22T09:00:00Zx"}) {
    CAPTURE(text);
    CHECK(refusal(parse_instant(text)).code == codes::invalid_time);
  }
}

TEST_CASE("a unique time is one instant; an offset needs no zone") {
  const auto berlin = make::zone("Europe/Berlin");
  CHECK(resolve({wall("2026-11-23T09:00")}, berlin).value() == at("2026-11-23T08:00Z"));
  CHECK(resolve({wall("2026-07-23T09:00")}, berlin).value() == at("2026-07-23T07:00Z"));
  CHECK(resolve({wall("2026-07-23T09:00"), -5h}, berlin).value() == at("2026-07-23T14:00Z"));
}

TEST_CASE("an offset agrees with a clock whose distance from UTC has seconds") {
  // Until 1972-01-07 in Monrovia: -00:44:30.
  const auto monrovia = make::zone("Africa/Monrovia");
  CHECK(parse_start("1970-06-01T09:00:00-00:44", monrovia, today).value() == at("1970-06-01T09:44:30Z"));
  CHECK(parse_start("1970-06-01 09:00", monrovia, today).value() == at("1970-06-01T09:44:30Z"));
  CHECK(parse_start("1970-06-01T09:00-00:45", monrovia, today).value() == at("1970-06-01T09:45Z"));
  CHECK(parse_start("1970-06-01T09:00-00:44", make::zone("UTC"), today).value() == at("1970-06-01T09:44Z"));
}

TEST_CASE("seconds are read only where a minute of that clock begins") {
  const auto monrovia = make::zone("Africa/Monrovia");
  CHECK(parse_start("1970-06-01T09:44:30Z", monrovia, today).value() == at("1970-06-01T09:44:30Z"));
  // 1972-01-07 in Monrovia: 00:00 -00:44:30 -> 00:44:30 +00. Slots that began before go on at :30.
  CHECK(parse_start("1972-01-07T01:44:30+00:00", monrovia, today).value() == at("1972-01-07T01:44:30Z"));
  CHECK(parse_start("1972-01-07 01:44:30", monrovia, today).value() == at("1972-01-07T01:44:30Z"));
  for (const char* text : {"1970-06-01T09:44:31Z", "1970-06-01 09:44:30", "1972-01-10T00:44:30Z"}) {
    CAPTURE(text);
    CHECK(refusal(parse_start(text, monrovia, today)).code == codes::invalid_time);
  }
  const Complaint seconds = refusal(parse_start("2026-11-23T10:00:30Z", make::zone("Europe/Berlin"), today));
  CHECK(seconds.message() == "'2026-11-23T10:00:30Z' has seconds: minutes are the smallest unit");
  CHECK(seconds.hint.values == std::vector<std::string>{"2026-11-23T10:00Z"});
}

TEST_CASE("a suggestion keeps the offset that was typed") {
  const auto suggested = [](const char* text) { return refusal(parse_datetime(text, today)).hint.values; };
  for (const char* text : {"2026-12-01T13:00:00,000000000+01:00",  // date -Ins
                           "2026-12-01T13+01:00",                  // date -Ihours
                           "2026-12-01 13:00:00+01",               // PostgreSQL
                           "2026-12-01 13:00:00 +0100",            // git, Ruby
                           "2026-12-01 13+01:00", "2026-12-01T13:00:00.25+01:00"}) {
    CAPTURE(text);
    CHECK(suggested(text) == std::vector<std::string>{"2026-12-01T13:00+01:00"});
  }
  CHECK(suggested("2026-12-01T9:30z") == std::vector<std::string>{"2026-12-01T09:30Z"});
}

TEST_CASE("a skipped time is refused, naming the times on both sides") {
  // 2026-03-29 in Berlin: 02:00 +01 -> 03:00 +02.
  const auto berlin = make::zone("Europe/Berlin");
  const Complaint skipped = refusal(resolve({wall("2026-03-29T02:30")}, berlin));
  CHECK(skipped.code == codes::skipped_time);
  CHECK(skipped.message() ==
        "'Sun 2026-03-29 02:30' does not exist in Europe/Berlin: the clock goes from Sun 2026-03-29 01:59 to "
        "Sun 2026-03-29 03:00");
  CHECK(skipped.hint.text == "2026-03-29T01:59+01:00 or 2026-03-29T03:00+02:00");
  CHECK(refusal(resolve({wall("2026-03-29T02:00")}, berlin)).code == codes::skipped_time);
  CHECK(resolve({wall("2026-03-29T01:59")}, berlin).value() == at("2026-03-29T00:59Z"));
  CHECK(resolve({wall("2026-03-29T03:00")}, berlin).value() == at("2026-03-29T01:00Z"));
}

TEST_CASE("a repeated time is refused, naming both offsets") {
  // 2026-10-25 in Berlin: 03:00 +02 -> 02:00 +01.
  const auto berlin = make::zone("Europe/Berlin");
  const Complaint repeated = refusal(resolve({wall("2026-10-25T02:30")}, berlin));
  CHECK(repeated.code == codes::repeated_time);
  CHECK(repeated.word == "Sun 2026-10-25 02:30");
  CHECK(repeated.hint.text == "2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00");
  CHECK(parse_start("2026-10-25T02:30+02:00", berlin, today).value() == at("2026-10-25T00:30Z"));
  CHECK(parse_start("2026-10-25T02:30+01:00", berlin, today).value() == at("2026-10-25T01:30Z"));
  CHECK(resolve({wall("2026-10-25T03:00")}, berlin).value() == at("2026-10-25T02:00Z"));
}

}  // namespace

}  // namespace calbook
