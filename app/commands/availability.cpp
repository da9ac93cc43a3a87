// calbook availability set|override|clear|show

#include <fmt/format.h>

#include <filesystem>

#include "calendar/limits.hpp"
#include "calendar/text.hpp"
#include "commands/commands.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "text/time_text.hpp"
#include "text/usage.hpp"
#include "views/availability.hpp"

namespace calbook {

using calendar::AvailabilityChange;
using calendar::Date;
using calendar::Days;
using calendar::Effect;
using calendar::Owner;

namespace {

struct AvailabilityOptions {
  std::vector<std::string> words;
  std::string dates;
  std::string ranges;
  std::string days;
  std::optional<std::string> service;
  bool dry_run = false;
};

// Changes the availability of the session's owner, and reports it.
Report changed_report(Session& session, const Owner& owner, const AvailabilityChange& change, Effect effect) {
  const auto changed = session.calendar().change_availability(owner, change, session.now(), effect);
  if (effect == Effect::real) session.commit(fmt::format("the availability of {} is changed", owner.name.str()));
  return changed_availability_report(changed, changed.availability.zone.date(session.now()), effect);
}

// DAYS RANGES [DAYS RANGES ...]
AvailabilityChange weekly_change(const std::vector<std::string>& words) {
  if (words.size() % 2 != 0) {
    throw usage::days_without_ranges(words.back());
  }
  AvailabilityChange change;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    const calendar::Windows windows = parse_ranges(words[i + 1]).value();
    for (const std::chrono::weekday day : parse_days(words[i]).value()) {
      const auto named = [&](const auto& each) { return each.first == day; };
      if (std::ranges::any_of(change.weekly, named)) {
        throw InputError{codes::invalid_days, fmt::format("'{}' names {} a second time", words[i], weekday_label(day)),
                         "name each day once"};
      }
      change.weekly.emplace_back(day, windows);
    }
  }
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
  return changed_report(session, session.owner_or_new(effect), change, effect);
}

// DATE[..DATE] RANGES|closed|weekly
AvailabilityChange override_change(const AvailabilityOptions& options, Date today) {
  const DateRange dates = parse_dates(options.dates, Today{today}.for_writing()).value();
  constexpr Days most = calendar::limits::dates;
  if (dates.last - dates.first >= most) {
    throw InputError{codes::usage,
                     fmt::format("'{}' holds more than {} dates", calendar::excerpt(options.dates), most.count()),
                     "override fewer, or close the week itself: calbook availability clear"};
  }
  std::optional<calendar::Windows> windows;
  if (Words{options.ranges}.lower() != "weekly") windows = parse_ranges(options.ranges).value();
  AvailabilityChange change;
  for (Date date = dates.first; date <= dates.last; date += Days{1})
    change.overrides[date] = windows ? std::optional<calendar::Override>{*windows} : std::nullopt;
  return change;
}

Report run_override(const AvailabilityOptions& options, Session& session) {
  const Effect effect = session.rehearse_if(options.dry_run);
  const Owner owner = session.required_owner();
  AvailabilityChange change = override_change(options, session.zone(owner).date(session.now()));
  change.zone = session.invocation().typed_zone();
  return changed_report(session, owner, change, effect);
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
  return changed_report(session, session.required_owner(), change, effect);
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

Run declare_availability_override(Declaration& command) {
  auto options = std::make_shared<AvailabilityOptions>();
  command.argument("DATES", options->dates, "DATE or DATE..DATE (inclusive)");
  command.argument("RANGES", options->ranges, "E.g. 10:00-14:00; closed; or weekly to remove the override");
  add_dry_run(command, *options);
  return [options](Session& session) { return run_override(*options, session); };
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
