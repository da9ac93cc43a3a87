#include "commands/bounds.hpp"

#include <fmt/format.h>

#include "calendar/error.hpp"
#include "calendar/text.hpp"
#include "input/grammar.hpp"
#include "text/complaint.hpp"
#include "text/usage.hpp"

namespace calbook {

using calendar::Date;
using calendar::Days;
using calendar::Instant;
using calendar::TimeZone;

void add_bound_options(Declaration& command, BoundOptions& options, const char* from, const char* to) {
  command.option("--from", options.from, "WHEN", from);
  command.option("--to", options.to, "WHEN", to);
}

void add_start_bound_options(Declaration& command, BoundOptions& options) {
  add_bound_options(command, options, "Earliest start: DATE or DATETIME",
                    "Latest start: DATE (inclusive) or DATETIME (exclusive)");
}

Instant from_bound(const std::string& from, const TimeZone& zone, Instant now) {
  const TypedBound bound = parse_bound(from, zone.date(now));
  if (const auto* date = std::get_if<Date>(&bound)) return zone.opening(*date);
  return resolve(std::get<TypedTime>(bound), zone);
}

Instant to_bound(const BoundOptions& options, Instant start, const TimeZone& zone, Instant now) {
  const TypedBound bound = parse_bound(options.to, zone.date(now));
  const auto* date = std::get_if<Date>(&bound);
  const Instant end = date != nullptr ? zone.opening(*date + Days{1}) : resolve(std::get<TypedTime>(bound), zone);
  if (date != nullptr ? *date < zone.date(start) : end < start) {
    const std::string from = options.from.empty() ? "now" : "--from '" + calendar::excerpt(options.from) + "'";
    throw InputError{codes::usage, fmt::format("--to '{}' is before {}", calendar::excerpt(options.to), from),
                     "--from today --to +6d"};
  }
  return end;
}

calendar::Interval bounds_of(const BoundOptions& options, const TimeZone& zone, Instant now) {
  // The dates that people can name, and a day on both sides for the zones.
  const Instant first{(calendar::first_date - Days{1}).time_since_epoch()};
  const Instant last{(calendar::last_date + Days{2}).time_since_epoch()};
  const Instant start = options.from.empty() ? first : from_bound(options.from, zone, now);
  return {start, options.to.empty() ? std::max(start, last) : to_bound(options, start, zone, now)};
}

std::vector<calendar::Owner> listed_owners(bool all, Session& session) {
  if (all) return session.calendar().owners();
  const auto owner = session.owner();
  return owner ? std::vector{*owner} : std::vector<calendar::Owner>{};
}

void refuse_owner_beside_all(bool all, const Invocation& invocation) {
  if (all && !invocation.options.owner.empty()) {
    throw usage::all_and_owner();
  }
}

}  // namespace calbook
