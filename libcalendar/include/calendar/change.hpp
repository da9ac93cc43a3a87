#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "calendar/appointment.hpp"
#include "calendar/availability.hpp"
#include "calendar/busy.hpp"
#include "calendar/owner.hpp"
#include "calendar/service.hpp"

namespace calendar {

/// What a change did to one thing.
enum class Deed { booked, moved, cancelled, edited, marked, hours, service, busy, owner, undone };

/// "booked".
std::string_view name_of(Deed deed);

/// One date's own windows.
struct DatedWindows {
  Date date;
  Windows windows;
};

/// A thing as it was at one time; nothing where it did not exist.
using State = std::variant<std::monostate, Appointment, Busy, Service, Owner, WeeklyHours, DatedWindows>;

/// One entry in the record of what was done: what a change did to one thing. A batch, several references
/// in one command, or an owner removed with all that is theirs are one change of several entries.
struct Change {
  std::int64_t number;  ///< From 1 on, in the order in which they were made; of one change all the same.
  Instant at;
  Deed deed;
  OwnerName owner;
  State before;
  State after;
  std::optional<std::int64_t> undoes;  ///< The change that this one takes back.
};

/// Of an entry about an appointment, its reference.
std::optional<Reference> reference_of(const Change& change);

}  // namespace calendar
