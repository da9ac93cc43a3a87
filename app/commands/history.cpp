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

Report run_history(const HistoryOptions& options, Context& context) {
  refuse_owner_beside_all(options.all, context);
  Session session{context, calendar::Store::Access::read};
  const std::vector<Owner> owners = listed_owners(options.all, session);
  if (owners.empty())
    bounds_of(options.bounds, session.zone(std::nullopt),
              context.now());  // wrong words are wrong with nobody there, too
  std::vector<calendar::Selection> selected;
  for (const Owner& owner : owners)
    selected.push_back({owner, bounds_of(options.bounds, session.zone(owner), context.now())});
  return appointments_report(shown_in_zones(session.calendar().history(selected), owners, session),
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
