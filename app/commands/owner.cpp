// calbook owner list|add|set|remove

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "calendar/text.hpp"
#include "commands/commands.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "text/time_text.hpp"
#include "views/lines.hpp"
#include "views/objects.hpp"
#include "views/stranded.hpp"

namespace calbook {

using calendar::Effect;
using calendar::OwnerName;
using calendar::OwnerSummary;
using calendar::Removal;
using calendar::Store;

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

Report run_owner_list(Invocation& invocation) {
  Session session{invocation, Store::Access::read};
  const std::vector<OwnerSummary> owners = session.calendar().summaries(invocation.now());
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

Report run_add(const OwnerOptions& options, Invocation& invocation) {
  const OwnerName name{options.name};
  const calendar::TimeZone zone = invocation.typed_zone() ? *invocation.typed_zone() : invocation.system_zone();
  Session session{invocation, Store::Access::create};
  const calendar::Owner added = session.calendar().add_owner(name, zone, Effect::real);
  const std::string sentence = fmt::format("Added {} ({})", name.str(), zone.name());
  session.commit(sentence);
  return single_owner({added, 0}, sentence);
}

Report run_set(const OwnerOptions& options, Invocation& invocation) {
  const auto zone = invocation.typed_zone();
  if (!zone) {
    throw InputError{codes::usage, "'owner set' needs --tz, the new zone",
                     command_hint(fmt::format("owner set {} --tz Europe/Berlin", calendar::shell_word(options.name)))};
  }
  const Effect effect = options.dry_run ? Effect::rehearsal : Effect::real;
  Session session{invocation, effect == Effect::real ? Store::Access::change : Store::Access::read};
  calendar::AvailabilityChange change;
  change.zone = zone;
  const auto changed =
      session.calendar().change_availability(session.known(options.name), change, invocation.now(), effect);
  const OwnerSummary summary = session.calendar().summary(changed.owner, invocation.now());
  const std::string sentence = fmt::format("{} {} in {}", changed.owner.name.str(),
                                           effect == Effect::real ? "is now" : "would be", zone->name());
  if (effect == Effect::real) session.commit(sentence);
  return with_stranded(single_owner(summary, sentence), changed.stranded, *zone);
}

Report run_remove(const OwnerOptions& options, Invocation& invocation) {
  Session session{invocation, Store::Access::change};
  const auto removed = session.calendar().remove_owner(session.known(options.name), invocation.now(),
                                                       options.force ? Removal::forced : Removal::careful);
  const std::string sentence =
      fmt::format("Removed {} ({}), with hours and {}", removed.summary.owner.name.str(),
                  calendar::escaped(removed.summary.owner.zone), counted(removed.records, "appointment"));
  session.commit(sentence);
  return single_owner(removed.summary, sentence);
}

}  // namespace

void add_owner_commands(CLI::App& app, Invocation& invocation) {
  CLI::App* noun = app.add_subcommand("owner", "Whose time can be booked: list, add, set a zone, remove");
  noun->require_subcommand(1);
  auto options = std::make_shared<OwnerOptions>();

  CLI::App* list = noun->add_subcommand("list", "List the owners, their zones, and how many appointments lie ahead");
  list->callback([&invocation] { invocation.answer(run_owner_list(invocation)); });

  CLI::App* add = noun->add_subcommand("add", "Add an owner in the zone of --tz, else of this system");
  add->add_option("NAME", options->name, "1 to 32 of a-z, 0-9 and -")->required()->option_text(" ");
  add->callback([options, &invocation] { invocation.answer(run_add(*options, invocation)); });

  CLI::App* set = noun->add_subcommand("set", "Move an owner to the zone of --tz; hours keep their wall-clock times");
  set->add_option("NAME", options->name, "The owner")->required()->option_text(" ");
  set->add_flag("--dry-run", options->dry_run, "Show what would change, and change nothing");
  set->callback([options, &invocation] { invocation.answer(run_set(*options, invocation)); });

  CLI::App* remove = noun->add_subcommand("remove", "Remove an owner with hours and appointments");
  remove->add_option("NAME", options->name, "The owner")->required()->option_text(" ");
  remove->add_flag("--force", options->force, "Even while there are appointments that have not ended");
  remove->callback([options, &invocation] { invocation.answer(run_remove(*options, invocation)); });
}

}  // namespace calbook
