#include "commands/bounds.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calendar/error.hpp"
#include "calendar/text.hpp"
#include "input/grammar.hpp"
#include "text/complaint.hpp"
#include "text/time_text.hpp"
#include "text/usage.hpp"

namespace calbook {

using calendar::Date;
using calendar::Days;
using calendar::Instant;
using calendar::Interval;
using calendar::TimeZone;

namespace {

// The options that say where a list ends.
std::vector<std::string_view> typed_ends(const BoundOptions& typed) {
  std::vector<std::string_view> ends;
  if (!typed.to.empty()) ends.push_back("--to");
  if (!typed.until.empty()) ends.push_back("--until");
  if (typed.days) ends.push_back("--days");
  if (!typed.within.empty()) ends.push_back("--within");
  return ends;
}

void refuse_contradictions(const BoundOptions& typed) {
  const std::vector<std::string_view> ends = typed_ends(typed);
  const bool bounded = !typed.from.empty() || !ends.empty();
  if (!typed.dates.empty() && bounded)
    throw usage::dates_and_bounds(typed.from.empty() ? ends.front() : "--from", typed.command);
  if (ends.size() > 1) throw usage::not_both(ends[0], ends[1]);
}

// "--to '2026-11-29'"
std::string quoted(std::string_view option, std::string_view word) {
  return fmt::format("{} '{}'", option, calendar::excerpt(word));
}

}  // namespace

bool BoundOptions::typed() const {
  return !dates.empty() || !from.empty() || !typed_ends(*this).empty();
}

void add_bound_options(Declaration& command, BoundOptions& options, const char* from, const char* to) {
  command.option("--from", options.from, "WHEN", from);
  command.option("--to", options.to, "WHEN", to);
}

void add_range_options(Declaration& command, BoundOptions& options, const char* name, const char* dates,
                       const char* days) {
  options.command = name;
  command.arguments("DATES", options.dates, dates, Presence::optional);
  add_bound_options(command, options, "Earliest start: DATE or DATETIME",
                    "Latest start: DATE (inclusive) or DATETIME (exclusive)");
  command.number("--days", options.days, {1, most_days}, days);
}

void add_open_range_options(Declaration& command, BoundOptions& options, const char* name) {
  add_range_options(command, options, name, "DATE or DATE..DATE, inclusive, on which they start",
                    "How many dates, counted from --from or today");
  command.option("--until", options.until, "WHEN", "Another name of --to");
  command.option("--within", options.within, "DURATION", "Latest start, counted from now, e.g. 48h");
}

Bounds::Bounds(const BoundOptions& typed, const TimeZone& zone, Instant now, const TimeZone& counted) {
  refuse_contradictions(typed);
  read_start(typed, zone, now);
  read_end(typed, zone, now);
  count(typed, zone, now, counted);
}

void Bounds::read_start(const BoundOptions& typed, const TimeZone& zone, Instant now) {
  const Date today = zone.date(now);
  if (!typed.dates.empty()) {
    const DateRange dates = parse_dates(Words{typed.dates}, today).value();
    from_ = zone.opening(dates.first);
    to_ = End{zone.opening(dates.last + Days{1})};
  } else if (!typed.from.empty()) {
    const TypedBound bound = parse_bound(typed.from, today).value();
    const auto* date = std::get_if<Date>(&bound);
    from_ = date != nullptr ? zone.opening(*date) : resolve(std::get<TypedTime>(bound), zone).value();
    from_typed_ = quoted("--from", typed.from);
  }
}

void Bounds::read_end(const BoundOptions& typed, const TimeZone& zone, Instant now) {
  const std::string& word = typed.to.empty() ? typed.until : typed.to;
  if (word.empty()) return;
  const TypedBound bound = parse_bound(word, zone.date(now)).value();
  const auto* date = std::get_if<Date>(&bound);
  const Instant end =
      date != nullptr ? zone.opening(*date + Days{1}) : resolve(std::get<TypedTime>(bound), zone).value();
  to_ = End{end, quoted(typed.to.empty() ? "--until" : "--to", word), date != nullptr};
}

void Bounds::count(const BoundOptions& typed, const TimeZone& zone, Instant now, const TimeZone& counted) {
  if (typed.days) {
    const TimeZone& clock = from_ ? zone : counted;
    const Date first = clock.date(from_.value_or(now));
    counted_from_ = clock.opening(first);
    to_ = End{clock.opening(first + Days{*typed.days})};
  } else if (!typed.within.empty()) {
    counted_from_ = now;
    to_ = End{now + parse_within(typed.within).value(), quoted("--within", typed.within)};
  }
}

Interval Bounds::from(Instant start, Instant end) const {
  if (!to_) return {start, std::max(start, end)};
  if (to_->is_date ? to_->at <= start : to_->at < start) {
    throw InputError{codes::usage, fmt::format("{} is before {}", to_->typed, from_ == start ? from_typed_ : "now"),
                     "--from today --to +6d"};
  }
  return {start, to_->at};
}

Interval Bounds::ever() const {
  return from(start_or(counted_from_.value_or(calendar::nameable.start)), calendar::nameable.end);
}

calendar::Date date_to_forget_before(std::string_view option, const std::string& typed, calendar::Date today) {
  const calendar::Date date = parse_date(typed, Today{today}.for_writing()).value();
  if (date <= today) return date;
  throw InputError{codes::usage,
                   fmt::format("'{}' is {}, which is still to come", calendar::excerpt(typed), day_label(date)),
                   command_hint(fmt::format("{} {}", option, calendar::iso(today)))};
}

}  // namespace calbook
