// calbook availability set|override|clear|show

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "calendar/text.hpp"
#include "commands/commands.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"
#include "text/time_text.hpp"
#include "views/lines.hpp"
#include "views/objects.hpp"
#include "views/stranded.hpp"

namespace calbook {

using calendar::AvailabilityChange;
using calendar::Code;
using calendar::Date;
using calendar::Days;
using calendar::Effect;
using calendar::Error;
using calendar::Owner;
using calendar::OwnerName;
using calendar::Store;

namespace {

struct AvailabilityOptions {
  std::vector<std::string> words;
  std::string dates;
  std::string ranges;
  std::string days = "daily";
  bool dry_run = false;

  Effect effect() const { return dry_run ? Effect::rehearsal : Effect::real; }
};

Store::Access access_for(Effect effect, Store::Access real) {
  return effect == Effect::real ? real : Store::Access::read;
}

Report availability_report(const OwnerName& owner, const calendar::Availability& availability, Date today) {
  Report report;
  report.shape = Report::Shape::single;
  report.columns = availability_columns;
  report.objects = [=] { return Objects{availability_object(owner, availability, today)}; };
  report.text = [=](const Style& style) { return availability_lines(owner, availability, today, style); };
  return report;
}

// Changes what the session's owner has, and reports it.
Report changed_report(Session& session, const Owner& owner, const AvailabilityChange& change, Effect effect,
                      Invocation& invocation) {
  const auto changed = session.calendar().change_availability(owner, change, invocation.now(), effect);
  if (effect == Effect::real) session.commit(fmt::format("the availability of {} is changed", owner.name.str()));

  const auto& zone = changed.availability.zone;
  Report report = availability_report(owner.name, changed.availability, zone.date(invocation.now()));
  if (effect == Effect::rehearsal) {
    report.text = [text = std::move(report.text)](const Style& style) {
      return "Nothing is changed. It would be:\n" + text(style);
    };
  }
  return with_stranded(std::move(report), changed.stranded, zone);
}

// DAYS RANGES [DAYS RANGES ...]
AvailabilityChange weekly_change(const std::vector<std::string>& words) {
  if (words.size() % 2 != 0) {
    throw InputError{codes::usage, fmt::format("'{}' has no RANGES after it", calendar::excerpt(words.back())),
                     command_hint("availability set mon-fri 09:00-12:00,13:00-17:00 sat 10:00-14:00")};
  }
  AvailabilityChange change;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    const calendar::Windows windows = parse_ranges(words[i + 1]);
    for (const std::chrono::weekday day : parse_days(words[i])) {
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

Report run_set(const AvailabilityOptions& options, Invocation& invocation) {
  AvailabilityChange change = weekly_change(options.words);
  change.zone = invocation.typed_zone();
  // What cannot be done leaves no new file behind.
  if (std::error_code ignored; !std::filesystem::exists(invocation.file(), ignored)) new_owner(invocation);
  Session session{invocation, access_for(options.effect(), Store::Access::create)};
  return changed_report(session, session.owner_or_new(options.effect()), change, options.effect(), invocation);
}

// DATE[..DATE] RANGES|closed|weekly
AvailabilityChange override_change(const AvailabilityOptions& options, Date today) {
  const DateRange dates = parse_dates(options.dates, today);
  constexpr Days most{3660};
  if (dates.last - dates.first >= most) {
    throw InputError{codes::usage,
                     fmt::format("'{}' holds more than {} dates", calendar::excerpt(options.dates), most.count()),
                     "override fewer, or close the week itself: calbook availability clear"};
  }
  std::optional<calendar::Windows> windows;
  if (lower(trimmed(options.ranges)) != "weekly") windows = parse_ranges(options.ranges);
  AvailabilityChange change;
  for (Date date = dates.first; date <= dates.last; date += Days{1}) change.overrides[date] = windows;
  return change;
}

Report run_override(const AvailabilityOptions& options, Invocation& invocation) {
  Session session{invocation, access_for(options.effect(), Store::Access::change)};
  const Owner owner = session.required_owner();
  AvailabilityChange change = override_change(options, session.zone(owner).date(invocation.now()));
  change.zone = invocation.typed_zone();
  return changed_report(session, owner, change, options.effect(), invocation);
}

Report run_clear(const AvailabilityOptions& options, Invocation& invocation) {
  AvailabilityChange change;
  for (const std::chrono::weekday day : parse_days(options.days)) change.weekly.emplace_back(day, calendar::Windows{});
  change.zone = invocation.typed_zone();
  Session session{invocation, access_for(options.effect(), Store::Access::change)};
  return changed_report(session, session.required_owner(), change, options.effect(), invocation);
}

Report run_show(Invocation& invocation) {
  Session session{invocation, Store::Access::read};
  const Owner owner = session.required_owner();
  const auto availability = session.calendar().availability(owner);
  return availability_report(owner.name, availability, availability.zone.date(invocation.now()));
}

void add_dry_run(CLI::App& command, AvailabilityOptions& options) {
  command.add_flag("--dry-run", options.dry_run, "Show what would change, and change nothing");
}

}  // namespace

void add_availability_commands(CLI::App& app, Invocation& invocation) {
  CLI::App* noun = app.add_subcommand("availability", "When an owner can be booked: weekly hours and date overrides");
  noun->require_subcommand(1);
  auto options = std::make_shared<AvailabilityOptions>();

  CLI::App* set = noun->add_subcommand("set", "Set the weekly hours of the days named; other days keep theirs");
  set->add_option("DAYS RANGES", options->words, "E.g. mon-fri 09:00-12:00,13:00-17:00 sat closed")
      ->required()
      ->option_text("...");
  add_dry_run(*set, *options);
  set->callback([options, &invocation] { invocation.answer(run_set(*options, invocation)); });

  CLI::App* override = noun->add_subcommand("override", "Set the windows of dates, in place of their weekly hours");
  override->add_option("DATES", options->dates, "DATE or DATE..DATE, both included")->required()->option_text(" ");
  override->add_option("RANGES", options->ranges, "E.g. 10:00-14:00; closed: time off; weekly: as the week again")
      ->required()
      ->option_text(" ");
  add_dry_run(*override, *options);
  override->callback([options, &invocation] { invocation.answer(run_override(*options, invocation)); });

  CLI::App* clear = noun->add_subcommand("clear", "No hours on those days; overrides stay");
  clear->add_option("DAYS", options->days, "E.g. sat,sun; all days when left out")->option_text(" ");
  add_dry_run(*clear, *options);
  clear->callback([options, &invocation] { invocation.answer(run_clear(*options, invocation)); });

  CLI::App* show = noun->add_subcommand("show", "The week, then the overrides from today on");
  show->callback([&invocation] { invocation.answer(run_show(invocation)); });
}

}  // namespace calbook
