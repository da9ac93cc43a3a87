#pragma once

#include "calendar/calendar.hpp"
#include "views/view.hpp"

namespace calbook {

/// Services of one owner.
Report services_report(const std::vector<calendar::Service>& services, const std::optional<calendar::OwnerName>& owner);

Report service_report(const calendar::Service& service, const calendar::OwnerName& owner);
Report removed_service_report(const calendar::RemovedService& change, const calendar::OwnerName& owner);

}  // namespace calbook
