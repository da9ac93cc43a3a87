// calbook owner list|add|set|remove

#include <fmt/format.h>

#include "calendar/text.hpp"
#include "commands/commands.hpp"
#include "session/session.hpp"
#include "text/time_text.hpp"
#include "text/usage.hpp"
#include "views/owner.hpp"

namespace calbook {

using calendar::Effect;
using calendar::OwnerName;
using calendar::OwnerSummary;
using calendar::Removal;

namespace {

struct OwnerOptions {
  std::string name;
  bool force = false;
  bool dry_run = false;
};

Report run_owner_list(Session& session) {
  return owners_report(session.calendar().summaries(session.now()));
}

Report run_add(const OwnerOptions& options, Session& session) {
  const OwnerName name{options.name};
  const auto typed_zone = session.invocation().typed_zone();
  const calendar::TimeZone zone = typed_zone ? *typed_zone : session.invocation().system_zone();
  const calendar::Owner added = session.calendar().add_owner(name, zone, session.now(), Effect::real);
  const std::string sentence = fmt::format("Added {} ({})", name.str(), zone.name());
  session.commit(sentence);
  return owner_report({added, 0}, sentence);
}

Report run_set(const OwnerOptions& options, Session& session) {
  const auto zone = session.invocation().typed_zone();
  if (!zone) throw usage::zone_missing(options.name);
  const Effect effect = session.rehearse_if(options.dry_run);
  calendar::AvailabilityChange change;
  change.zone = zone;
  const auto changed =
      session.calendar().change_availability(session.known(options.name), change, session.now(), effect);
  const OwnerSummary summary = session.calendar().summary(changed.owner, session.now());
  const std::string sentence = fmt::format("{} {} in {}", changed.owner.name.str(),
                                           effect == Effect::real ? "is now" : "would be", zone->name());
  if (effect == Effect::real) session.commit(sentence);
  return changed_owner_report({summary, shown_in(*zone, changed.stranded)}, sentence);
}

Report run_remove(const OwnerOptions& options, Session& session) {
  const auto removed = session.calendar().remove_owner(session.known(options.name), session.now(),
                                                       options.force ? Removal::forced : Removal::careful);
  const std::string sentence =
      fmt::format("Removed {} ({}), along with hours and {}", removed.summary.owner.name.str(),
                  calendar::escaped(removed.summary.owner.zone), counted(removed.records, "appointment"));
  session.commit(sentence);
  return owner_report(removed.summary, sentence);
}

}  // namespace

Run declare_owner_list(Declaration&) {
  return run_owner_list;
}

Run declare_owner_add(Declaration& command) {
  auto options = std::make_shared<OwnerOptions>();
  command.argument("NAME", options->name, "1 to 32 of a-z, 0-9 and -");
  return [options](Session& session) { return run_add(*options, session); };
}

Run declare_owner_set(Declaration& command) {
  auto options = std::make_shared<OwnerOptions>();
  command.argument("NAME", options->name, "The owner");
  command.flag("--dry-run", options->dry_run, "Show what would change without changing it");
  return [options](Session& session) { return run_set(*options, session); };
}

Run declare_owner_remove(Declaration& command) {
  auto options = std::make_shared<OwnerOptions>();
  command.argument("NAME", options->name, "The owner");
  command.flag("--force", options->force, "Even if it has appointments that have not ended");
  return [options](Session& session) { return run_remove(*options, session); };
}

}  // namespace calbook
