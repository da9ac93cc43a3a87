#pragma once

#include "calendar/appointment.hpp"
#include "output/report.hpp"

namespace calbook {

/// The report, and with it the appointments that a change leaves outside the hours, in `zone`.
Report with_stranded(Report report, const std::vector<calendar::Appointment>& stranded, const calendar::TimeZone& zone);

}  // namespace calbook
