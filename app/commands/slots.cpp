// calbook slots search|why

#include <fmt/format.h>

#include <limits>

#include "calendar/text.hpp"
#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "text/time_text.hpp"
#include "text/usage.hpp"
#include "views/lines.hpp"
#include "views/objects.hpp"
#include "views/refusal.hpp"

namespace calbook {

using calendar::Days;
using calendar::Instant;
using calendar::Interval;
using calendar::TimeZone;

namespace {

struct SearchOptions {
  std::vector<std::string> dates;
  BoundOptions bounds;
  std::optional<int> days;
  std::optional<std::size_t> limit;
  std::string service = "default";
};

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
      throw usage::dates_and_bounds();
    }
    const DateRange dates = parse_dates(words, zone.date(now));
    const Interval range = zone.dates(dates.first, dates.last);
    check_length(range, words);
    return range;
  }
  if (!options.bounds.to.empty() && options.days) throw usage::to_and_days();
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

Report run_search(const SearchOptions& options, Session& session) {
  const calendar::ServiceName service{options.service};
  const auto owner = session.owner();
  const TimeZone zone = session.zone(owner);
  const Interval range = search_range(options, zone, session.now());
  if (!owner) return slots_report({{}, {}, service, zone});
  Report report = slots_report({{}, owner->name, service, zone});
  const auto pieces = std::make_shared<SlotPieces>(
      session.calendar().agenda(*owner, service, range), range, session.now(),
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

Report run_why(const WhyOptions& options, Session& session) {
  const calendar::ServiceName service{options.service};
  const auto owner = session.owner();
  const TimeZone zone = session.zone(owner);
  const Instant start = resolve(parse_datetime(joined(options.when), zone.date(session.now())), zone);
  const calendar::Verdict verdict = session.calendar().why(bookable(owner), service, start, zone, session.now());
  Report report;
  report.shape = Report::Shape::single;
  report.columns = why_columns;
  report.objects = [verdict] { return Objects{why_object(verdict)}; };
  report.text = [verdict](const Style&) { return why_lines(verdict); };
  return report;
}

}  // namespace

Run declare_slots_search(Declaration& command) {
  auto options = std::make_shared<SearchOptions>();
  command.arguments("DATES", options->dates, "DATE or DATE..DATE, inclusive; when left out, today and the next six",
                    Presence::optional);
  add_start_bound_options(command, options->bounds);
  command.number("--days", options->days, {1, most_days}, "How many dates, counted from --from or today (7)");
  command.number("--limit", options->limit, {1, most_listed}, "At most so many slots");
  command.option("--service", options->service, "NAME", "The kind of appointment (default)");
  return [options](Session& session) { return run_search(*options, session); };
}

Run declare_slots_why(Declaration& command) {
  auto options = std::make_shared<WhyOptions>();
  command.arguments("DATETIME", options->when, "E.g. tomorrow 10:00 or 2026-12-01T09:30");
  command.option("--service", options->service, "NAME", "The kind of appointment (default)");
  return [options](Session& session) { return run_why(*options, session); };
}

}  // namespace calbook
