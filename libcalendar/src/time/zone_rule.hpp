#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "calendar/time.hpp"

namespace calendar {

/// The rule at the end of a zone's file, which applies for ever: a TZ string as defined by POSIX and
/// RFC 9636, section 3.3.1, such as "CET-1CEST,M3.5.0,M10.5.0/3".
class ZoneRule {
 public:
  /// A day of every year: the n-th, the n-th not counting February 29, or a weekday of a month.
  struct Day {
    enum class Kind { of_year, of_year_without_leap_day, of_month };
    Kind kind;
    int number;  ///< The day, starting at 1; or the weekday's turn in the month, 5 being the last.
    std::chrono::month month;
    std::chrono::weekday weekday;

    std::chrono::sys_days in(std::chrono::year year) const;
  };
  /// When the clock changes in every year.
  struct Change {
    Day day;
    Seconds time;  ///< On the clock before the change; may be before or after the day.
  };
  /// The offset between two changes, which is the lesser one in Dublin.
  struct SummerTime {
    Seconds offset;
    Change start;
    Change end;
  };

  /// Empty if the text is not such a rule.
  static std::optional<ZoneRule> parse(std::string_view text);

  /// The changes in the years from `first` to `last`, ascending; none without summer time.
  std::vector<OffsetChange> changes(std::chrono::year first, std::chrono::year last) const;

  Seconds standard_offset() const { return standard_; }
  const std::optional<SummerTime>& summer_time() const { return summer_; }

 private:
  class Parser;

  Seconds standard_{};
  std::optional<SummerTime> summer_;
};

}  // namespace calendar
