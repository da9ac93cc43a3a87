#include "ics/event_writer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ics/written_values.hpp"

namespace calendar {

namespace {

// "First talk", "consult"; the default service may have no name that says anything.
std::string title_of(const ServiceName& service, const std::vector<Service>& services) {
  const auto known = std::ranges::find(services, service, &Service::name);
  if (known != services.end() && known->title) return *known->title;
  return service == Service{}.name ? "Appointment" : service.str();
}

std::string address(const std::string& email) {
  return "mailto:" + email;
}

Instant last_change(const Appointment& appointment) {
  return std::max({appointment.created, appointment.changed.value_or(appointment.created),
                   appointment.cancelled.value_or(appointment.created)});
}

}  // namespace

Instant last_change(const Entry& entry) {
  Instant last = entry.series ? entry.series->created : Instant::min();
  for (const Appointment& each : entry.appointments) last = std::max(last, last_change(each));
  return last;
}

// Of one UID all events have the same SEQUENCE: some programs ignore one that is behind the others.
EventWriter::EventWriter(const Entries& entries, const Entry& entry, const IcsWriting& how)
    : owner_{entries.owners[entry.owner]},
      how_{how},
      cancelled_{entry.cancelled()},
      uid_{uid_of(entry.ref(), entries.file)},
      sequence_{sequence_of(entry.appointments)},
      created_{entry.series ? entry.series->created : entry.appointments.front().created},
      changed_{last_change(entry)} {}

void EventWriter::write(LineWriter& writer, const Appointment& appointment,
                        const std::function<void(LineWriter& writer)>& times) const {
  writer.begin("VEVENT");
  writer.value("UID", uid_);
  writer.value("DTSTAMP", utc_text(changed_));
  writer.value("CREATED", utc_text(created_));
  writer.value("LAST-MODIFIED", utc_text(changed_));
  writer.value("SEQUENCE", fmt::format("{}", sequence_));
  times(writer);
  write_content(writer, appointment);
  writer.end("VEVENT");
}

void EventWriter::write_content(LineWriter& writer, const Appointment& appointment) const {
  const Invitee& invitee = appointment.invitee;
  if (how_.names == IcsNames::hidden) {
    writer.text("SUMMARY", "Busy");
  } else {
    const std::string title = title_of(appointment.service, owner_.services);
    writer.text("SUMMARY", invitee.name.empty() ? title : title + ": " + invitee.name);  // who was forgotten has none
    if (invitee.note) writer.text("DESCRIPTION", *invitee.note);
  }
  if (how_.method) write_people(writer, invitee);
  writer.value("STATUS", cancelled_ ? "CANCELLED" : "CONFIRMED");
  writer.value("CLASS", how_.names == IcsNames::hidden ? "PUBLIC" : "PRIVATE");
  writer.value("TRANSP", "OPAQUE");
  writer.value("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY");  // Outlook reads no TRANSP
}

// What is published is for nobody in particular. Who booked has answered with that.
void EventWriter::write_people(LineWriter& writer, const Invitee& invitee) const {
  const Owner& owner = owner_.owner;
  writer.value("ORGANIZER", address(owner.email.value()), {{"CN", owner.title.value_or(owner.name.str())}});
  if (how_.method == IcsMethod::publish) return;
  writer.value("ATTENDEE", address(invitee.email.value()),
               {{"CN", invitee.name}, {"ROLE", "REQ-PARTICIPANT"}, {"PARTSTAT", "ACCEPTED"}});
}

void write_span(LineWriter& writer, const Interval& span) {
  writer.value("DTSTART", utc_text(span.start));
  writer.value("DTEND", utc_text(span.end));
}

}  // namespace calendar
