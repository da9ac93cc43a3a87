#pragma once

// The one rule: which starts can be booked, and why another cannot.
//
// Whoever lists slots and whoever books one ask the same questions, so that what is shown can be
// booked and nothing else can. Nothing here reads a file or a clock: an Agenda holds all that
// decides, and `now` is an argument.
//
//     const TimeZone berlin = TimeZone::find("Europe/Berlin").value();
//     const Date sunday{std::chrono::year{2026} / 10 / 25};  // 03:00 +02:00 is followed by 02:00 +01:00
//     const Interval day = berlin.dates(sunday, sunday);
//     const Instant now = day.start;
//
//     Agenda agenda{{berlin, {}, {}}, Service{}, {}, {}, {}};
//     agenda.availability.overrides[sunday] = {{1h, 4h}};
//     const std::vector<Interval> slots = free_slots(agenda, day, now);
//     assert(slots.size() == 4);  // 01:00, 02:00 +02:00, 02:00 +01:00, 03:00
//
//     agenda.occupied = {slots[1]};
//     assert(free_slots(agenda, day, now).size() == 3);
//     const std::vector<Refusal> reasons = refusals(agenda, slots[1].start, now);
//     assert(reasons.size() == 1);
//     assert(reasons[0].rule == Refusal::Rule::appointment);
//     assert(reasons[0].because == slots[1]);

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
  enum class Rule {
    in_the_past,    ///< `because` is empty, at now.
    too_soon,       ///< Empty, at the earliest instant that is not.
    too_far,        ///< The last date that is not.
    outside_hours,  ///< Empty, at the start: no window holds it.
    past_closing,   ///< The window that holds the start and ends too early.
    off_grid,       ///< The window that holds the slot, with other starts.
    appointment,    ///< What an appointment keeps occupied.
    busy_time,      ///< The owner's busy time.
    day_full,       ///< The date, which has all the appointments that the service allows.
  };

  Rule rule;
  Interval because;  ///< What stands behind the rule.

  /// Both outside_hours and past_closing are outside_availability, off_grid is not_a_slot, and
  /// appointment and busy_time are slot_taken.
  Code code() const;
  /// The past and taken time are nobody's to override.
  bool can_be_overridden() const;
};

/// Every rule that forbids the slot of `start` at `now`, the one to name first in front; none
/// exactly when free_slots() offers that start.
std::vector<Refusal> refusals(const Agenda& agenda, Instant start, Instant now);

}  // namespace calendar
