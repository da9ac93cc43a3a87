#pragma once

// Foreign calendars: what they are, and what importing them did.

#include <string>
#include <vector>

#include "calendar/import.hpp"
#include "views/appointment.hpp"
#include "views/view.hpp"

namespace calbook {

/// A foreign calendar, and what its import did; times are shown in the zone.
struct ShownCalendar {
  calendar::Imported imported;
  calendar::TimeZone zone;
};

/// Whether an import happened.
enum class Done { really, as_rehearsal };

Report calendars_report(std::vector<ShownCalendar> shown, OwnerColumn owners, calendar::Instant now);
Report added_calendar_report(ShownCalendar shown);
/// What an import changed; lines say nothing of one that changed nothing.
Report import_report(ShownCalendar shown, Done done);
Report imports_report(std::vector<ShownCalendar> shown, Done done);
Report removed_calendar_report(ShownCalendar shown);

/// A calendar as it was added, without what was imported.
Object calendar_object(const calendar::ForeignCalendar& calendar);

/// "alice's calendar work was last imported Mon 2026-11-23 09:00 +01:00", "... was never imported".
std::string age_sentence(const calendar::ForeignCalendar& calendar, const calendar::TimeZone& zone);

/// The keys of a calendar, and of one that is imported.
std::vector<Key> calendar_keys();
std::vector<Key> imported_calendar_keys();

}  // namespace calbook
