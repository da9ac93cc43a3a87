#pragma once

// The rows of a day's picture, in elapsed time: a repeated hour has its rows twice, a skipped one none.

#include "views/day.hpp"

namespace calbook {

/// The spans of the rows, in order and without gaps, from the earliest window or appointment to the latest;
/// none where there is nothing to show. Days of several owners have the same rows. A row begins where a
/// window opens or closes, where an appointment or busy time begins, and step by step in the hours, with
/// several steps in a row if that would make more than thirty, up to an hour.
std::vector<calendar::Interval> rows_of(std::span<const ShownDay> days);

/// What a row says of an owner.
struct DayEntry {
  enum class Sign { none, free, booked, busy };

  Sign sign = Sign::none;
  std::string text = {};  ///< Printable; only in the first row of what is shown.
  std::string span = {};  ///< From when to when that is.
};

/// One for each row. It says "free" exactly if a slot starts in it; the sign alone goes on to the end of the slot.
std::vector<DayEntry> entries_of(const ShownDay& shown, std::span<const calendar::Interval> rows, Names names);

}  // namespace calbook
