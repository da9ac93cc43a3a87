#include "commands/listing.hpp"

#include <algorithm>
#include <map>

namespace calbook {

using calendar::Appointment;
using calendar::OwnerName;
using calendar::TimeZone;

std::vector<ShownAppointment> shown_in_zones(std::vector<Appointment> appointments,
                                             const std::vector<calendar::Owner>& owners, Session& session) {
  std::map<OwnerName, TimeZone> zones;
  std::vector<ShownAppointment> shown;
  for (Appointment& appointment : appointments) {
    auto zone = zones.find(appointment.owner);
    if (zone == zones.end()) {
      const auto owner = std::ranges::find(owners, appointment.owner, &calendar::Owner::name);
      zone = zones.emplace(appointment.owner, session.zone(*owner)).first;
    }
    shown.push_back({std::move(appointment), zone->second});
  }
  return shown;
}

}  // namespace calbook
