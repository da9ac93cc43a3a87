// calbook changes|undo

#include <fmt/format.h>

#include <limits>
#include <map>

#include "calendar/text.hpp"
#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "commands/listing.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"
#include "text/time_text.hpp"
#include "text/usage.hpp"
#include "views/change.hpp"
#include "views/forgotten.hpp"

namespace calbook {

using calendar::Change;
using calendar::Code;

namespace {

struct ChangesOptions {
  BoundOptions bounds;
  std::string after;
  std::string prune;
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
class ShownIn {
 public:
  ShownIn(Session& session, calendar::TimeZone recorded) : session_{session}, recorded_{std::move(recorded)} {}

  ShownChange operator()(Change change) {
    auto known = zones_.find(change.owner);
    if (known == zones_.end())
      known = zones_.emplace(change.owner, session_.zone(session_.calendar().find_owner(change.owner))).first;
    return {std::move(change), known->second, recorded_};
  }

 private:
  Session& session_;
  calendar::TimeZone recorded_;
  std::map<calendar::OwnerName, calendar::TimeZone> zones_;
};

// So many changes, each with all of its entries: who goes on from the last number misses none.
Pages<ShownChange> pages(calendar::ChangeSelection selected, std::optional<std::size_t> limit,
                         const calendar::TimeZone& zone, Session& session) {
  selected.limit = listed_a_page;
  return [selected, left = limit.value_or(std::numeric_limits<std::size_t>::max()), done = false,
          shown = ShownIn{session, zone}, &session]() mutable -> std::optional<std::vector<ShownChange>> {
    if (done) return std::nullopt;
    std::vector<Change> found = session.calendar().changes(selected);
    done = found.size() < selected.limit;
    std::vector<ShownChange> page;
    for (Change& change : found) {
      const bool goes_on = change.number == selected.after && change.position > selected.after_position;
      if (!goes_on && left-- == 0) {
        done = true;
        break;
      }
      selected.after = change.number;
      selected.after_position = change.position;
      page.push_back(shown(std::move(change)));
    }
    return page;
  };
}

Report run_prune(const ChangesOptions& options, Session& session) {
  const bool with_others = options.bounds.typed() || !options.after.empty() || options.limit || session.typed_owner() ||
                           session.invocation().picks();
  if (with_others) throw usage::alone("--prune");
  const calendar::TimeZone zone = session.zone(session.likely_owner());
  const calendar::Date date = date_to_forget_before("changes --prune", options.prune, zone.date(session.now()));
  const std::int64_t count = session.calendar().prune_changes(zone.opening(date));
  session.commit(fmt::format("{} changes are forgotten", count));
  return forgotten_report(count,
                          fmt::format("Forgot {} change{} before {}", count, count == 1 ? "" : "s", day_label(date)));
}

Report run_changes(const ChangesOptions& options, Session& session) {
  if (!options.prune.empty()) return run_prune(options, session);
  session.rehearse_if(true);
  calendar::ChangeSelection selected{.owner = session.typed_owner()};
  const calendar::TimeZone zone = session.zone(selected.owner ? selected.owner : session.likely_owner());
  selected.made = Bounds{options.bounds, zone, session.now()}.ever();
  if (!options.after.empty()) selected.after = parse_number(options.after);
  const bool several = !selected.owner && session.calendar().owners().size() > 1;
  return changes_report(pages(selected, options.limit, zone, session),
                        several ? OwnerColumn::shown : OwnerColumn::hidden);
}

// Who may be gone, for an undoing can bring them back.
std::optional<calendar::Owner> likely_owner_if_there(Session& session) {
  const auto typed = session.invocation().typed_owner();
  const auto named = typed ? typed : session.invocation().usual_owner();
  return named ? session.calendar().find_owner(calendar::OwnerName{*named}) : session.likely_owner();
}

Report run_undo(const ChangesOptions& options, Session& session) {
  std::optional<std::int64_t> number;
  if (!options.change.empty()) number = parse_number(options.change);
  ShownIn shown{session, session.zone(likely_owner_if_there(session))};
  std::vector<ShownChange> undone;
  for (Change& change : session.calendar().undo(number, session.now())) {
    session.must_be_of_typed_owner(fmt::format("change {}", change.undoes.value()), change.owner);
    undone.push_back(shown(std::move(change)));
  }
  if (!options.dry_run) session.commit(fmt::format("change {} is taken back", undone.front().change.undoes.value()));
  return undone_report(std::move(undone), options.dry_run);
}

}  // namespace

Run declare_changes(Declaration& command) {
  auto options = std::make_shared<ChangesOptions>();
  options->bounds.command = "changes";
  command.arguments("DATES", options->bounds.dates, "DATE or DATE..DATE, inclusive, on which it was done",
                    Presence::optional);
  add_bound_options(command, options->bounds, "Earliest: DATE or DATETIME",
                    "Latest: DATE (inclusive) or DATETIME (exclusive)");
  command.option("--after", options->after, "N", "Only what follows change N, the last one that a script saw");
  command.number("--limit", options->limit, {1, most_listed}, "Maximum number of changes, each with all its entries");
  command.option("--prune", options->prune, "DATE", "Forget what was done before DATE, for good");
  return [options](Session& session) { return run_changes(*options, session); };
}

Run declare_undo(Declaration& command) {
  auto options = std::make_shared<ChangesOptions>();
  command.argument("CHANGE", options->change, "Its number in 'calbook changes' (the last one)", Presence::optional);
  command.flag("--dry-run", options->dry_run, "Show what would be taken back");
  return [options](Session& session) { return run_undo(*options, session); };
}

}  // namespace calbook
