#pragma once

#include <cstddef>

#include "ics/invalid_calendar.hpp"

namespace calendar {

/// What the rules of a calendar may still cost, in dates that are looked at.
class DateAllowance {
 public:
  explicit DateAllowance(std::size_t dates) : left_{dates} {}

  /// Throws Error{invalid_calendar} where it is used up.
  void spend(std::size_t dates) {
    if (dates > left_) throw invalid_calendar("the calendar's rules have too many dates to read");
    left_ -= dates;
  }

 private:
  std::size_t left_;
};

}  // namespace calendar
