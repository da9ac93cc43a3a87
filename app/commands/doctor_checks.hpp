#pragma once

// The checks of `doctor`.

#include <vector>

#include "calendar/calendar.hpp"
#include "session/session.hpp"
#include "views/finding.hpp"

namespace calbook {

/// Finds outdated zone data in `folder`.
void look_at_zone_data(std::vector<DoctorFinding>& found, const std::filesystem::path& folder, calendar::Instant now);

/// Whether the file exists; a missing file is a finding, because its name may be mistyped.
bool is_there(std::vector<DoctorFinding>& found, const std::filesystem::path& file);

/// Checks the file itself. Throws Error{damaged}.
void look_at_file(std::vector<DoctorFinding>& found, const std::filesystem::path& file, calendar::Effect effect);

/// Finds foreign calendars that are too old, or were never imported.
void look_at_calendars(std::vector<DoctorFinding>& found, Session& session, calendar::Instant now);

/// Finds appointments that have shifted with the zone data, or lie outside the hours.
void look_at_appointments(std::vector<DoctorFinding>& found, Session& session, calendar::Instant now,
                          calendar::Effect effect);

}  // namespace calbook
