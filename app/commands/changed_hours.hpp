#pragma once

// Changing when owners can be booked, and saying what has become of it.

#include <vector>

#include "calendar/calendar.hpp"
#include "output/report.hpp"
#include "session/session.hpp"

namespace calbook {

struct OwnerHours {
  calendar::Owner owner;
  calendar::AvailabilityChange change;
};

/// Changes the hours of the owners, each of whom is there once, as one change. `shape` is that of the report.
Report change_hours(const std::vector<OwnerHours>& hours, calendar::Effect effect, Report::Shape shape,
                    Session& session);

}  // namespace calbook
