#pragma once

// Rules and times as iCalendar writes them, rules that RFC 5545 forbids among them. Needs no test framework: a
// program reads them, too.

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/recurrence.hpp"

namespace make {

inline std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = 0; end != text.npos;) {
    end = text.find(separator);
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return parts;
}

inline int number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) throw std::invalid_argument{std::string{text}};
  return value;
}

inline std::vector<int> numbers(std::string_view text) {
  std::vector<int> values;
  for (const std::string_view part : split(text, ',')) values.push_back(number(part));
  return values;
}

/// "MO".
inline std::chrono::weekday weekday(std::string_view text) {
  const std::size_t place = std::string_view{"SU MO TU WE TH FR SA"}.find(text);
  if (text.size() != 2 || place == std::string_view::npos) throw std::invalid_argument{std::string{text}};
  return std::chrono::weekday{static_cast<unsigned>(place / 3)};
}

/// "MO,2TU,-1FR".
inline std::vector<calendar::RecurrenceRule::Day> days(std::string_view text) {
  std::vector<calendar::RecurrenceRule::Day> days;
  for (const std::string_view part : split(text, ',')) {
    const std::string_view ordinal = part.substr(0, part.size() - 2);
    days.push_back({ordinal.empty() ? 0 : number(ordinal), weekday(part.substr(ordinal.size()))});
  }
  return days;
}

/// "19970902T090000".
inline calendar::WallTime compact_time(std::string_view text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  const std::string copy{text};
  if (std::sscanf(copy.c_str(), "%4d%2d%2dT%2d%2d%2d", &year, &month, &day, &hour, &minute, &second) != 6)
    throw std::invalid_argument{copy};
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  return calendar::Date{date} + std::chrono::hours{hour} + calendar::Minutes{minute} + calendar::Seconds{second};
}

inline std::string compact(calendar::WallTime time) {
  const auto day = std::chrono::floor<calendar::Days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::array<char, 80> text{};
  std::snprintf(text.data(), text.size(), "%04d%02u%02uT%02d%02d%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

inline calendar::RecurrenceRule::Frequency frequency(std::string_view text) {
  using Frequency = calendar::RecurrenceRule::Frequency;
  if (text == "DAILY") return Frequency::daily;
  if (text == "WEEKLY") return Frequency::weekly;
  if (text == "MONTHLY") return Frequency::monthly;
  if (text == "YEARLY") return Frequency::yearly;
  throw std::invalid_argument{std::string{text}};
}

inline void set_part(calendar::RecurrenceRule& rule, std::string_view name, std::string_view value) {
  using Rule = calendar::RecurrenceRule;
  static const std::map<std::string_view, std::vector<int> Rule::*> lists{
      {"BYMONTH", &Rule::months},        {"BYWEEKNO", &Rule::weeks},    {"BYYEARDAY", &Rule::year_days},
      {"BYMONTHDAY", &Rule::month_days}, {"BYHOUR", &Rule::hours},      {"BYMINUTE", &Rule::minutes},
      {"BYSECOND", &Rule::seconds},      {"BYSETPOS", &Rule::positions}};
  if (const auto list = lists.find(name); list != lists.end()) {
    rule.*list->second = numbers(value);
  } else if (name == "FREQ") {
    rule.frequency = frequency(value);
  } else if (name == "INTERVAL") {
    rule.interval = number(value);
  } else if (name == "BYDAY") {
    rule.days = days(value);
  } else if (name == "WKST") {
    rule.week_start = weekday(value);
  } else if (name == "COUNT") {
    rule.count = static_cast<std::size_t>(number(value));
  } else if (name == "UNTIL") {
    rule.until = compact_time(value);
  } else {
    throw std::invalid_argument{std::string{name}};
  }
}

/// "FREQ=MONTHLY;BYDAY=2TU". Throws std::invalid_argument for what it does not know.
inline calendar::RecurrenceRule rule(std::string_view text) {
  calendar::RecurrenceRule rule;
  for (const std::string_view part : split(text, ';')) {
    const std::size_t equals = part.find('=');
    if (equals == part.npos) throw std::invalid_argument{std::string{part}};
    set_part(rule, part.substr(0, equals), part.substr(equals + 1));
  }
  return rule;
}

}  // namespace make
