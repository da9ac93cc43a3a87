#pragma once

// How a foreign calendar is imported.

#include <optional>
#include <string>
#include <vector>

#include "calendar/appointment.hpp"
#include "calendar/foreign.hpp"
#include "calendar/foreign_calendar.hpp"

namespace calendar {

/// How that calendar of an owner in the zone is read at `now`: a month back, and as far ahead as it is known then.
ForeignReading how_to_read(const ForeignCalendar& calendar, const TimeZone& zone, Instant now);

/// What is imported: read without holding the file, as that may take long.
struct ForeignContents {
  std::string digest;                      ///< Of the bytes: the same while they are.
  ForeignReading how;                      ///< how_to_read() the calendar.
  std::optional<ForeignTimes> times = {};  ///< Empty: it is_current().
};

/// Whether the last import of the calendar holds what these bytes would, and nearly as far ahead.
bool is_current(const ForeignCalendar& calendar, const std::string& digest, const ForeignReading& how);

/// Whether a calendar that blocks something in the future may be replaced with one that does not.
enum class Emptied { refused, accepted };

/// What an import did. Times that are over are not told.
struct Imported {
  ForeignCalendar calendar;
  std::vector<ForeignWarning> warnings;
  std::vector<Interval> added;            ///< Time that is blocked now, and was not before; ascending.
  std::vector<Interval> removed;          ///< The reverse.
  std::vector<Appointment> appointments;  ///< Those that lie in the added time; they stay. By start.

  bool changed_nothing() const { return added.empty() && removed.empty(); }
};

}  // namespace calendar
