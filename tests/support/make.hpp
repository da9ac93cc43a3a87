#pragma once

// Values from the way people write them, and values as text for messages. Reads nothing through the
// code under test.

#include <doctest/doctest.h>

#include <cstdio>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/availability.hpp"
#include "calendar/error.hpp"
#include "calendar/time.hpp"

namespace make {

using namespace std::chrono_literals;

/// "2026-11-23T09:00" or "2026-11-23T09:00:00", whatever follows; or "2026-11-23", its midnight.
inline calendar::WallTime wall(std::string_view text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  const std::string copy{text};
  const int read = std::sscanf(copy.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second);
  REQUIRE_MESSAGE((read == 3 || read >= 5), "not a time: ", copy);
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  return calendar::Date{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} + calendar::Seconds{second};
}

/// "2026-11-23T09:00Z".
inline calendar::Instant at(std::string_view text) {
  REQUIRE_MESSAGE(text.ends_with('Z'), "not in UTC: ", std::string{text});
  return calendar::Instant{wall(text).time_since_epoch()};
}

/// "2026-11-23".
inline calendar::Date date(std::string_view text) {
  return std::chrono::floor<calendar::Days>(wall(text));
}

/// Both in UTC.
inline calendar::Interval span(std::string_view start, std::string_view end) {
  return {at(start), at(end)};
}

inline calendar::TimeZone zone(std::string_view name) {
  const auto found = calendar::TimeZone::find(name);
  REQUIRE_MESSAGE(found, "no zone data for ", std::string{name});
  return *found;
}

/// "09:00-12:00"; an end that is not after the start lies on the next date.
inline calendar::Window window(std::string_view text) {
  int hour = 0, minute = 0, end_hour = 0, end_minute = 0;
  const std::string copy{text};
  REQUIRE(std::sscanf(copy.c_str(), "%2d:%2d-%2d:%2d", &hour, &minute, &end_hour, &end_minute) == 4);
  const calendar::Minutes start = std::chrono::hours{hour} + calendar::Minutes{minute};
  const calendar::Minutes end = std::chrono::hours{end_hour} + calendar::Minutes{end_minute};
  return {start, end > start ? end : end + 24h};
}

inline calendar::Windows windows(std::initializer_list<std::string_view> texts) {
  calendar::Windows all;
  for (const std::string_view text : texts) all.push_back(window(text));
  return all;
}

/// The same windows on every day of the week.
inline calendar::WeeklyHours daily(std::initializer_list<std::string_view> texts) {
  calendar::WeeklyHours hours;
  for (unsigned day = 1; day <= 7; ++day) hours.set(std::chrono::weekday{day}, windows(texts));
  return hours;
}

/// "2026-11-23T09:00Z", with seconds where there are some.
inline std::string text(calendar::Instant instant) {
  const auto day = std::chrono::floor<calendar::Days>(instant);
  const std::chrono::year_month_day civil{day};
  const std::chrono::hh_mm_ss time{instant - day};
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d", static_cast<int>(civil.year()),
                static_cast<unsigned>(civil.month()), static_cast<unsigned>(civil.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()));
  std::string out{buffer.data()};
  const auto seconds = time.seconds().count();
  if (seconds != 0) out += (seconds < 10 ? ":0" : ":") + std::to_string(seconds);
  return out + "Z";
}

/// "2026-11-23T09:00Z/2026-11-23T10:00Z".
inline std::string text(const calendar::Interval& span) {
  return text(span.start) + "/" + text(span.end);
}

/// Separated by blanks.
inline std::string text(const std::vector<calendar::Interval>& spans) {
  std::string out;
  for (const calendar::Interval& one : spans) out += (out.empty() ? "" : " ") + text(one);
  return out;
}

/// The error that `action` throws; fails when it throws none of that kind.
template <class Thrown = calendar::Error, class Action>
Thrown error_of(Action&& action) {
  std::optional<Thrown> thrown;
  try {
    action();
  } catch (const Thrown& error) {
    thrown = error;
  }
  REQUIRE_MESSAGE(thrown, "no error was thrown");
  return *thrown;
}

/// Its code.
template <class Action>
calendar::Code code_of(Action&& action) {
  return error_of(std::forward<Action>(action)).code();
}

}  // namespace make

namespace doctest {

template <>
struct StringMaker<const char*> {
  static String convert(const char* text) { return text; }
};
template <>
struct StringMaker<calendar::Instant> {
  static String convert(calendar::Instant instant) { return make::text(instant).c_str(); }
};
template <>
struct StringMaker<calendar::WallTime> {
  static String convert(calendar::WallTime wall_time) {
    return make::text(calendar::Instant{wall_time.time_since_epoch()}).c_str();
  }
};
template <>
struct StringMaker<calendar::Interval> {
  static String convert(const calendar::Interval& span) { return make::text(span).c_str(); }
};
}  // namespace doctest

namespace calendar {

/// doctest shows an enumerator as a number unless it finds this.
inline doctest::String toString(Code code) {
  return std::string{code.name}.c_str();
}

}  // namespace calendar
