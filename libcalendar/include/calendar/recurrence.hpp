#pragma once

// Times that a rule repeats, on a wall clock: RFC 5545, section 3.3.10, but no frequency below a day.
//
//     RecurrenceRule second_tuesdays{.frequency = RecurrenceRule::Frequency::monthly};
//     second_tuesdays.days = {{2, std::chrono::Tuesday}};
//     Recurrence times{second_tuesdays, Date{2026y / 12 / 8} + 10h};
//     assert(times.next() == Date{2026y / 12 / 8} + 10h);
//     assert(times.next() == Date{2027y / 1 / 12} + 10h);

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

#include "calendar/time.hpp"

namespace calendar {

/// What is left empty is taken from the start, as the RFC has it.
struct RecurrenceRule {
  enum class Frequency { daily, weekly, monthly, yearly };

  /// A weekday: every one, or the n-th of the month or year (1: first, -1: last).
  struct Day {
    int ordinal = 0;  ///< 0: every one. Must hold: 0 but in monthly and yearly rules without weeks.
    std::chrono::weekday weekday{};
  };

  Frequency frequency = Frequency::daily;
  int interval = 1;                                         ///< Must hold: at least 1.
  std::vector<int> months = {};                             ///< BYMONTH: 1 to 12.
  std::vector<int> weeks = {};                              ///< BYWEEKNO: 1 to 53, or -53 to -1 from the year's end.
  std::vector<int> year_days = {};                          ///< BYYEARDAY: 1 to 366, or -366 to -1.
  std::vector<int> month_days = {};                         ///< BYMONTHDAY: 1 to 31, or -31 to -1.
  std::vector<Day> days = {};                               ///< BYDAY.
  std::vector<int> hours = {}, minutes = {}, seconds = {};  ///< BYHOUR, BYMINUTE, BYSECOND.
  std::vector<int> positions = {};                          ///< BYSETPOS: 1 to 366, or -366 to -1.
  std::chrono::weekday week_start = std::chrono::Monday;    ///< WKST.
  std::optional<std::size_t> count = {};                    ///< How many times at most.
  std::optional<WallTime> until = {};                       ///< The last time possible; inclusive.
};

/// The times of a rule from its start on, ascending, each once. The start is one of them if the rule
/// has it. None is after last_date.
class Recurrence {
 public:
  Recurrence(RecurrenceRule rule, WallTime start);

  /// The next time; empty at the end. O(the dates of the periods that it passes).
  std::optional<WallTime> next();

 private:
  std::vector<Date> dates_of_period() const;
  std::vector<WallTime> times_of_period() const;

  RecurrenceRule rule_;
  WallTime start_;
  Date period_;                  // the first date of the period that is next
  std::vector<WallTime> times_;  // of the last period, the next one behind
  std::size_t given_ = 0;
};

}  // namespace calendar
