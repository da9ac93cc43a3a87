#pragma once

// The grammar of what people type: words become values. Pure; ASCII, any case, blanks and tabs around
// a text dropped, and all of it must match. What is refused is refused with the word at fault and
// what to write instead, such that it is accepted when typed.

#include <optional>
#include <variant>
#include <vector>

#include "calendar/availability.hpp"
#include "calendar/time.hpp"
#include "input/parsed.hpp"
#include "text/words.hpp"

namespace calbook {

/// The date against which others are read.
struct Today {
  enum class OwnWeekday { today, refused };

  Today(calendar::Date today) : date{today}, weekdays_from{today} {}

  /// For what is written: there the name of today's weekday is refused, for it could mean either.
  Today for_writing() const;
  /// For what stands behind "..": a weekday is the next one from `first` on.
  Today counting_from(calendar::Date first) const;

  calendar::Date date;
  calendar::Date weekdays_from;
  OwnWeekday own_weekday = OwnWeekday::today;
};

/// "2026-12-01", "2026-W49-2", "tomorrow", "fri" (today included), "+2w", "in 3 days".
/// Complains of invalid_date.
Parsed<calendar::Date> parse_date(const Words& words, const Today& today);

/// Dates, both included.
struct DateRange {
  calendar::Date first;
  calendar::Date last;
};

/// "DATE" or "DATE..DATE": "mon..fri" is one week on any day. Complains of invalid_date, and of usage
/// where it ends before it starts.
Parsed<DateRange> parse_dates(const Words& words, const Today& today);

/// "9", "09:30", "2pm": minutes from midnight, less than 24 h. Complains of invalid_time.
Parsed<calendar::Minutes> parse_time(const Words& words);

/// A time as it was typed: what a clock reads and, where it was typed, the clock's offset.
struct TypedTime {
  calendar::WallTime wall_time;
  std::optional<calendar::Minutes> offset = {};

  bool operator==(const TypedTime&) const = default;
};

/// "2026-12-01T09:00" as JavaScript, SQL and date(1) print it, with "Z", "+02:00" or "+0200" or without;
/// "tomorrow 9", "fri at 2pm". The name of today's weekday is refused: it could mean either.
/// Complains of invalid_date and invalid_time.
Parsed<TypedTime> parse_datetime(const Words& words, const Today& today);

/// The instant that is meant in that zone. An offset that was typed is right when it is the clock's, whose
/// seconds nobody writes (Monrovia, 1970: -00:44:30). Complains of skipped_time and repeated_time where
/// the clock skips or repeats the time and no offset says which.
Parsed<calendar::Instant> resolve(const TypedTime& time, const calendar::TimeZone& zone);

/// Both in one.
Parsed<calendar::Instant> parse_start(const Words& words, const calendar::TimeZone& zone, const Today& today);

/// An end of a span: a whole date, or a time.
using TypedBound = std::variant<calendar::Date, TypedTime>;

/// "DATE" or "DATETIME"; the name of today's weekday alone is today.
/// Complains of invalid_date and invalid_time.
Parsed<TypedBound> parse_bound(const Words& words, const Today& today);

/// "fri 14:00 2h", "fri 14:00..18:00", "fri 14:00..24:00", "fri 14:00..mon 9:00". Complains as parse_datetime,
/// parse_duration and resolve do, and of usage where it ends before it starts.
Parsed<calendar::Interval> parse_busy(const Words& words, const calendar::TimeZone& zone, const Today& today);

/// "09:00-12:00,13:00-17:00", "22-2", "9-24", "4pm-24:00", "closed": ascending. Complains of invalid_range,
/// also where ranges overlap, a tail past midnight included.
Parsed<calendar::Windows> parse_ranges(const Words& words);

/// "mon-fri", "mon,wed", "fri-mon", "daily", "weekdays": Monday first, each once.
/// Complains of invalid_days.
Parsed<std::vector<std::chrono::weekday>> parse_days(const Words& words);

/// "60m", "1h30m", "PT1H": 1 to 1440 minutes. Complains of invalid_duration, as all that follow.
Parsed<calendar::Minutes> parse_duration(const Words& words);
/// The same, or "0m".
Parsed<calendar::Minutes> parse_buffer(const Words& words);
/// The same, or whole days of 24 hours: "2d".
Parsed<calendar::Minutes> parse_notice(const Words& words);
/// Whole days or weeks: "60d", "8w".
Parsed<calendar::Days> parse_horizon(const Words& words);

/// "2026-11-22T09:00:00+01:00": as a datetime, but with seconds where there are some, and always with an
/// offset or Z. Complains of invalid_time.
Parsed<calendar::Instant> parse_instant(const Words& words);

}  // namespace calbook
