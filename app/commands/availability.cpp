// calbook availability set|clear|show

#include <filesystem>

#include "commands/changed_hours.hpp"
#include "commands/commands.hpp"
#include "commands/day_hours.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "views/availability.hpp"

namespace calbook {

using calendar::AvailabilityChange;
using calendar::Effect;
using calendar::Owner;

namespace {

struct AvailabilityOptions {
  std::vector<std::string> words;
  std::string days;
  std::optional<std::string> service;
  bool dry_run = false;
};

// The change of one owner.
Report changed_report(const Owner& owner, const AvailabilityChange& change, Effect effect, Session& session) {
  return change_hours({{owner, change}}, effect, Report::Shape::single, session);
}

AvailabilityChange weekly_change(const std::vector<std::string>& words) {
  constexpr std::string_view example = "availability set mon-fri 09:00-12:00,13:00-17:00 sat 10:00-14:00";
  AvailabilityChange change;
  for (auto& [day, windows] : read_day_hours(words, Weekly::refused, example))
    change.weekly.emplace_back(day, *windows);
  return change;
}

Report run_set(const AvailabilityOptions& options, Session& session) {
  AvailabilityChange change = weekly_change(options.words);
  if (options.service) change.service = calendar::ServiceName{*options.service};
  change.zone = session.invocation().typed_zone();
  // Checked first, so that a failure leaves no new file behind.
  if (std::error_code ignored; !std::filesystem::exists(session.invocation().file(), ignored))
    new_owner(session.invocation());
  const Effect effect = session.rehearse_if(options.dry_run);
  return changed_report(session.owner_or_new(effect), change, effect, session);
}

Report run_clear(const AvailabilityOptions& options, Session& session) {
  AvailabilityChange change;
  if (options.service) change.service = calendar::ServiceName{*options.service};
  change.shares_hours = options.service && options.days.empty();
  for (const std::chrono::weekday day : parse_days(options.days.empty() ? "daily" : options.days).value()) {
    change.weekly.emplace_back(day, calendar::Windows{});
  }
  change.zone = session.invocation().typed_zone();
  const Effect effect = session.rehearse_if(options.dry_run);
  return changed_report(session.required_owner(), change, effect, session);
}

Report run_show(Session& session) {
  const Owner owner = session.required_owner();
  const auto availability = session.calendar().availability(owner);
  const auto services = session.calendar().service_hours(owner);
  return availability_report({owner.name, availability, services, availability.zone.date(session.now())});
}

void add_dry_run(Declaration& command, AvailabilityOptions& options) {
  command.flag("--dry-run", options.dry_run, "Show what would change without changing it");
}

}  // namespace

Run declare_availability_set(Declaration& command) {
  auto options = std::make_shared<AvailabilityOptions>();
  command.arguments("DAYS RANGES", options->words, "E.g. mon-fri 09:00-12:00,13:00-17:00 sat closed");
  command.option("--service", options->service, "NAME", "Set hours of this service's own instead of the owner's");
  add_dry_run(command, *options);
  return [options](Session& session) { return run_set(*options, session); };
}

Run declare_availability_clear(Declaration& command) {
  auto options = std::make_shared<AvailabilityOptions>();
  command.argument("DAYS", options->days, "E.g. sat,sun; all days if omitted", Presence::optional);
  command.option("--service", options->service, "NAME", "Those of the service; without DAYS it has the owner's again");
  add_dry_run(command, *options);
  return [options](Session& session) { return run_clear(*options, session); };
}

Run declare_availability_show(Declaration&) {
  return run_show;
}

}  // namespace calbook
