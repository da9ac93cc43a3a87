// calbook history

#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "commands/listing.hpp"
#include "commands/search_option.hpp"
#include "views/appointment.hpp"

namespace calbook {

using calendar::Owner;

namespace {

struct HistoryOptions {
  BoundOptions bounds;
  std::optional<std::string> find;
  bool all = false;
};

Report run_history(const HistoryOptions& options, Session& session) {
  Listing listing{.matches = found_by(options.find)};
  listing.whose = whose(options.all, session);
  listing.read = [](auto& calendar, const auto& selected, const auto& part) {
    return calendar.history(selected, part);
  };
  listing.range = [options, &session, now = session.now()](const Owner& owner) {
    return Bounds{options.bounds, session.zone(owner), now}.ever();
  };
  const OwnerColumn columns = listing.whose.column();
  return appointments_report(pages(listing, session), columns, "No appointments then.");
}

}  // namespace

Run declare_history(Declaration& command) {
  auto options = std::make_shared<HistoryOptions>();
  add_start_bound_options(command, options->bounds);
  add_find_option(command, options->find);
  add_all_option(command, options->all);
  return [options](Session& session) { return run_history(*options, session); };
}

}  // namespace calbook
