// calbook show

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "lines.hpp"
#include "objects.hpp"
#include "session.hpp"

namespace calbook {

namespace {

struct ShowOptions {
  std::string ref;
};

Report run_show(const ShowOptions& options, Context& context) {
  const calendar::Reference ref{options.ref};
  Session session{context, calendar::Store::Access::read};
  const calendar::Appointment appointment = session.calendar().appointment(ref);
  const ShownAppointment shown{appointment, session.zone(appointment.owner)};
  const calendar::Date today = shown.zone.date(context.now());
  Report report;
  report.shape = Report::Shape::single;
  report.columns = appointment_columns;
  report.objects = [shown] { return Objects{appointment_object(shown.appointment, shown.zone)}; };
  report.text = [shown, today](const Ink& ink) { return appointment_details(shown, today, ink); };
  report.brief = ref.str() + "\n";
  return report;
}

}  // namespace

void add_show_command(CLI::App& app, Context& context) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* command = app.add_subcommand("show", "Show an appointment with all that is known of it");
  command->add_option("REF", options->ref, "The appointment's reference, e.g. K7QD3F")->required()->option_text(" ");
  command->callback([options, &context] { context.answer(run_show(*options, context)); });
}

}  // namespace calbook
