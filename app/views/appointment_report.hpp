#pragma once

// Reports of appointments, one or a list.

#include "output/report.hpp"
#include "session/session.hpp"
#include "views/lines.hpp"

namespace calbook {

/// One appointment; the text is `sentence`, without its line break.
Report appointment_report(const ShownAppointment& shown, std::string sentence);

/// A list, in the order given.
Report appointments_report(std::vector<ShownAppointment> shown, OwnerColumn owners, std::string nothing);

/// Each in the zone in force for its owner, who is one of `owners`.
std::vector<ShownAppointment> shown_in_zones(std::vector<calendar::Appointment> appointments,
                                             const std::vector<calendar::Owner>& owners, Session& session);

/// "Mon 2026-11-23 10:00-11:00 +01:00  Bob Stone <bob@example.org>  (tomorrow)".
std::string appointment_phrase(const ShownAppointment& shown, calendar::Instant now);

}  // namespace calbook
