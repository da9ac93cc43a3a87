#pragma once

// What `doctor` looks for.

#include <vector>

#include "calendar/calendar.hpp"
#include "session/session.hpp"
#include "views/finding.hpp"

namespace calbook {

/// Zone data that nobody has brought up to date for long; `folder` is where they are.
void look_at_zone_data(std::vector<DoctorFinding>& found, const std::filesystem::path& folder, calendar::Instant now);

/// Whether there is a file; that there is none is a finding, for its name may be a slip.
bool is_there(std::vector<DoctorFinding>& found, const std::filesystem::path& file);

/// The file itself. Throws Error{damaged}.
void look_at_file(std::vector<DoctorFinding>& found, const std::filesystem::path& file, calendar::Effect effect);

/// Appointments that a change of the zone data shifted, or that lie outside the hours.
void look_at_appointments(std::vector<DoctorFinding>& found, Session& session, calendar::Instant now,
                          calendar::Effect effect);

}  // namespace calbook
