#pragma once

#include <optional>
#include <vector>

#include "calendar/availability.hpp"
#include "calendar/error.hpp"
#include "calendar/service.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// All that decides whether a time can be booked, but for the clock.
struct Agenda {
  Availability availability;
  Service service;
  /// What appointments keep occupied; must be ascending and disjoint, and must hold at least what
  /// overlaps the time that is asked about.
  std::vector<Interval> occupied;
};

/// The slots that can be booked at `now`, ascending and unique, whose start lies in `range`.
///
/// Starts are laid out from each opening of a window in elapsed time, so neither appointments nor
/// the query move the grid, an hour that the clock skips is not offered, and one that it repeats is
/// offered twice. O(c log n) for c candidates and n occupied spans.
std::vector<Interval> free_slots(const Agenda& agenda, const Interval& range, Instant now);

/// One rule that forbids a start.
struct Refusal {
  /// in_the_past, outside_availability, not_a_slot or slot_taken.
  Code code;
  /// What forbids it: the window for not_a_slot, and for outside_availability where the start lies
  /// inside one that ends too early; the occupied span for slot_taken; else nothing.
  std::optional<Interval> because;
};

/// Every rule that forbids the slot of `start` at `now`, the one to name first in front; none
/// exactly when free_slots() offers that start.
std::vector<Refusal> refusals(const Agenda& agenda, Instant start, Instant now);

}  // namespace calendar
