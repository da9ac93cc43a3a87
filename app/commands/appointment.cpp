// calbook show|cancel|reschedule REF

#include <fmt/format.h>

#include "commands/commands.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "views/appointment.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Reference;

namespace {

struct AppointmentOptions {
  std::string ref;
  std::optional<std::string> reason;
  std::vector<std::string> when;
};

Appointment found(const AppointmentOptions& options, Session& session) {
  const Reference ref{options.ref};
  Appointment appointment = session.calendar().appointment(ref);
  session.must_be_of_typed_owner(fmt::format("appointment {}", ref.str()), appointment.owner);
  return appointment;
}

Report run_show(const AppointmentOptions& options, Session& session) {
  const Appointment appointment = found(options, session);
  return details_report({appointment, session.zone(appointment.owner)}, session.now());
}

Report run_cancel(const AppointmentOptions& options, Session& session) {
  const Reference ref = found(options, session).ref.value();
  const Appointment cancelled = session.calendar().cancel(ref, options.reason, session.now());
  const ShownAppointment shown{cancelled, session.zone(cancelled.owner)};
  session.commit(fmt::format("{} is cancelled", ref.str()));
  return cancelled_report(shown, session.now());
}

Report run_reschedule(const AppointmentOptions& options, Session& session) {
  const Appointment appointment = found(options, session);
  const Reference ref = appointment.ref.value();
  const calendar::TimeZone zone = session.zone(appointment.owner);
  const calendar::Instant start = parse_start(Words{options.when}, zone, zone.date(session.now())).value();
  const calendar::Move move = session.calendar().reschedule(ref, start, zone, session.now());
  if (move.moved()) session.commit(fmt::format("{} is moved", ref.str()));
  return moved_report(move, zone, session.now());
}

void add_reference(Declaration& command, AppointmentOptions& options) {
  command.argument("REF", options.ref, "The appointment's reference, e.g. K7QD3F");
}

}  // namespace

Run declare_show(Declaration& command) {
  auto options = std::make_shared<AppointmentOptions>();
  add_reference(command, *options);
  return [options](Session& session) { return run_show(*options, session); };
}

Run declare_cancel(Declaration& command) {
  auto options = std::make_shared<AppointmentOptions>();
  add_reference(command, *options);
  command.option("--reason", options->reason, "TEXT", "Why");
  return [options](Session& session) { return run_cancel(*options, session); };
}

Run declare_reschedule(Declaration& command) {
  auto options = std::make_shared<AppointmentOptions>();
  add_reference(command, *options);
  command.arguments("DATETIME", options->when, "E.g. fri 10:00 or 2026-12-01T09:30");
  return [options](Session& session) { return run_reschedule(*options, session); };
}

}  // namespace calbook
