// calbook history

#include <CLI/CLI.hpp>

#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "views/appointment_report.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::OwnerName;

namespace {

struct HistoryOptions {
  BoundOptions bounds;
  bool all = false;
};

Report run_history(const HistoryOptions& options, Context& context) {
  refuse_owner_beside_all(options.all, context);
  Session session{context, calendar::Store::Access::read};
  std::vector<OwnerName> owners;
  if (options.all) {
    owners = session.calendar().owner_names();
  } else if (const auto owner = session.owner()) {
    owners.push_back(*owner);
  } else {
    bounds_of(options.bounds, session.zone(std::nullopt),
              context.now());  // wrong words are wrong with nobody there, too
  }
  std::vector<Appointment> found;
  for (const OwnerName& owner : owners) {
    const calendar::Interval range = bounds_of(options.bounds, session.zone(owner), context.now());
    std::ranges::move(session.calendar().history(owner, range), std::back_inserter(found));
  }
  std::ranges::stable_sort(found, {}, [](const Appointment& appointment) { return appointment.span.start; });
  return appointments_report(shown_in_zones(std::move(found), session),
                             options.all ? OwnerColumn::shown : OwnerColumn::hidden, "There was nothing then.");
}

}  // namespace

void add_history_command(CLI::App& app, Context& context) {
  auto options = std::make_shared<HistoryOptions>();
  CLI::App* command = app.add_subcommand("history", "List all appointments, past and cancelled ones too, by start");
  add_start_bound_options(*command, options->bounds);
  command->add_flag("--all", options->all, "Of every owner");
  command->callback([options, &context] { context.answer(run_history(*options, context)); });
}

}  // namespace calbook
