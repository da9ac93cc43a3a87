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

/// What is left empty is taken from the start, as the RFC has it. Must hold: numbers are in their range,
/// and lists where the RFC allows them: weeks and year_days in yearly rules, month_days in all but weekly.
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
  std::vector<int> hours = {}, minutes = {}, seconds = {};  ///< BYHOUR, BYMINUTE, BYSECOND: to 23, 59, 59.
  std::vector<int> positions = {};                          ///< BYSETPOS: 1 to 366, or -366 to -1.
  std::chrono::weekday week_start = std::chrono::Monday;    ///< WKST.
  std::optional<std::size_t> count = {};                    ///< How many times at most.
  std::optional<WallTime> until = {};                       ///< The last time possible; inclusive.
};

/// The times of a rule from its start on, ascending, each once. The start is one of them if the rule
/// has it. None is after last_date.
///
/// A week belongs to one period, and so do its dates: positions in the start's week count those before the
/// start, too, and a yearly rule with weeks goes by years of whole weeks, whose week 1 may begin in December.
class Recurrence {
 public:
  /// Must hold: a start from the year 1 to last_date.
  Recurrence(RecurrenceRule rule, WallTime start);

  /// Leaves out the times before that one, without looking at their periods. Must hold: no time was asked
  /// for yet, and the rule has no count.
  void skip_before(WallTime time);

  /// The next time; empty at the end. O(the dates of the periods that it passes). Those without a time are
  /// at most as many as it takes the calendar to repeat: of 400 years, every `interval`-th period. A rule
  /// that has no time in these has none at all.
  std::optional<WallTime> next();

  /// How many dates it has looked at: a measure of what it has cost.
  std::size_t looked_at() const { return looked_at_; }

 private:
  bool enter_next_period();

  RecurrenceRule rule_;
  WallTime start_;
  WallTime last_;                     // that is possible
  std::vector<Seconds> times_;        // of each date
  Date period_;                       // the first date of the period that is next
  std::vector<Date> dates_;           // of the last period
  std::vector<std::size_t> indexes_;  // of its positions, in all times of its dates
  std::size_t next_ = 0, end_ = 0;    // in the indexes, or in all times if there are no positions
  std::size_t given_ = 0;
  std::size_t looked_at_ = 0;
};

}  // namespace calendar
