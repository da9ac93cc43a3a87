// calbook owner list|add|set|remove

#include <fmt/format.h>

#include "calendar/text.hpp"
#include "commands/commands.hpp"
#include "session/session.hpp"
#include "text/time_text.hpp"
#include "text/usage.hpp"
#include "views/lines.hpp"
#include "views/objects.hpp"
#include "views/stranded.hpp"

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

std::string owner_line(const OwnerSummary& summary, std::size_t name_width, std::size_t zone_width) {
  return fmt::format("{:<{}}  {:<{}}  {}\n", summary.owner.name.str(), name_width,
                     calendar::escaped(summary.owner.zone), zone_width, counted(summary.appointments, "appointment"));
}

std::string owner_lines(const std::vector<OwnerSummary>& owners) {
  std::size_t name_width = 0;
  std::size_t zone_width = 0;
  for (const OwnerSummary& summary : owners) {
    name_width = std::max(name_width, summary.owner.name.str().size());
    zone_width = std::max(zone_width, calendar::escaped(summary.owner.zone).size());
  }
  std::string lines;
  for (const OwnerSummary& summary : owners) lines += owner_line(summary, name_width, zone_width);
  return lines;
}

Report run_owner_list(Session& session) {
  const std::vector<OwnerSummary> owners = session.calendar().summaries(session.now());
  Report report;
  report.columns = owner_columns;
  report.objects = [owners] {
    Objects objects;
    for (const OwnerSummary& summary : owners) objects.push_back(owner_object(summary));
    return objects;
  };
  report.text = [owners](const Style&) { return owner_lines(owners); };
  report.quiet = [owners] {
    std::string names;
    for (const OwnerSummary& summary : owners) names += summary.owner.name.str() + "\n";
    return names;
  };
  report.when_empty = "There is no owner yet: calbook availability set mon-fri 09:00-17:00";
  return report;
}

Report single_owner(const OwnerSummary& summary, std::string sentence) {
  Report report;
  report.shape = Report::Shape::single;
  report.columns = owner_columns;
  report.objects = [summary] { return Objects{owner_object(summary)}; };
  report.text = [sentence = std::move(sentence)](const Style&) { return sentence + "\n"; };
  return report;
}

Report run_add(const OwnerOptions& options, Session& session) {
  const OwnerName name{options.name};
  const auto typed_zone = session.invocation().typed_zone();
  const calendar::TimeZone zone = typed_zone ? *typed_zone : session.invocation().system_zone();
  const calendar::Owner added = session.calendar().add_owner(name, zone, Effect::real);
  const std::string sentence = fmt::format("Added {} ({})", name.str(), zone.name());
  session.commit(sentence);
  return single_owner({added, 0}, sentence);
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
  return with_stranded(single_owner(summary, sentence), changed.stranded, *zone);
}

Report run_remove(const OwnerOptions& options, Session& session) {
  const auto removed = session.calendar().remove_owner(session.known(options.name), session.now(),
                                                       options.force ? Removal::forced : Removal::careful);
  const std::string sentence =
      fmt::format("Removed {} ({}), with hours and {}", removed.summary.owner.name.str(),
                  calendar::escaped(removed.summary.owner.zone), counted(removed.records, "appointment"));
  session.commit(sentence);
  return single_owner(removed.summary, sentence);
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
  command.flag("--dry-run", options->dry_run, "Show what would change, and change nothing");
  return [options](Session& session) { return run_set(*options, session); };
}

Run declare_owner_remove(Declaration& command) {
  auto options = std::make_shared<OwnerOptions>();
  command.argument("NAME", options->name, "The owner");
  command.flag("--force", options->force, "Even while there are appointments that have not ended");
  return [options](Session& session) { return run_remove(*options, session); };
}

}  // namespace calbook
