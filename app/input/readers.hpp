#pragma once

// The grammar itself: a word in lower case, without blanks around it, is read or it is not. Why it is
// not is for complaints.hpp to say, which tries its guesses with these.

#include <optional>
#include <string_view>

#include "input/grammar.hpp"

namespace calbook {

std::optional<calendar::Date> read_date(std::string_view word, const Today& today);
/// Also a date that cannot be named, and today's by the name of its weekday.
std::optional<calendar::Date> read_any_date(std::string_view word, const Today& today);
/// Week and day of ISO 8601: week 1 holds the year's first Thursday. Empty when the year has no such week.
std::optional<calendar::Date> date_of_week(int year, int week, int day);

std::optional<calendar::Minutes> read_time(std::string_view word);
/// The same, or "24" or "24:00", which can only end something.
std::optional<calendar::Minutes> read_end(std::string_view word);
std::optional<TypedTime> read_datetime(const Words& words, const Today& today);

/// "fri at 9:30" is "fri" and "9:30"; what has one word only is a time.
struct DateAndTime {
  Words date;
  Words time;
};
DateAndTime date_and_time(const Words& words);

/// A date and a time in the form of RFC 3339, as far as it is one.
struct PrintedTime {
  calendar::Date date;
  int hour = 0;
  int minute = 0;
  int second = 0;
  bool has_fraction = false;  ///< Of a second, other than 0.
  std::optional<calendar::Minutes> offset = {};
  std::string_view rest = {};  ///< What is behind it.

  bool on_clock() const { return hour < 24 && minute < 60 && second < 60; }
  calendar::WallTime wall_time() const;
};
/// isodate ("T" | " ") 2digit ":" 2digit [":" 2digit ["." digits]] [offset]
std::optional<PrintedTime> read_printed_time(std::string_view word);

std::optional<calendar::Window> read_range(const Words& words);
std::optional<calendar::Minutes> read_duration(std::string_view word);
/// Also one that is too short or too long.
std::optional<calendar::Minutes> read_any_duration(std::string_view word);

}  // namespace calbook
