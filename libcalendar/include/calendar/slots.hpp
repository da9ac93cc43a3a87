#pragma once

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
  /// What appointments keep occupied, and the owner's busy time; each ascending and disjoint, and
  /// holding at least what overlaps the time that is asked about, buffers included.
  std::vector<Interval> occupied;
  std::vector<Interval> busy;
  /// When booked appointments of the service start on the dates that are asked about, ascending;
  /// looked at only where the service has a limit per day.
  std::vector<Instant> starts;
};

/// The slots that can be booked at `now`, ascending and unique, whose start lies in `range`.
///
/// Starts are laid out from each opening of a window in elapsed time, so neither appointments nor
/// the query move the grid, an hour that the clock skips is not offered, and one that it repeats is
/// offered twice. O(c log n) for c candidates and n occupied spans.
std::vector<Interval> free_slots(const Agenda& agenda, const Interval& range, Instant now);

/// One rule that forbids a start.
struct Refusal {
  /// What stands behind the rule, and so what `because` is.
  enum class Cause {
    clock,        ///< in_the_past: empty, at now. too_soon: empty, at the first instant that is not.
    horizon,      ///< too_far: the last date that is not.
    no_window,    ///< outside_availability: empty, at the start.
    window,       ///< outside_availability: the window that ends too early. not_a_slot: the one it is in.
    appointment,  ///< slot_taken: what an appointment keeps occupied.
    busy,         ///< slot_taken: busy time.
    limit,        ///< day_full: the date.
  };

  Code code;
  Cause cause;
  Interval because;
};

/// Every rule that forbids the slot of `start` at `now`, the one to name first in front; none
/// exactly when free_slots() offers that start.
std::vector<Refusal> refusals(const Agenda& agenda, Instant start, Instant now);

}  // namespace calendar
