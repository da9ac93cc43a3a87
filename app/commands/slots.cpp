// calbook slots search|why

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <limits>

#include "calendar/text.hpp"
#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "text/time_text.hpp"
#include "views/lines.hpp"
#include "views/objects.hpp"
#include "views/refusal.hpp"

namespace calbook {

using calendar::Code;
using calendar::Date;
using calendar::Days;
using calendar::Error;
using calendar::Instant;
using calendar::Interval;
using calendar::Store;
using calendar::TimeZone;

namespace {

struct SearchOptions {
  std::vector<std::string> dates;
  BoundOptions bounds;
  std::optional<int> days;
  std::optional<std::size_t> limit;
  std::string service = "default";
};

constexpr int most_days = 3660;

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

void check_length(const Interval& range, std::string_view words) {
  if (range.end - range.start <= Days{most_days + 1}) return;
  throw InputError{codes::usage, fmt::format("'{}' is more than {} days", calendar::excerpt(words), most_days),
                   "search a shorter range"};
}

Interval search_range(const SearchOptions& options, const TimeZone& zone, Instant now) {
  if (!options.dates.empty()) {
    const std::string words = joined(options.dates);
    if (!options.bounds.from.empty() || !options.bounds.to.empty() || options.days) {
      throw InputError{codes::usage,
                       fmt::format("'{}' is given beside --from, --to or --days", calendar::excerpt(words)),
                       "name the dates one way: calbook slots search --from today --to fri"};
    }
    const DateRange dates = parse_dates(words, zone.date(now));
    const Interval range = zone.dates(dates.first, dates.last);
    check_length(range, words);
    return range;
  }
  if (!options.bounds.to.empty() && options.days) {
    throw InputError{codes::usage, "--days is given beside --to", "name the end one way"};
  }
  const Instant start = options.bounds.from.empty() ? now : from_bound(options.bounds.from, zone, now);
  if (options.bounds.to.empty()) return {start, zone.opening(zone.date(start) + Days{options.days.value_or(7)})};
  const Interval range{start, to_bound(options.bounds, start, zone, now)};
  check_length(range, options.bounds.from + ".." + options.bounds.to);
  return range;
}

// Slots as they are listed: whose, and in which zone.
struct ShownSlots {
  std::vector<Interval> slots;
  std::optional<calendar::OwnerName> owner;  ///< Nobody has no slots.
  calendar::ServiceName service;
  TimeZone zone;
};

Report slots_report(ShownSlots shown) {
  const auto all = std::make_shared<const ShownSlots>(std::move(shown));
  Report report;
  report.columns = slot_columns;
  report.quiet = [all] {
    std::string starts;
    for (const Interval& slot : all->slots) starts += rfc3339_minutes(slot.start, all->zone) + "\n";
    return starts;
  };
  report.text = [all](const Style& style) { return slot_lines(all->slots, all->zone, style); };
  report.objects = [all] {
    Objects objects;
    for (const Interval& slot : all->slots) objects.push_back(slot_object(slot, *all->owner, all->service, all->zone));
    return objects;
  };
  report.when_empty = "Nothing is free then: calbook availability show";
  return report;
}

// The slots of a long range, some dates at a time, so that memory does not grow with their number.
class SlotPieces {
 public:
  SlotPieces(calendar::Agenda agenda, const Interval& range, Instant now, std::size_t limit, ShownSlots shown)
      : agenda_{std::move(agenda)}, rest_{range}, now_{now}, left_{limit}, shown_{std::move(shown)} {}

  std::optional<Report> next() {
    if (rest_.empty() || left_ == 0) return std::nullopt;
    constexpr Days dates_a_piece{28};
    const TimeZone& zone = shown_.zone;
    const Instant end = std::min(rest_.end, zone.opening(zone.date(rest_.start) + dates_a_piece));
    shown_.slots = free_slots(agenda_, {rest_.start, end}, now_);
    shown_.slots.resize(std::min(shown_.slots.size(), left_));
    left_ -= shown_.slots.size();
    rest_.start = end;
    return slots_report(shown_);
  }

 private:
  calendar::Agenda agenda_;
  Interval rest_;
  Instant now_;
  std::size_t left_;
  ShownSlots shown_;
};

Report run_search(const SearchOptions& options, Invocation& invocation) {
  const calendar::ServiceName service{options.service};
  Session session{invocation, Store::Access::read};
  const auto owner = session.owner();
  const TimeZone zone = session.zone(owner);
  const Interval range = search_range(options, zone, invocation.now());
  if (!owner) return slots_report({{}, {}, service, zone});
  Report report = slots_report({{}, owner->name, service, zone});
  const auto pieces = std::make_shared<SlotPieces>(
      session.calendar().agenda(*owner, service, range), range, invocation.now(),
      options.limit.value_or(std::numeric_limits<std::size_t>::max()), ShownSlots{{}, owner->name, service, zone});
  report.next = [pieces] { return pieces->next(); };
  return report;
}

struct WhyOptions {
  std::vector<std::string> when;
  std::string service = "default";
};

Object why_object(const calendar::Verdict& verdict) {
  List reasons;
  for (const calendar::Refusal& reason : verdict.reasons) {
    reasons.emplace_back(Object{{"error", reason.code().name}, {"message", refusal_message(reason, verdict)}});
  }
  return {{"start", rfc3339(verdict.slot.start, verdict.zone)},
          {"end", rfc3339(verdict.slot.end, verdict.zone)},
          {"bookable", verdict.allowed()},
          {"reasons", std::move(reasons)}};
}

std::string why_lines(const calendar::Verdict& verdict) {
  if (verdict.allowed()) return fmt::format("{} can be booked\n", span_label(verdict.slot, verdict.zone));
  std::string lines;
  for (const calendar::Refusal& reason : verdict.reasons) {
    lines += fmt::format("{}  {}\n", reason.code().name, refusal_message(reason, verdict));
  }
  return lines + refusal_hint(verdict) + "\n";
}

Report run_why(const WhyOptions& options, Invocation& invocation) {
  const calendar::ServiceName service{options.service};
  Session session{invocation, Store::Access::read};
  const auto owner = session.owner();
  const TimeZone zone = session.zone(owner);
  const Instant start = resolve(parse_datetime(joined(options.when), zone.date(invocation.now())), zone);
  const calendar::Verdict verdict = session.calendar().why(bookable(owner), service, start, zone, invocation.now());
  Report report;
  report.shape = Report::Shape::single;
  report.columns = why_columns;
  report.objects = [verdict] { return Objects{why_object(verdict)}; };
  report.text = [verdict](const Style&) { return why_lines(verdict); };
  return report;
}

}  // namespace

void add_slots_commands(CLI::App& app, Invocation& invocation) {
  CLI::App* noun = app.add_subcommand("slots", "Free time that can be booked: search it, or ask why a time is not");
  noun->require_subcommand(1);
  auto options = std::make_shared<SearchOptions>();

  CLI::App* search = noun->add_subcommand("search", "List free slots, in time order");
  search
      ->add_option("DATES", options->dates,
                   "DATE or DATE..DATE, both included; when left out, today and the six after it")
      ->option_text("...");
  add_start_bound_options(*search, options->bounds);
  search->add_option("--days", options->days, "How many dates from --from, or from today, on (7)")
      ->option_text("N")
      ->check(CLI::Range(1, most_days));
  search->add_option("--limit", options->limit, "At most so many slots")
      ->option_text("N")
      ->check(CLI::Range(1, 1'000'000));
  search->add_option("--service", options->service, "The kind of appointment (default)")->option_text("NAME");
  search->callback([options, &invocation] { invocation.answer(run_search(*options, invocation)); });

  auto why_options = std::make_shared<WhyOptions>();
  CLI::App* why =
      noun->add_subcommand("why", "Say whether a time can be booked and, if not, each rule that forbids it");
  why->add_option("DATETIME", why_options->when, "E.g. tomorrow 10:00 or 2026-12-01T09:30")
      ->required()
      ->option_text("...");
  why->add_option("--service", why_options->service, "The kind of appointment (default)")->option_text("NAME");
  why->callback([why_options, &invocation] { invocation.answer(run_why(*why_options, invocation)); });
}

}  // namespace calbook
