#pragma once

// The cells of a week's picture, by the wall clock: both passes of a repeated hour are in one row, and a
// skipped hour leaves its cells empty.

#include "views/day.hpp"

namespace calbook {

/// What a day has in a row.
struct WeekCell {
  std::vector<const calendar::Appointment*> begun = {};  ///< That begin in it, or before the day and are first seen.
  bool booked = false;
  bool busy = false;
  bool free = false;      ///< Whether a slot takes some of it.
  std::size_t slots = 0;  ///< That start in it.
};

/// A row of so many minutes of each day.
struct WeekRow {
  calendar::Minutes start;  ///< From midnight.
  std::vector<WeekCell> cells;
  bool repeats = false;  ///< Whether the clock shows some of it twice on one of the days.
};

/// From the earliest window or appointment of the days to the latest; at most thirty rows, five minutes to an
/// hour each, as few as show one thing in a cell and each slot where its row begins, as far as that can be.
std::vector<WeekRow> week_rows(std::span<const ShownDay> days);

}  // namespace calbook
