#include "commands/bounds.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calendar/error.hpp"
#include "calendar/text.hpp"
#include "input/grammar.hpp"
#include "text/complaint.hpp"

namespace calbook {

using calendar::Date;
using calendar::Days;
using calendar::Instant;
using calendar::Interval;
using calendar::TimeZone;

void add_bound_options(Declaration& command, BoundOptions& options, const char* from, const char* to) {
  command.option("--from", options.from, "WHEN", from);
  command.option("--to", options.to, "WHEN", to);
}

void add_start_bound_options(Declaration& command, BoundOptions& options) {
  add_bound_options(command, options, "Earliest start: DATE or DATETIME",
                    "Latest start: DATE (inclusive) or DATETIME (exclusive)");
}

Bounds::Bounds(BoundOptions typed, const TimeZone& zone, Instant now) : typed_{std::move(typed)}, zone_{zone} {
  const Date today = zone.date(now);
  if (!typed_.from.empty()) {
    const TypedBound bound = parse_bound(typed_.from, today).value();
    const auto* date = std::get_if<Date>(&bound);
    from_ = date != nullptr ? zone.opening(*date) : resolve(std::get<TypedTime>(bound), zone).value();
  }
  if (!typed_.to.empty()) {
    const TypedBound bound = parse_bound(typed_.to, today).value();
    if (const auto* date = std::get_if<Date>(&bound)) last_ = *date;
    to_ = last_ ? zone.opening(*last_ + Days{1}) : resolve(std::get<TypedTime>(bound), zone).value();
  }
}

Interval Bounds::from(Instant start, Instant end) const {
  if (!to_) return {start, std::max(start, end)};
  if (last_ ? *last_ < zone_.date(start) : *to_ < start) {
    const std::string from = from_ == start ? "--from '" + calendar::excerpt(typed_.from) + "'" : "now";
    throw InputError{codes::usage, fmt::format("--to '{}' is before {}", calendar::excerpt(typed_.to), from),
                     "--from today --to +6d"};
  }
  return {start, *to_};
}

Interval Bounds::ever() const {
  return from(start_or(calendar::nameable.start), calendar::nameable.end);
}

}  // namespace calbook
