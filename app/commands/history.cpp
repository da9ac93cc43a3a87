// calbook history

#include <CLI/CLI.hpp>

#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "views/appointment_report.hpp"

namespace calbook {

using calendar::Owner;

namespace {

struct HistoryOptions {
  BoundOptions bounds;
  bool all = false;
};

Report run_history(const HistoryOptions& options, Invocation& invocation) {
  refuse_owner_beside_all(options.all, invocation);
  Session session{invocation, calendar::Store::Access::read};
  const std::vector<Owner> owners = listed_owners(options.all, session);
  if (owners.empty())
    bounds_of(options.bounds, session.zone(std::nullopt),
              invocation.now());  // wrong words are wrong with nobody there, too
  std::vector<calendar::Selection> selected;
  for (const Owner& owner : owners)
    selected.push_back({owner, bounds_of(options.bounds, session.zone(owner), invocation.now())});
  return appointments_report(shown_in_zones(session.calendar().history(selected), owners, session),
                             options.all ? OwnerColumn::shown : OwnerColumn::hidden, "There was nothing then.");
}

}  // namespace

void add_history_command(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<HistoryOptions>();
  CLI::App* command = app.add_subcommand("history", "List all appointments, past and cancelled ones too, by start");
  add_start_bound_options(*command, options->bounds);
  command->add_flag("--all", options->all, "Of every owner");
  command->callback([options, &invocation] { invocation.answer(run_history(*options, invocation)); });
}

}  // namespace calbook
