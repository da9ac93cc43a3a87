#pragma once

// What is repeated so many times, or until a date.
//
//     const Repetition weekly{.every = *Every::parse("week"), .times = 3};
//     const Date december_1{std::chrono::year{2026} / 12 / 1};
//     assert(repeated(weekly, december_1 + 10h).back() == december_1 + Days{14} + 10h);

#include <optional>
#include <vector>

#include "calendar/every.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// Must hold: it has either of the two ends.
struct Repetition {
  Every every;
  std::optional<int> times = {};   ///< How many dates, the first included. Must hold: 2 to limits::times.
  std::optional<Date> until = {};  ///< The last date possible; inclusive.

  bool operator==(const Repetition&) const = default;
};

/// The times of the repetition from the first on, ascending, none after last_date. Of one that ends on a date,
/// one more than limits::times of them says that there are too many. Must hold: the first date is one that it
/// can begin with.
std::vector<WallTime> repeated(const Repetition& repetition, WallTime first);

/// The first span, and as much of the clock on each other date: from the first instant at which it shows
/// the start or later, to the last at which it shows the end. `length` is that of the span on the clock. A
/// date on which the clock skips all of that has none.
std::vector<Interval> repeated(const Repetition& repetition, const Interval& first, Seconds length,
                               const TimeZone& zone);

}  // namespace calendar
