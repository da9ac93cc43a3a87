// calbook history

#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "commands/listing.hpp"
#include "views/appointment.hpp"

namespace calbook {

using calendar::Owner;

namespace {

struct HistoryOptions {
  BoundOptions bounds;
  bool all = false;
};

Report run_history(const HistoryOptions& options, Session& session) {
  refuse_owner_beside_all(options.all, session.invocation());
  const std::vector<Owner> owners = listed_owners(options.all, session);
  if (owners.empty())
    Bounds{options.bounds, session.zone(std::nullopt), session.now()}
        .ever();  // input errors are reported even without owners
  std::vector<calendar::Selection> selected;
  for (const Owner& owner : owners)
    selected.push_back({owner, Bounds{options.bounds, session.zone(owner), session.now()}.ever()});
  return appointments_report(shown_in_zones(session.calendar().history(selected), owners, session),
                             options.all ? OwnerColumn::shown : OwnerColumn::hidden, "No appointments then.");
}

}  // namespace

Run declare_history(Declaration& command) {
  auto options = std::make_shared<HistoryOptions>();
  add_start_bound_options(command, options->bounds);
  command.flag("--all", options->all, "For all owners");
  return [options](Session& session) { return run_history(*options, session); };
}

}  // namespace calbook
