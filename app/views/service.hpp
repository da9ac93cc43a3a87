#pragma once

#include "calendar/calendar.hpp"
#include "views/view.hpp"

namespace calbook {

/// As JSON.
Object service_object(const calendar::Service& service, const calendar::OwnerName& owner);
/// "30 min, every 15 min, 10 min free before".
std::string rules_label(const calendar::Service& service);

struct ShownService {
  calendar::Service service;
  calendar::OwnerName owner;
};

Report services_report(std::vector<ShownService> services, OwnerColumn owners);

Report service_report(const calendar::Service& service, const calendar::OwnerName& owner);
Report removed_service_report(const calendar::RemovedService& change, const calendar::OwnerName& owner);

/// The keys of the objects.
std::vector<Key> service_keys();

}  // namespace calbook
