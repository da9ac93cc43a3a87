#pragma once

#include <vector>

#include "calendar/appointment.hpp"
#include "calendar/busy.hpp"
#include "calendar/foreign_calendar.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// Whether days have their appointments: most of what there is to read in a full month.
enum class Appointments { read, left_out };

/// A date in a zone, and what an owner's time is used for on it. What reaches past an end of the date is
/// whole here, and counts in minutes as far as it lies on the date.
struct Day {
  Date date;
  Interval span;                               ///< Of 22 to 25 hours; empty for a date that the zone skips.
  std::vector<Interval> windows = {};          ///< When the owner is open, as Availability::open() has it.
  bool closed = false;                         ///< Whether there are no hours, and an override says so.
  std::vector<Interval> free = {};             ///< The slots that start on the date, ascending.
  std::vector<Interval> occupied = {};         ///< By appointments, buffers included; ascending and disjoint.
  std::vector<Appointment> appointments = {};  ///< Booked ones, by start; none if they were left out.
  std::vector<Busy> busy = {};                 ///< By start; spans may overlap.
  std::vector<ForeignBusy> foreign = {};       ///< Of foreign calendars; by calendar and start.

  Minutes open() const;
  Minutes booked() const;     ///< Of `appointments`.
  Minutes busy_time() const;  ///< That of foreign calendars, too; what overlaps counts once.
  Minutes taken() const;      ///< The part of open() that is occupied or busy.
};

}  // namespace calendar
