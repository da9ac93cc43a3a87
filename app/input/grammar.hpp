#pragma once

// The grammar of what people type: words become values. Pure; ASCII, any case, blanks around
// ignored, and the whole text must match. What is refused is refused with the word at fault and
// what to write instead.

#include <string_view>
#include <variant>
#include <vector>

#include "calendar/availability.hpp"
#include "calendar/time.hpp"

namespace calbook {

/// "2026-12-01", "2026-W49-2", "tomorrow", "fri" (today included), "+2w", "in 3 days".
/// Throws Error{invalid_date}.
calendar::Date parse_date(std::string_view text, calendar::Date today);

/// Dates, both included.
struct DateRange {
  calendar::Date first;
  calendar::Date last;
};

/// "DATE" or "DATE..DATE". Throws Error{invalid_date}, and Error{usage} when it ends before it starts.
DateRange parse_dates(std::string_view text, calendar::Date today);

/// "9", "09:30", "2pm": minutes from midnight, less than 24 h. Throws Error{invalid_time}.
calendar::Minutes parse_time(std::string_view text);

/// A time as it was typed: with an offset it is an instant, without one it is what a clock reads.
using TypedTime = std::variant<calendar::Instant, calendar::WallTime>;

/// "2026-12-01T09:00", the same with "Z" or "+02:00", "tomorrow 9", "fri at 2pm". The name of
/// today's weekday is refused: it could mean either. Throws Error{invalid_date, invalid_time}.
TypedTime parse_datetime(std::string_view text, calendar::Date today);

/// The instant that is meant in that zone. Throws Error{skipped_time, repeated_time} for a time
/// that the clock skips or repeats.
calendar::Instant resolve(const TypedTime& time, const calendar::TimeZone& zone);

/// An end of a span: a whole date, or a time.
using TypedBound = std::variant<calendar::Date, TypedTime>;

/// "DATE" or "DATETIME"; the name of today's weekday alone is today.
/// Throws Error{invalid_date, invalid_time}.
TypedBound parse_bound(std::string_view text, calendar::Date today);

/// "09:00-12:00,13:00-17:00", "22-2", "9-24", "closed": ascending. Throws Error{invalid_range},
/// also for ranges that overlap, a tail past midnight included.
calendar::Windows parse_ranges(std::string_view text);

/// "mon-fri", "mon,wed", "fri-mon", "daily", "weekdays": Monday first, each once.
/// Throws Error{invalid_days}.
std::vector<std::chrono::weekday> parse_days(std::string_view text);

/// "60m", "1h30m", "PT1H": 1 to 1440 minutes. Throws Error{invalid_duration}.
calendar::Minutes parse_duration(std::string_view text);

/// The same, or "0m". Throws Error{invalid_duration}.
calendar::Minutes parse_buffer(std::string_view text);

/// The same, or whole days of 24 hours: "2d". Throws Error{invalid_duration}.
calendar::Minutes parse_notice(std::string_view text);

/// Whole days or weeks: "60d", "8w". Throws Error{invalid_duration}.
calendar::Days parse_horizon(std::string_view text);

/// RFC 3339 with seconds or without, and an offset or Z: "2026-11-22T09:00:00+01:00".
/// Throws Error{invalid_time}.
calendar::Instant parse_instant(std::string_view text);

}  // namespace calbook
