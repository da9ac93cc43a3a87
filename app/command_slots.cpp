// calbook slots search

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "calendar/text.hpp"
#include "commands.hpp"
#include "input.hpp"
#include "lines.hpp"
#include "objects.hpp"
#include "session.hpp"
#include "when.hpp"

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
  std::string from;
  std::string to;
  std::optional<int> days;
  std::optional<std::size_t> limit;
  std::string service = "default";
};

constexpr int most_days = 3660;

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

enum class End { included, excluded };

// A date as the end of a range is included whole; a time is not.
Instant bound_instant(const TypedBound& bound, const TimeZone& zone, End end) {
  if (const auto* date = std::get_if<Date>(&bound)) return zone.opening(*date + Days{end == End::included ? 1 : 0});
  return resolve(std::get<TypedTime>(bound), zone);
}

void check_length(const Interval& range, std::string_view words) {
  if (range.end - range.start <= Days{most_days + 1}) return;
  throw Error{Code::usage, fmt::format("'{}' is more than {} days", calendar::excerpt(words), most_days),
              "search a shorter range"};
}

Interval search_range(const SearchOptions& options, const TimeZone& zone, Instant now) {
  const Date today = zone.date(now);
  if (!options.dates.empty()) {
    const std::string words = joined(options.dates);
    if (!options.from.empty() || !options.to.empty() || options.days) {
      throw Error{Code::usage, fmt::format("'{}' is given beside --from, --to or --days", calendar::excerpt(words)),
                  "name the dates one way: calbook slots search --from today --to fri"};
    }
    const DateRange dates = parse_dates(words, today);
    const Interval range = zone.dates(dates.first, dates.last);
    check_length(range, words);
    return range;
  }
  if (!options.to.empty() && options.days) {
    throw Error{Code::usage, "--days is given beside --to", "name the end one way"};
  }
  Interval range{now, now};
  if (!options.from.empty()) range.start = bound_instant(parse_bound(options.from, today), zone, End::excluded);
  if (options.to.empty()) {
    range.end = zone.opening(zone.date(range.start) + Days{options.days.value_or(7)});
    return range;
  }
  const TypedBound to = parse_bound(options.to, today);
  range.end = bound_instant(to, zone, End::included);
  const auto* last_date = std::get_if<Date>(&to);
  if (last_date != nullptr ? *last_date < zone.date(range.start) : range.end < range.start) {
    throw Error{Code::usage,
                fmt::format("--to '{}' is before {}", calendar::excerpt(options.to),
                            options.from.empty() ? "now" : "--from '" + calendar::excerpt(options.from) + "'"),
                "calbook slots search --from today --to +6d"};
  }
  check_length(range, options.from + ".." + options.to);
  return range;
}

Report slots_report(std::vector<Interval> slots, const std::optional<calendar::OwnerName>& owner,
                    const calendar::ServiceName& service, const TimeZone& zone) {
  Report report;
  report.columns = slot_columns;
  for (const Interval& slot : slots) report.brief += rfc3339_minutes(slot.start, zone) + "\n";
  report.text = [slots, zone](const Ink& ink) { return slot_lines(slots, zone, ink); };
  report.objects = [slots = std::move(slots), owner, service, zone] {
    Objects objects;
    for (const Interval& slot : slots) objects.push_back(slot_object(slot, *owner, service, zone));
    return objects;
  };
  report.nothing = "Nothing is free then: calbook availability show";
  return report;
}

Report run_search(const SearchOptions& options, Context& context) {
  const calendar::ServiceName service{options.service};
  Session session{context, Store::Access::read};
  const auto owner = session.owner();
  const TimeZone zone = session.zone(owner);
  const Interval range = search_range(options, zone, context.now());
  std::vector<Interval> slots;
  if (owner) slots = session.calendar().search(*owner, service, range, context.now(), options.limit);
  return slots_report(std::move(slots), owner, service, zone);
}

}  // namespace

void add_slots_commands(CLI::App& app, Context& context) {
  CLI::App* noun = app.add_subcommand("slots", "Free time that can be booked: search");
  noun->require_subcommand(1);
  auto options = std::make_shared<SearchOptions>();

  CLI::App* search = noun->add_subcommand("search", "List free slots, in time order");
  search
      ->add_option("DATES", options->dates,
                   "DATE or DATE..DATE, both included; when left out, today and the six after it")
      ->option_text("...");
  search->add_option("--from", options->from, "DATE or DATETIME from which on slots start")->option_text("WHEN");
  search->add_option("--to", options->to, "DATE, included whole, or DATETIME, before which slots start")
      ->option_text("WHEN");
  search->add_option("--days", options->days, "How many dates from --from, or from today, on (7)")
      ->option_text("N")
      ->check(CLI::Range(1, most_days));
  search->add_option("--limit", options->limit, "At most so many slots")
      ->option_text("N")
      ->check(CLI::Range(1, 1'000'000));
  search->add_option("--service", options->service, "The kind of appointment (default)")->option_text("NAME");
  search->callback([options, &context] { context.answer(run_search(*options, context)); });
}

}  // namespace calbook
