// calbook changes|undo

#include <fmt/format.h>

#include "calendar/text.hpp"
#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"
#include "views/change.hpp"

namespace calbook {

using calendar::Change;
using calendar::Code;

namespace {

struct ChangesOptions {
  BoundOptions bounds;
  std::string after;
  std::optional<std::size_t> limit;
  std::string change;
  bool dry_run = false;
};

std::int64_t parse_number(const std::string& text) {
  Scanner scanner{text};
  const auto number = scanner.take_number(1, 9);
  if (number && scanner.done()) return *number;
  throw InputError{Code::unknown_change, fmt::format("there is no change '{}'", calendar::excerpt(text)),
                   command_hint("changes")};
}

// Each in its owner's zone, unless one was typed or the owner is gone.
ShownChange shown(Change change, Session& session) {
  const auto owner = session.calendar().find_owner(change.owner);
  return {std::move(change), session.zone(owner)};
}

Report run_changes(const ChangesOptions& options, Session& session) {
  const auto owner = session.typed_owner();
  const calendar::TimeZone zone = session.zone(owner ? owner : session.likely_owner());
  const calendar::Interval range = Bounds{options.bounds, zone, session.now()}.ever();
  const std::int64_t after = options.after.empty() ? 0 : parse_number(options.after);
  std::vector<ShownChange> found;
  for (Change& change : session.calendar().changes(after)) {
    if (!range.contains(change.at) || (owner && change.owner != owner->name)) continue;
    if (options.limit && found.size() == *options.limit) break;
    found.push_back(shown(std::move(change), session));
  }
  return changes_report(std::move(found));
}

Report run_undo(const ChangesOptions& options, Session& session) {
  std::optional<std::int64_t> number;
  if (!options.change.empty()) number = parse_number(options.change);
  std::vector<ShownChange> undone;
  for (Change& change : session.calendar().undo(number, session.now()))
    undone.push_back(shown(std::move(change), session));
  if (!options.dry_run) session.commit(fmt::format("change {} is taken back", undone.front().change.undoes.value()));
  return undone_report(std::move(undone), options.dry_run);
}

}  // namespace

Run declare_changes(Declaration& command) {
  auto options = std::make_shared<ChangesOptions>();
  add_bound_options(command, options->bounds, "Earliest: DATE or DATETIME",
                    "Latest: DATE (inclusive) or DATETIME (exclusive)");
  command.option("--after", options->after, "N", "Only what follows change N, the last one that a script saw");
  command.number("--limit", options->limit, {1, most_listed}, "Maximum number of entries");
  return [options](Session& session) { return run_changes(*options, session); };
}

Run declare_undo(Declaration& command) {
  auto options = std::make_shared<ChangesOptions>();
  command.argument("CHANGE", options->change, "Its number in 'calbook changes' (the last one)", Presence::optional);
  command.flag("--dry-run", options->dry_run, "Show what would be taken back");
  return [options](Session& session) { return run_undo(*options, session); };
}

}  // namespace calbook
