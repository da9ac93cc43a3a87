#pragma once

// The grammar itself: each function reads a word, in lower case and without surrounding blanks, or
// returns nothing. complaints.hpp explains why not, and tries its guesses with these functions.

#include <optional>
#include <string_view>

#include "input/grammar.hpp"

namespace calbook {

std::optional<calendar::Date> read_date(std::string_view word, const Today& today);
/// Also accepts dates outside first_date to last_date, and today's weekday.
std::optional<calendar::Date> read_any_date(std::string_view word, const Today& today);
/// Week and day of ISO 8601: week 1 contains the year's first Thursday. Empty if the year has no such week.
std::optional<calendar::Date> date_of_week(int year, int week, int day);

std::optional<std::chrono::year_month> read_month(std::string_view word);
/// Also accepts months that do not exist, or are outside first_date to last_date.
std::optional<std::chrono::year_month> read_any_month(std::string_view word);

constexpr calendar::Minutes noon = std::chrono::hours{12};
constexpr calendar::Minutes end_of_day = std::chrono::hours{24};
std::optional<calendar::Minutes> read_time(std::string_view word);
/// The same, or "24" or "24:00", which can only end a range.
std::optional<calendar::Minutes> read_end(std::string_view word);
std::optional<TypedTime> read_datetime(const Words& words, const Today& today);

/// "fri at 9:30" is "fri" and "9:30"; a single word is a time.
struct DateAndTime {
  Words date;
  Words time;
};
DateAndTime date_and_time(const Words& words);

/// The part of a text that is a date and time in the form of RFC 3339.
struct PrintedTime {
  calendar::Date date;
  int hour = 0;
  int minute = 0;
  int second = 0;
  bool has_fraction = false;  ///< A fraction of a second other than 0.
  std::optional<calendar::Minutes> offset = {};
  std::string_view rest = {};  ///< What follows it.

  bool on_clock() const { return hour < 24 && minute < 60 && second < 60; }
  calendar::WallTime wall_time() const;
};
/// isodate ("T" | " ") 2digit ":" 2digit [":" 2digit ["." digits]] [offset]
std::optional<PrintedTime> read_printed_time(std::string_view word);

std::optional<calendar::Window> read_range(const Words& words);
std::optional<calendar::Minutes> read_duration(std::string_view word);
/// Also accepts durations that are too short or too long.
std::optional<calendar::Minutes> read_any_duration(std::string_view word);

}  // namespace calbook
