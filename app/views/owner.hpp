#pragma once

#include "calendar/calendar.hpp"
#include "views/appointment.hpp"
#include "views/view.hpp"

namespace calbook {

/// For an empty list, on a terminal.
inline constexpr const char* no_owners_yet = "No owners yet. Add one: calbook availability set mon-fri 09:00-17:00";

struct ShownOwner {
  calendar::OwnerSummary summary;
  std::vector<ShownAppointment> stranded = {};  ///< After a change: the appointments outside the hours.
};

/// "alice (Europe/Berlin), Dr. Alice Roe, alice@example.org, at most 8 a day".
std::string owner_label(const calendar::Owner& owner);
Object owner_object(const calendar::Owner& owner);

Report owners_report(std::vector<calendar::OwnerSummary> owners);

/// One owner, and a sentence about what happened.
Report owner_report(calendar::OwnerSummary summary, std::string sentence);
/// After a change, with the appointments that lie outside the hours.
Report changed_owner_report(ShownOwner shown, std::string sentence);

/// The keys of the objects, and of those after a change.
std::vector<Key> owner_keys();
std::vector<Key> changed_owner_keys();

}  // namespace calbook
