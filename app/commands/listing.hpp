#pragma once

// Shared by commands that list appointments.

#include <vector>

#include "session/session.hpp"
#include "views/appointment.hpp"

namespace calbook {

/// Each in the zone used for its owner, who is one of `owners`.
std::vector<ShownAppointment> shown_in_zones(std::vector<calendar::Appointment> appointments,
                                             const std::vector<calendar::Owner>& owners, Session& session);

}  // namespace calbook
