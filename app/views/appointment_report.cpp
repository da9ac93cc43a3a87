#include "views/appointment_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "text/time_text.hpp"
#include "views/objects.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::OwnerName;
using calendar::TimeZone;

Report appointment_report(const ShownAppointment& shown, std::string sentence) {
  Report report;
  report.shape = Report::Shape::single;
  report.columns = appointment_columns;
  report.objects = [shown] { return Objects{appointment_object(shown.appointment, shown.zone)}; };
  report.text = [sentence = std::move(sentence)](const Style&) { return sentence + "\n"; };
  report.quiet = [ref = shown.appointment.ref] { return ref ? ref->str() + "\n" : ""; };
  return report;
}

Report appointments_report(std::vector<ShownAppointment> shown, OwnerColumn owners, std::string nothing) {
  Report report;
  report.columns = appointment_columns;
  const auto all = std::make_shared<const std::vector<ShownAppointment>>(std::move(shown));
  report.quiet = [all] {
    std::string references;
    for (const ShownAppointment& each : *all) {
      if (each.appointment.ref) references += each.appointment.ref->str() + "\n";
    }
    return references;
  };
  report.text = [all, owners](const Style& style) { return appointment_lines(*all, owners, style); };
  report.objects = [all] {
    Objects objects;
    for (const auto& [appointment, zone] : *all) objects.push_back(appointment_object(appointment, zone));
    return objects;
  };
  report.when_empty = std::move(nothing);
  return report;
}

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

std::string appointment_phrase(const ShownAppointment& shown, calendar::Instant now) {
  const auto& [appointment, zone] = shown;
  return fmt::format("{} {}  {}  ({})", span_label(appointment.span, zone),
                     offset_label(zone.offset(appointment.span.start)), invitee_label(appointment.invitee),
                     distance_label(zone.date(appointment.span.start), zone.date(now)));
}

}  // namespace calbook
