#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <variant>

#include "calendar/appointment.hpp"
#include "calendar/availability.hpp"
#include "calendar/busy.hpp"
#include "calendar/foreign_calendar.hpp"
#include "calendar/owner.hpp"
#include "calendar/service.hpp"

namespace calendar {

/// What a change did to one thing.
enum class Deed { booked, moved, cancelled, edited, marked, hours, service, busy, owner, calendar, undone };

/// "booked".
std::string_view name_of(Deed deed);

/// One date, and what it has instead of its weekday's windows.
struct DatedOverride {
  Date date;
  Override override;
};

/// A thing as it was at one time; nothing where it did not exist.
using State = std::variant<std::monostate, Appointment, Busy, Service, Owner, WeeklyHours, ServiceWeek, DatedOverride,
                           ForeignCalendar>;

/// One entry in the record of what was done: what a change did to one thing. A batch, several references
/// in one command, or an owner removed with all that is theirs are one change of several entries.
struct Change {
  std::int64_t number;    ///< From 1 on, in the order in which they were made; of one change all the same.
  std::int64_t position;  ///< Among the entries of its change, from 1 on.
  Instant at;
  Deed deed;
  OwnerName owner;
  State before;
  State after;
  std::optional<std::int64_t> undoes;  ///< The change that this one takes back.
};

/// Which entries of the record to list.
struct ChangeSelection {
  std::int64_t after = 0;  ///< Those of later changes than that one,
  /// and of that change itself those behind this position.
  std::int64_t after_position = std::numeric_limits<std::int64_t>::max();
  /// Only what is this owner's, or was until it was moved to another.
  std::optional<Owner> owner = {};
  Interval made = always;  ///< When they were made.
  std::size_t limit = std::numeric_limits<std::int64_t>::max();
};

/// Of an entry about an appointment, its reference.
std::optional<Reference> reference_of(const Change& change);

}  // namespace calendar
