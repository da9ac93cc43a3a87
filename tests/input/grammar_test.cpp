#include "input/grammar.hpp"

#include <doctest/doctest.h>

#include <cstdio>

#include "calendar/error.hpp"
#include "support/make.hpp"
#include "support/vectors.hpp"
#include "text/complaint.hpp"

namespace calbook {

namespace {

using namespace std::chrono_literals;
using calendar::Code;
using calendar::Error;
using calendar::Minutes;
using make::at;
using make::code_of;
using make::date;
using make::error_of;
using make::wall;

using calbook::InputError;

constexpr calendar::Date today{std::chrono::year{2026} / 11 / 22};  // a Sunday

// What the parsers return, as the vectors write it.

std::string spelled(Minutes time) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%02d:%02d", static_cast<int>(time / 1h),
                static_cast<int>((time % 1h).count()));
  return buffer.data();
}

std::string spelled(const TypedTime& time) {
  if (const auto* instant = std::get_if<calendar::Instant>(&time)) return make::text(*instant);
  std::string local = make::text(calendar::Instant{std::get<calendar::WallTime>(time).time_since_epoch()});
  local.pop_back();  // its Z
  return local;
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

// Every case of one kind: what is read is read as `read` says it, and what is refused is refused
// with one of `codes`, the word at fault, and what to write instead.
template <class Read>
void check_vectors(const std::string& kind, const std::vector<Code>& codes, Read&& read) {
  for (const auto& vector : vectors("input-vectors.json", "/vectors/" + kind)) {
    const auto input = vector["in"].get<std::string>();
    CAPTURE(input);
    if (vector["ok"].get<bool>()) {
      CHECK(nlohmann::json(read(input)).dump() == vector["value"].dump());
      continue;
    }
    const InputError error = error_of<InputError>([&] { read(input); });
    CAPTURE(error.message());
    CHECK(std::ranges::find(codes, error.code()) != codes.end());
    CHECK(names_fault(error.message(), input));
    CHECK_FALSE(error.hint().text.empty());
    CHECK(error.message().find('\n') == std::string::npos);
  }
}

TEST_CASE("every worked date is read as stated, or refused with the word at fault and a hint") {
  const std::vector codes{Code::invalid_date};
  check_vectors("date", codes, [](const std::string& text) {
    return make::text(calendar::Instant{parse_date(text, today).time_since_epoch()}).substr(0, 10);
  });
}

TEST_CASE("every worked time is read as stated, or refused with the word at fault and a hint") {
  check_vectors("time", {calbook::codes::invalid_time},
                [](const std::string& text) { return spelled(parse_time(text)); });
}

TEST_CASE("all worked ranges are read as stated, or refused with the word at fault and a hint") {
  check_vectors("ranges", {calbook::codes::invalid_range},
                [](const std::string& text) { return spelled(parse_ranges(text)); });
}

TEST_CASE("all worked days are read as stated, or refused with the word at fault and a hint") {
  check_vectors("days", {calbook::codes::invalid_days},
                [](const std::string& text) { return spelled(parse_days(text)); });
}

TEST_CASE("every worked duration is read as stated, or refused with the word at fault and a hint") {
  check_vectors("duration", {calbook::codes::invalid_duration},
                [](const std::string& text) { return parse_duration(text).count(); });
}

TEST_CASE("every worked date with a time is read as stated, or refused with the word at fault and a hint") {
  check_vectors("datetime", {Code::invalid_date, calbook::codes::invalid_time},
                [](const std::string& text) { return spelled(parse_datetime(text, today)); });
}

TEST_CASE("a range of dates holds both ends, a single date is a range, and one that runs backwards is refused") {
  const DateRange range = parse_dates("mon..+2w", today);
  CHECK(range.first == date("2026-11-23"));
  CHECK(range.last == date("2026-12-06"));
  const DateRange one = parse_dates("tomorrow", today);
  CHECK(one.first == date("2026-11-23"));
  CHECK(one.last == one.first);
  CHECK(parse_dates("2026-12-24 .. 2026-12-24", today).last == date("2026-12-24"));
  CHECK(parse_dates("sun..tomorrow", today).first == today);
  const InputError backwards = error_of<InputError>([] { parse_dates("2026-12-24..2026-12-23", today); });
  CHECK(backwards.code() == calbook::codes::usage);
  CHECK(backwards.hint().text.find("2026-12-23..2026-12-24") != std::string::npos);
  for (const char* text : {"..", "today..", "..today", "today..tomorrow..mon", "today...tomorrow", ""}) {
    CAPTURE(text);
    CHECK(code_of([&] { parse_dates(text, today); }) == Code::invalid_date);
  }
}

TEST_CASE("an ISO week is a Monday to a Sunday, and week 53 exists only in long years") {
  CHECK(parse_date("2026-W48-1", today) == date("2026-11-23"));
  CHECK(parse_date("2026-w48-7", today) == date("2026-11-29"));
  CHECK(parse_date("2026-W01-1", today) == date("2025-12-29"));
  CHECK(parse_date("2026-W53-5", today) == date("2027-01-01"));
  CHECK(parse_date("2020-W53-7", today) == date("2021-01-03"));
  for (const char* text :
       {"2027-W53-1", "2026-W00-1", "2026-W54-1", "2026-W48-0", "2026-W48-8", "2026-W48", "2026-W1-1", "2026W481"}) {
    CAPTURE(text);
    CHECK(code_of([&] { parse_date(text, today); }) == Code::invalid_date);
  }
}

TEST_CASE("a date outside 1970 to 9998 is refused, however it is written") {
  CHECK(parse_date("1970-01-01", today) == calendar::first_date);
  CHECK(parse_date("9998-12-31", today) == calendar::last_date);
  CHECK(code_of([] { parse_date("+1d", calendar::last_date); }) == Code::invalid_date);
  CHECK(code_of([] { parse_date("yesterday", calendar::first_date); }) == Code::invalid_date);
  CHECK(code_of([] { parse_date("9999-W01-1", today); }) == Code::invalid_date);
  CHECK(code_of([] { parse_date("0000-W01-1", today); }) == Code::invalid_date);
  CHECK(code_of([] { parse_datetime("9999-01-01T00:00", today); }) == Code::invalid_date);
}

TEST_CASE("a weekday is the next such date, today's name today, and in a datetime refused") {
  CHECK(parse_date("sun", today) == today);
  CHECK(parse_date("mon", today) == date("2026-11-23"));
  CHECK(parse_date("saturday", today) == date("2026-11-28"));
  CHECK(spelled(parse_datetime("saturday at 9:30am", today)) == "2026-11-28T09:30");
  const InputError error = error_of<InputError>([] { parse_datetime("Sun 9:00", today); });
  CHECK(error.code() == Code::invalid_date);
  CHECK(error.hint().text.find("today") != std::string::npos);
  CHECK(error.hint().text.find("+7d") != std::string::npos);
}

TEST_CASE("an offset of 14 hours either way makes an instant, one of more is refused") {
  CHECK(spelled(parse_datetime("2026-12-01T09:00+14:00", today)) == "2026-11-30T19:00Z");
  CHECK(spelled(parse_datetime("2026-12-01t09:00-14:00", today)) == "2026-12-01T23:00Z");
  CHECK(spelled(parse_datetime("2026-12-01T09:00:00z", today)) == "2026-12-01T09:00Z");
  for (const char* text : {"2026-12-01T09:00+14:01", "2026-12-01T09:00+01", "2026-12-01T09:00+1:00",
                           "2026-12-01T09:00+01:60", "2026-12-01T09:00 +01:00", "2026-12-01T09:00ZZ",
                           "2026-12-01T24:00", "2026-12-01T9:00", "2026-12-01T09:60", "2026-12-01T", "2026-12-01T09"}) {
    CAPTURE(text);
    CHECK(code_of([&] { parse_datetime(text, today); }) == calbook::codes::invalid_time);
  }
}

TEST_CASE("blanks and capitals change nothing, other scripts' digits and line breaks are refused") {
  CHECK(spelled(parse_datetime("\t TOMORROW   AT  2PM ", today)) == "2026-11-23T14:00");
  CHECK(spelled(parse_ranges(" 9 - 12 , 13:00 - 17 ")) == std::vector<std::string>{"09:00-12:00", "13:00-17:00"});
  CHECK(spelled(parse_days(" MON - wed , Fri ")) == std::vector<std::string>{"mon", "tue", "wed", "fri"});
  CHECK(parse_duration(" 1H30M ") == 90min);
  CHECK(code_of([] { parse_time("٩"); }) == calbook::codes::invalid_time);
  CHECK(code_of([] { parse_time("9:00\n"); }) == calbook::codes::invalid_time);
  CHECK(code_of([] { parse_date("tomorrow\n", today); }) == Code::invalid_date);
  CHECK(code_of([] { parse_duration("６０m"); }) == calbook::codes::invalid_duration);
  CHECK(code_of([] { parse_date(std::string_view{"today\0", 6}, today); }) == Code::invalid_date);
}

TEST_CASE("ranges that overlap only across midnight are refused, those that touch are not") {
  CHECK(spelled(parse_ranges("22-2,2-9")) == std::vector<std::string>{"02:00-09:00", "22:00-02:00"});
  CHECK(code_of([] { parse_ranges("22-2,1:59-9"); }) == calbook::codes::invalid_range);
  CHECK(code_of([] { parse_ranges("0-1,23:30-0:30"); }) == calbook::codes::invalid_range);
  CHECK(code_of([] { parse_ranges("9-10,9-10"); }) == calbook::codes::invalid_range);
  CHECK(parse_ranges("00:00-24:00") == calendar::Windows{{0h, 24h}});
  CHECK(parse_ranges("0:01-0:00") == calendar::Windows{{1min, 24h}});
}

TEST_CASE("a duration has 1 minute to 24 hours") {
  CHECK(parse_duration("1m") == 1min);
  CHECK(parse_duration("1440m") == 24h);
  CHECK(parse_duration("23h60m") == 24h);
  for (const char* text : {"0m", "0h", "0h0m", "PT0M", "1441m", "24h1m", "25h", "PT25H", "PT", "h", "m", "30m1h",
                           "1h1h", "+30m", "1h30", "PT1H30", "9999999999999999m"}) {
    CAPTURE(text);
    CHECK(code_of([&] { parse_duration(text); }) == calbook::codes::invalid_duration);
  }
}

TEST_CASE("an instant is read with seconds or without, and always with an offset or Z") {
  CHECK(parse_instant("2026-11-22T09:00:00+01:00") == at("2026-11-22T08:00Z"));
  CHECK(parse_instant("2026-11-22T09:00Z") == at("2026-11-22T09:00Z"));
  CHECK(parse_instant("2026-11-22t09:00:59z") == at("2026-11-22T09:00:59Z"));
  for (const char* text : {"", "now", "2026-11-22", "2026-11-22T09:00", "2026-11-22T09:00:60Z", "2026-11-22T24:00Z",
                           "2026-11-22 09:00Z", "2026-11-22T09:00:00.5Z", "2026-11-22T09:00:00+25:00", "1763802000",
                           "2026-02-30T09:00Z", "2026-11-22T09:00:00Zx"}) {
    CAPTURE(text);
    const InputError error = error_of<InputError>([&] { parse_instant(text); });
    CHECK(error.code() == calbook::codes::invalid_time);
    CHECK_FALSE(error.hint().text.empty());
  }
}

TEST_CASE("a time that the clock shows once is that instant, and an offset needs no zone") {
  const auto berlin = make::zone("Europe/Berlin");
  CHECK(resolve(wall("2026-11-23T09:00"), berlin) == at("2026-11-23T08:00Z"));
  CHECK(resolve(wall("2026-07-23T09:00"), berlin) == at("2026-07-23T07:00Z"));
  CHECK(resolve(at("2026-10-25T00:30Z"), berlin) == at("2026-10-25T00:30Z"));
}

TEST_CASE("a time that the clock skips is refused, naming the times on both sides") {
  // 2026-03-29 in Berlin: 02:00 +01 -> 03:00 +02.
  const auto berlin = make::zone("Europe/Berlin");
  const InputError error = error_of<InputError>([&] { resolve(wall("2026-03-29T02:30"), berlin); });
  CHECK(error.code() == calbook::codes::skipped_time);
  CHECK(error.message().find("Sun 2026-03-29 02:30") != std::string::npos);
  CHECK(error.message().find("Europe/Berlin") != std::string::npos);
  CHECK(error.hint().text == "2026-03-29T01:59+01:00 or 2026-03-29T03:00+02:00");
  CHECK(code_of([&] { resolve(wall("2026-03-29T02:00"), berlin); }) == calbook::codes::skipped_time);
  CHECK(resolve(wall("2026-03-29T01:59"), berlin) == at("2026-03-29T00:59Z"));
  CHECK(resolve(wall("2026-03-29T03:00"), berlin) == at("2026-03-29T01:00Z"));
}

TEST_CASE("a time that the clock repeats is refused, naming both with their offsets") {
  // 2026-10-25 in Berlin: 03:00 +02 -> 02:00 +01.
  const auto berlin = make::zone("Europe/Berlin");
  const InputError error = error_of<InputError>([&] { resolve(wall("2026-10-25T02:30"), berlin); });
  CHECK(error.code() == calbook::codes::repeated_time);
  CHECK(error.message().find("Sun 2026-10-25 02:30") != std::string::npos);
  CHECK(error.hint().text == "2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00");
  CHECK(resolve(parse_datetime("2026-10-25T02:30+02:00", today), berlin) == at("2026-10-25T00:30Z"));
  CHECK(resolve(parse_datetime("2026-10-25T02:30+01:00", today), berlin) == at("2026-10-25T01:30Z"));
  CHECK(resolve(wall("2026-10-25T03:00"), berlin) == at("2026-10-25T02:00Z"));
}

}  // namespace

}  // namespace calbook
