#pragma once

// What calendars of other programs are told: appointments on their own, series as a whole, and taken time.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "calendar/appointment.hpp"
#include "calendar/owner.hpp"
#include "calendar/series.hpp"
#include "calendar/service.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// Whose entries they are, and the services that have titles.
struct EntryOwner {
  Owner owner;
  std::vector<Service> services;  ///< As set; sorted by name.
};

/// The version of an entry with these appointments, whatever became of them (SEQUENCE): it grows with each change.
inline std::int64_t sequence_of(std::span<const Appointment> appointments) {
  std::int64_t sequence = 0;
  for (const Appointment& each : appointments) sequence += each.revision;
  return sequence;
}

/// What another calendar knows by one name. An appointment of a series that was moved to somebody else is an entry of
/// its own there, and a date that is left out of the series here.
struct Entry {
  std::size_t owner;  ///< The index of the owner.
  std::optional<Series> series = {};
  std::vector<Appointment> appointments;  ///< One; or all of the series, by position, whatever became of them.

  const Reference& ref() const { return series ? series->ref.value() : appointments.front().ref.value(); }
  /// Whether the appointment takes place, and here.
  bool has(const Appointment& appointment) const {
    return appointment.status == Status::booked && (!series || appointment.owner == series->owner);
  }
  /// Whether nothing of it takes place.
  bool cancelled() const {
    return std::ranges::none_of(appointments, [this](const Appointment& each) { return has(each); });
  }
  /// An appointment whose invitee would have to be told of the entry, and has no address; null: there is none.
  const Appointment* without_address() const {
    const auto found = std::ranges::find_if(
        appointments, [this](const Appointment& each) { return !each.invitee.email && (cancelled() || has(each)); });
    return found == appointments.end() ? nullptr : &*found;
  }
};

/// Entries, and in which file they are.
struct Entries {
  FileIdentity file;
  std::vector<EntryOwner> owners;  ///< In the order in which their first entry comes.
  std::vector<Entry> entries;
};

/// Whether others learn outside which hours an owner is.
enum class OpenHours { left_out, told };

/// When an owner has no time.
struct FreeBusy {
  FileIdentity file;
  Owner owner;
  Interval range;
  Instant stamp;                           ///< When it was found out.
  std::vector<Interval> busy;              ///< In any order; they may overlap, and reach out of the range.
  std::vector<Interval> unavailable = {};  ///< Outside the hours; likewise.
};

}  // namespace calendar
