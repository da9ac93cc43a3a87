#pragma once

// The one rule: which starts can be booked, and why others cannot.
//
// Listing slots and booking one ask the same questions, so exactly what is shown can be booked.
// Nothing here reads a file or a clock: an Agenda holds everything that decides, and `now` is an
// argument.
//
//     const TimeZone berlin = TimeZone::find("Europe/Berlin").value();
//     const Date sunday{std::chrono::year{2026} / 10 / 25};  // 03:00 +02:00 is followed by 02:00 +01:00
//     const Interval day = berlin.dates(sunday, sunday);
//     const Instant now = day.start;
//
//     Agenda agenda{{berlin, {}, {}}, Service{}, {}, {}, {}};
//     agenda.availability.overrides[sunday] = Windows{{1h, 4h}};
//     const std::vector<Interval> slots = free_slots(agenda, day, now);
//     assert(slots.size() == 4);  // 01:00, 02:00 +02:00, 02:00 +01:00, 03:00
//
//     agenda.occupied = {slots[1]};
//     assert(free_slots(agenda, day, now).size() == 3);
//     const std::vector<Refusal> reasons = refusals(agenda, slots[1].start, now);
//     assert(reasons.size() == 1);
//     assert(reasons[0].rule == Refusal::Rule::appointment);
//     assert(reasons[0].because == slots[1]);

#include <variant>
#include <vector>

#include "calendar/appointment.hpp"
#include "calendar/availability.hpp"
#include "calendar/busy.hpp"
#include "calendar/error.hpp"
#include "calendar/foreign_calendar.hpp"
#include "calendar/service.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// Everything that decides whether a time can be booked, except the clock.
struct Agenda {
  Availability availability;
  Service service;
  /// The time occupied by appointments, and the owner's busy time. Each is ascending and disjoint,
  /// and contains at least everything that overlaps the times in question, buffers included.
  std::vector<Interval> occupied;
  std::vector<Interval> busy;
  /// The starts of the service's booked appointments in the weeks in question, ascending; only used
  /// if the service has a limit per day or week.
  std::vector<Instant> starts;
  /// The owner's limit per day over all services, and the starts of all their booked appointments; only
  /// used if there is a limit.
  std::optional<int> owner_max_per_day = {};
  std::vector<Instant> owner_starts = {};
  /// For when the owner's foreign calendars are known; their time is part of `busy`. Empty: there are none.
  std::optional<Interval> known = {};
};

/// As if that appointment of the owner's were booked, too.
void add(Agenda& agenda, const Appointment& appointment);

/// The slots that can be booked at `now` and start in `range`, ascending and unique.
///
/// Starts are counted in elapsed time from the opening of each window, so neither appointments nor
/// queries move the grid, a skipped hour is not offered, and a repeated hour is offered twice. A slot
/// starts in one window and may run on into others that touch.
/// O(c log n) for c candidates and n occupied spans.
std::vector<Interval> free_slots(const Agenda& agenda, const Interval& range, Instant now);

/// One rule that forbids a start.
struct Refusal {
  enum class Rule {
    closed,         ///< Empty, at the start: the service takes no new bookings.
    in_the_past,    ///< From the start to `now`.
    too_soon,       ///< Empty, at the earliest start allowed.
    too_far,        ///< The last date allowed.
    not_known,      ///< For when foreign calendars are known; empty: one was never imported.
    outside_hours,  ///< Empty, at the start: no window contains it.
    past_closing,   ///< The window that contains the start, to where it and those that touch it end: too early.
    off_grid,       ///< The window that contains the start, but has others.
    appointment,    ///< The time occupied by an appointment.
    busy_time,      ///< The owner's busy time, or that of foreign calendars.
    day_full,       ///< The date that already has the maximum number of the service's appointments,
    owner_full,     ///< or of the owner's,
    week_full,      ///< or the week, from Monday on, that has the service's.
    skipped_hour,   ///< Empty, at the change: a date of a series whose time the clock skips.
  };

  Rule rule;
  Interval because;  ///< The reason, as listed above.
  /// Of taken time, by what it is taken, where somebody looked it up: see Calendar::why().
  std::variant<std::monostate, Appointment, Busy, ForeignBusy> taken_by = {};

  /// closed is not_offered, not_known is too_far, outside_hours and past_closing are outside_availability,
  /// off_grid is not_a_slot, appointment and busy_time are slot_taken, owner_full is day_full, skipped_hour
  /// is skipped_time.
  Code code() const;
  /// Taken, unknown or skipped time cannot be overridden, nor a start more than 24 hours ago.
  bool can_be_overridden() const;
};

/// Every rule that forbids the slot at `start`, the most important first; empty exactly if
/// free_slots() offers that start.
std::vector<Refusal> refusals(const Agenda& agenda, Instant start, Instant now);

}  // namespace calendar
