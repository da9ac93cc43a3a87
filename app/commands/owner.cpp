// calbook owner list|add|set|rename|remove

#include <fmt/format.h>

#include "calendar/text.hpp"
#include "commands/commands.hpp"
#include "commands/limit.hpp"
#include "session/session.hpp"
#include "text/time_text.hpp"
#include "text/usage.hpp"
#include "text/words.hpp"
#include "views/owner.hpp"

namespace calbook {

using calendar::Effect;
using calendar::OwnerName;
using calendar::Removal;

namespace {

struct OwnerOptions {
  std::string name, new_name;
  std::optional<std::string> title, email, answer;
  std::string max_per_day;
  bool force = false;
  bool dry_run = false;
};

Report run_owner_list(Session& session) {
  return owners_report(session.calendar().summaries(session.now()));
}

std::optional<std::optional<std::string>> text_or_none(const std::optional<std::string>& typed) {
  if (!typed) return std::nullopt;
  return Words{*typed}.lower() == "none" ? std::optional<std::string>{} : typed;
}

calendar::OwnerChange change_of(const OwnerOptions& options) {
  calendar::OwnerChange change{.title = text_or_none(options.title),
                               .email = text_or_none(options.email),
                               .answered = text_or_none(options.answer)};
  if (!options.max_per_day.empty()) change.max_per_day = parse_limit(options.max_per_day, "max-per-day", "a day");
  return change;
}

bool any(const calendar::OwnerChange& change) {
  return change.title || change.email || change.max_per_day || change.answered;
}

Report run_add(const OwnerOptions& options, Session& session) {
  const OwnerName name{options.name};
  const calendar::OwnerChange change = change_of(options);
  const auto typed_zone = session.invocation().typed_zone();
  const calendar::TimeZone zone = typed_zone ? *typed_zone : session.invocation().system_zone();
  calendar::Owner added = session.calendar().add_owner(name, zone, session.now(), Effect::real);
  if (any(change)) added = session.calendar().set_owner(added, change, session.now(), Effect::real).owner;
  const std::string sentence = "Added " + owner_label(added);
  session.commit(sentence);
  return owner_report({added, 0}, sentence);
}

Report run_set(const OwnerOptions& options, Session& session) {
  calendar::OwnerChange change = change_of(options);
  change.zone = session.invocation().typed_zone();
  if (!any(change) && !change.zone) throw usage::nothing_to_set(options.name);
  const Effect effect = session.rehearse_if(options.dry_run);
  const auto changed = session.calendar().set_owner(session.known(options.name), change, session.now(), effect);
  const std::int64_t ahead = session.calendar().summary(changed.owner, session.now()).appointments;
  const calendar::TimeZone zone = changed.owner.time_zone();
  const std::string_view is = effect == Effect::real ? "is now" : "would be";
  const std::string sentence = any(change) ? fmt::format("It {} {}", is, owner_label(changed.owner))
                                           : fmt::format("{} {} in {}", changed.owner.name.str(), is, zone.name());
  if (effect == Effect::real) session.commit(sentence);
  return changed_owner_report({{changed.owner, ahead}, shown_in(zone, changed.stranded)}, sentence);
}

Report run_rename(const OwnerOptions& options, Session& session) {
  const OwnerName new_name{options.new_name};
  const calendar::Owner renamed = session.calendar().rename_owner(session.known(options.name), new_name, session.now());
  const std::string sentence = fmt::format("{} is now {}", options.name, new_name.str());
  session.commit(sentence);
  return owner_report(session.calendar().summary(renamed, session.now()), sentence);
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

void add_fields(Declaration& command, OwnerOptions& options) {
  command.option("--title", options.title, "TEXT", "The name shown to people; or none");
  command.option("--email", options.email, "ADDRESS", "Where the owner is told of bookings; or none");
  command.option("--answer", options.answer, "LIST",
                 "Whose invitations ics answer answers: addresses and @domains, separated by commas; or none");
  command.option("--max-per-day", options.max_per_day, "N",
                 "Maximum number of appointments on a date, whatever the service; or none");
}

}  // namespace

Run declare_owner_list(Declaration&) {
  return run_owner_list;
}

Run declare_owner_add(Declaration& command) {
  auto options = std::make_shared<OwnerOptions>();
  command.argument("NAME", options->name, "1 to 32 of a-z, 0-9 and -");
  add_fields(command, *options);
  return [options](Session& session) { return run_add(*options, session); };
}

Run declare_owner_set(Declaration& command) {
  auto options = std::make_shared<OwnerOptions>();
  command.argument("NAME", options->name, "The owner");
  add_fields(command, *options);
  command.flag("--dry-run", options->dry_run, "Show what would change without changing it");
  return [options](Session& session) { return run_set(*options, session); };
}

Run declare_owner_rename(Declaration& command) {
  auto options = std::make_shared<OwnerOptions>();
  command.argument("OLD", options->name, "The owner");
  command.argument("NEW", options->new_name, "1 to 32 of a-z, 0-9 and -");
  return [options](Session& session) { return run_rename(*options, session); };
}

Run declare_owner_remove(Declaration& command) {
  auto options = std::make_shared<OwnerOptions>();
  command.argument("NAME", options->name, "The owner");
  command.flag("--force", options->force, "Even if it has appointments that have not ended");
  return [options](Session& session) { return run_remove(*options, session); };
}

}  // namespace calbook
