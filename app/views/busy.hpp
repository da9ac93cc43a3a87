#pragma once

#include "calendar/calendar.hpp"
#include "views/appointment.hpp"
#include "views/view.hpp"

namespace calbook {

/// Busy time and the zone in which it is shown.
struct ShownBusy {
  calendar::Busy busy;
  calendar::TimeZone zone;
  std::vector<ShownAppointment> appointments = {};  ///< After adding: the appointments in it.
};

/// As JSON, without the appointments in it.
Object busy_object(const ShownBusy& shown);

/// A list from the file. A terminal marks what runs now.
Report busy_list_report(Pages<ShownBusy> pages, calendar::Instant now);
Report added_busy_report(const calendar::AddedBusy& added, const calendar::TimeZone& zone);
/// What was repeated, as a list.
Report added_busy_report(std::vector<calendar::AddedBusy> added, const calendar::TimeZone& zone);
Report removed_busy_report(const calendar::Busy& busy, const calendar::TimeZone& zone);

/// The keys of the objects, and of those after a change.
std::vector<Key> busy_keys();
std::vector<Key> added_busy_keys();

}  // namespace calbook
