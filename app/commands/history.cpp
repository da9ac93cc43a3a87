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
  Listing listing{.all = options.all};
  listing.read = [](auto& calendar, const auto& selected, const auto& part) {
    return calendar.history(selected, part);
  };
  listing.range = [options, &session, now = session.now()](const Owner& owner) {
    return Bounds{options.bounds, session.zone(owner), now}.ever();
  };
  return appointments_report(pages(listing, session), options.all ? OwnerColumn::shown : OwnerColumn::hidden,
                             "No appointments then.");
}

}  // namespace

Run declare_history(Declaration& command) {
  auto options = std::make_shared<HistoryOptions>();
  add_start_bound_options(command, options->bounds);
  command.flag("--all", options->all, "For all owners");
  return [options](Session& session) { return run_history(*options, session); };
}

}  // namespace calbook
