// calbook show|cancel|reschedule REF

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/commands.hpp"
#include "input/grammar.hpp"
#include "text/time_text.hpp"
#include "views/appointment_report.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Reference;
using calendar::Store;

namespace {

struct AppointmentOptions {
  std::string ref;
  std::optional<std::string> reason;
  std::vector<std::string> when;
};

Report run_show(const AppointmentOptions& options, Invocation& invocation) {
  const Reference ref{options.ref};
  Session session{invocation, Store::Access::read};
  const Appointment appointment = session.calendar().appointment(ref);
  const ShownAppointment shown{appointment, session.zone(appointment.owner)};
  Report report = appointment_report(shown, {});
  report.text = [shown, today = shown.zone.date(invocation.now())](const Style& style) {
    return appointment_details(shown, today, style);
  };
  return report;
}

Report run_cancel(const AppointmentOptions& options, Invocation& invocation) {
  const Reference ref{options.ref};
  Session session{invocation, Store::Access::change};
  const Appointment cancelled = session.calendar().cancel(ref, options.reason, invocation.now());
  const ShownAppointment shown{cancelled, session.zone(cancelled.owner)};
  session.commit(fmt::format("{} is cancelled", ref.str()));
  return appointment_report(shown,
                            fmt::format("Cancelled {}  {}", ref.str(), appointment_phrase(shown, invocation.now())));
}

Report run_reschedule(const AppointmentOptions& options, Invocation& invocation) {
  const Reference ref{options.ref};
  Session session{invocation, Store::Access::change};
  const Appointment before = session.calendar().appointment(ref);
  const calendar::TimeZone zone = session.zone(before.owner);
  const TypedTime when = parse_datetime(fmt::format("{}", fmt::join(options.when, " ")), zone.date(invocation.now()));
  const calendar::Move move = session.calendar().reschedule(ref, resolve(when, zone), zone, invocation.now());
  const ShownAppointment shown{move.after, zone};
  if (!move.moved())
    return appointment_report(
        shown, fmt::format("{} is there already  {}", ref.str(), appointment_phrase(shown, invocation.now())));
  session.commit(fmt::format("{} is moved", ref.str()));
  return appointment_report(shown,
                            fmt::format("Moved {}  {}, was {}", ref.str(), appointment_phrase(shown, invocation.now()),
                                        span_label(before.span, zone)));
}

CLI::App* add_command(CLI::App& app, const char* name, const char* description, AppointmentOptions& options) {
  CLI::App* command = app.add_subcommand(name, description);
  command->add_option("REF", options.ref, "The appointment's reference, e.g. K7QD3F")->required()->option_text(" ");
  return command;
}

}  // namespace

void add_show_command(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<AppointmentOptions>();
  CLI::App* command = add_command(app, "show", "Show an appointment with all that is known of it", *options);
  command->callback([options, &invocation] { invocation.answer(run_show(*options, invocation)); });
}

void add_cancel_command(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<AppointmentOptions>();
  CLI::App* command =
      add_command(app, "cancel", "Cancel an appointment: its time is free at once, its record stays", *options);
  command->add_option("--reason", options->reason, "Why")->option_text("TEXT");
  command->callback([options, &invocation] { invocation.answer(run_cancel(*options, invocation)); });
}

void add_reschedule_command(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<AppointmentOptions>();
  CLI::App* command =
      add_command(app, "reschedule", "Move an appointment; it keeps its reference and its length", *options);
  command->add_option("DATETIME", options->when, "E.g. fri 10:00 or 2026-12-01T09:30")->required()->option_text("...");
  command->callback([options, &invocation] { invocation.answer(run_reschedule(*options, invocation)); });
}

}  // namespace calbook
