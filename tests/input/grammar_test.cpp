#include "input/grammar.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "support/hints.hpp"
#include "support/make.hpp"
#include "support/vectors.hpp"
#include "text/complaint.hpp"

namespace calbook {

namespace {

using namespace std::chrono_literals;
using calendar::Code;
using calendar::Minutes;

constexpr calendar::Date today{std::chrono::year{2026} / 11 / 22};  // a Sunday

// What the parsers return, as the vectors write it.

std::string spelled(calendar::Date date) {
  return calendar::iso(date);
}

std::int64_t spelled(std::int64_t minutes) {
  return minutes;
}

std::string spelled(Minutes time) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%02d:%02d", static_cast<int>(time / 1h),
                static_cast<int>((time % 1h).count()));
  return buffer.data();
}

std::string spelled(const TypedTime& time) {
  std::string utc = make::text(calendar::Instant{(time.wall_time - time.offset.value_or(0min)).time_since_epoch()});
  if (!time.offset) utc.pop_back();  // its Z
  return utc;
}

std::vector<std::string> spelled(const calendar::Windows& windows) {
  std::vector<std::string> all;
  for (const calendar::Window& window : windows) {
    all.push_back(spelled(window.start) + "-" + spelled(window.end > 24h ? window.end - 24h : window.end));
  }
  return all;
}

std::vector<std::string> spelled(const std::vector<std::chrono::weekday>& days) {
  constexpr std::array<const char*, 7> names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  std::vector<std::string> all;
  for (const std::chrono::weekday day : days) all.emplace_back(names.at(day.c_encoding()));
  return all;
}

std::string lower_case(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

// The first word in quotes is the input or the part of it that is at fault.
bool names_fault(const std::string& message, const std::string& input) {
  const std::size_t open = message.find('\'');
  const std::size_t close = message.find("' ", open + 1);
  if (open == message.npos || close == message.npos) return false;
  const std::string quoted = message.substr(open + 1, close - open - 1);
  return (!quoted.empty() || input.empty()) && lower_case(input).find(lower_case(quoted)) != input.npos;
}

// Every case of one kind: what is read is read as stated, and what is refused is refused with one of
// the codes, the word at fault, and what to type instead.
template <class Parse>
void check_vectors(const std::string& kind, const std::vector<Code>& codes, Parse&& parse) {
  for (const auto& vector : vectors("input-vectors.json", "/vectors/" + kind)) {
    const auto input = vector["in"].get<std::string>();
    CAPTURE(input);
    const auto parsed = parse(input);
    CHECK(static_cast<bool>(parsed) == vector["ok"].get<bool>());
    if (parsed && vector["ok"].get<bool>()) {
      CHECK(nlohmann::json(spelled(*parsed)).dump() == vector["value"].dump());
    } else if (!parsed) {
      const std::string message = parsed.complaint().message();
      CAPTURE(message);
      CHECK(std::ranges::find(codes, parsed.complaint().code) != codes.end());
      CHECK(names_fault(message, input));
      CHECK(message.find('\n') == std::string::npos);
      check_hints(input, parse);
    }
  }
}

TEST_CASE("every worked date is read as stated, or refused with a hint that works") {
  check_vectors("date", {Code::invalid_date}, [](const Words& words) { return parse_date(words, today); });
}

TEST_CASE("every worked time is read as stated, or refused with a hint that works") {
  check_vectors("time", {calbook::codes::invalid_time}, parse_time);
}

TEST_CASE("all worked ranges are read as stated, or refused with a hint that works") {
  check_vectors("ranges", {calbook::codes::invalid_range}, parse_ranges);
}

TEST_CASE("all worked days are read as stated, or refused with a hint that works") {
  check_vectors("days", {calbook::codes::invalid_days}, parse_days);
}

TEST_CASE("every worked duration is read as stated, or refused with a hint that works") {
  check_vectors("duration", {calbook::codes::invalid_duration}, [](const Words& words) {
    return parse_duration(words).and_then([](Minutes minutes) { return Parsed<std::int64_t>{minutes.count()}; });
  });
}

TEST_CASE("every worked date with a time is read as stated, or refused with a hint that works") {
  check_vectors("datetime", {Code::invalid_date, calbook::codes::invalid_time},
                [](const Words& words) { return parse_datetime(words, today); });
}

// What people type that no vector has, by the parser that refuses it.
template <class Parse>
void check_all_hints(std::initializer_list<const char*> texts, Parse&& parse) {
  for (const char* text : texts) {
    CAPTURE(text);
    CHECK_FALSE(parse(Words{text}));
    check_hints(text, parse);
  }
}

TEST_CASE("what a hint says about a date is read when it is typed") {
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

TEST_CASE("what a hint says about dates is read when it is typed") {
  check_all_hints({"..", "today..", "..fri", "fri..tomorrow", "2026-12-24..2026-12-23", "mon-fri", "mon to fri",
                   "2026-12-01 - 2026-12-05", "2026-12-01/2026-12-05", "today...tomorrow", "next fri..sat"},
                  [](const Words& words) { return parse_dates(words, today); });
}

TEST_CASE("what a hint says about a time is read when it is typed") {
  check_all_hints({"9 am",           "9a",   "2 p.m.",   "0am",      "0pm",   "0:30 pm", "12:30am", "12:30pm",
                   "13am",           "noon", "midnight", "9.30",     "9,30",  "9h30",    "9h",      "9:5",
                   "0930",           "1430", "9:30:00",  "9:30 utc", "24:00", "24",      "25:00",   "9:60",
                   "half past nine", "",     "12345",    "9 uhr"},
                  parse_time);
}

TEST_CASE("what a hint says about a date with a time is read when it is typed") {
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
                   "2026-12-01T10:00:30",
                   "2026-12-01T10:00:30.5+02:00",
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
                   "tomorrow morning",
                   "now",
                   "Sun Nov 22 10:00:00 CET 2026"},
                  [](const Words& words) { return parse_datetime(words, today); });
}

TEST_CASE("what a hint says about a bound is read when it is typed") {
  check_all_hints({"mon 9.30", "10:00", "next fri", "24.11.2026 9:00", "in 3 dayz", "sun 9:00", "2026-11-23T9", ""},
                  [](const Words& words) { return parse_bound(words, today); });
}

TEST_CASE("what a hint says about busy time is read when it is typed") {
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
                   "fri 14:00..18.30"},
                  [&](const Words& words) { return parse_busy(words, berlin, today); });
}

TEST_CASE("what a hint says about ranges is read when it is typed") {
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

TEST_CASE("what a hint says about days is read when it is typed") {
  check_all_hints(
      {"mon,mon", "mon-mon", "daily,mon", "weekdays,sat", "weekends,mon", "mno", "mo-fr", "xyz", "xyz,mon", "1-5",
       "tue to thu", "mon wed fri", "mon..fri", "mon-wed-fri", "mon,", ",", "", "weekday,sat", "tue-sun,wed"},
      parse_days);
}

TEST_CASE("what a hint says about a length of time is read when it is typed") {
  check_all_hints(
      {"",       "0",       "60",           "0m",     "1441m", "1.5h",   "1,25h", "0.25h", "2.0h",
       "1h 30m", "1h30",    "90 min",       "2hours", "1day",  "-30m",   "+30m",  "P1D",   "PT60S",
       "1h1h",   "an hour", "half an hour", "24h1m",  "25h",   "99999m", "m",     "1w",    "1 hour 5 minutes",
       "1d"},
      parse_duration);
  check_all_hints({"", "60", "0", "-5m", "2d", "1.5h"}, parse_buffer);
  check_all_hints({"", "60", "0", "1w", "2 days", "1000d"}, parse_notice);
  check_all_hints({"", "60", "2m", "1000", "2 months"}, parse_horizon);
}

TEST_CASE("what a hint says about an instant is read when it is typed") {
  check_all_hints({"", "now", "2026-11-22", "2026-11-22T09:00", "1763802000", "2026-02-30T09:00Z"}, parse_instant);
}

TEST_CASE("blanks, tabs and capitals change nothing") {
  CHECK(spelled(*parse_datetime("\t TOMORROW   AT  2PM ", today)) == "2026-11-23T14:00");
  CHECK(spelled(*parse_ranges(" 9 - 12 , 13:00 - 17 ")) == std::vector<std::string>{"09:00-12:00", "13:00-17:00"});
  CHECK(spelled(*parse_days(" MON - wed , Fri ")) == std::vector<std::string>{"mon", "tue", "wed", "fri"});
  CHECK(*parse_duration("\t1H30M ") == 90min);
}

TEST_CASE("line breaks, NUL and digits of other scripts are refused") {
  CHECK_FALSE(parse_time("٩"));
  CHECK_FALSE(parse_time("9:00\n"));
  CHECK_FALSE(parse_date("tomorrow\n", today));
  CHECK_FALSE(parse_duration("６０m"));
  CHECK_FALSE(parse_date(std::string_view{"today\0", 6}, today));
}

TEST_CASE("a complaint keeps the case in which a word was typed") {
  CHECK(parse_date("Tomorow", today).complaint().message() == "'Tomorow' is not a date");
  CHECK(parse_datetime("fri Noonish", today).complaint().message() == "'Noonish' is not a time");
  CHECK(parse_ranges("9-Noon").complaint().message() == "'Noon' is not a time");
  CHECK(parse_days("MON-Fryday").complaint().message() == "'Fryday' is not a weekday");
  CHECK(parse_duration("2 Hours").complaint().message() == "'2 Hours' is not a duration");
}

}  // namespace

}  // namespace calbook
