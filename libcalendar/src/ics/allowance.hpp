#pragma once

#include <cstddef>

#include "calendar/limits.hpp"
#include "ics/invalid_calendar.hpp"

namespace calendar {

/// What the rules of a calendar may still cost: dates to look at, and periods without one.
class DateAllowance {
 public:
  /// Throws Error{invalid_calendar} where it is used up.
  void spend(std::size_t dates) {
    if (dates > left_) throw invalid_calendar("the calendar's rules have too many dates to read");
    left_ -= dates;
  }

 private:
  std::size_t left_ = limits::calendar_dates;
};

}  // namespace calendar
