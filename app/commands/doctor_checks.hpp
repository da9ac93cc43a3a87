#pragma once

// What `doctor` looks for, and what it found.

#include <optional>
#include <string>
#include <vector>

#include "calendar/calendar.hpp"
#include "session/session.hpp"

namespace calbook {

/// Something that the owner of the file should know. `ref` and `owner` are given where it is about
/// an appointment.
struct DoctorFinding {
  std::string check;
  std::optional<std::string> ref;
  std::optional<std::string> owner;
  std::string message;
  bool fixed;
};

/// Zone data that nobody has brought up to date for long; `folder` is where they are.
void look_at_zone_data(std::vector<DoctorFinding>& found, const std::filesystem::path& folder, calendar::Instant now);

/// The file itself. Throws Error{damaged}.
void look_at_file(std::vector<DoctorFinding>& found, const std::filesystem::path& file, calendar::Effect effect);

/// Appointments that a change of the zone data shifted, or that lie outside the hours.
void look_at_appointments(std::vector<DoctorFinding>& found, Session& session, calendar::Instant now,
                          calendar::Effect effect);

}  // namespace calbook
