#pragma once

// The grammar of user input: turns words into values, without I/O. ASCII, in any case; surrounding
// blanks and tabs are ignored, and the whole text must match. A refusal names the wrong word and what
// to write instead, which the grammar accepts.

#include <optional>
#include <variant>
#include <vector>

#include "calendar/availability.hpp"
#include "calendar/every.hpp"
#include "calendar/telling.hpp"
#include "calendar/time.hpp"
#include "input/parsed.hpp"
#include "text/words.hpp"

namespace calbook {

/// The date to which others are relative.
struct Today {
  enum class OwnWeekday { today, refused };

  Today(calendar::Date today) : date{today}, weekdays_from{today} {}

  /// For input that is stored: today's weekday is refused, because it is ambiguous.
  Today for_writing() const;
  /// For input after "..": a weekday is the next one on or after `first`.
  Today counting_from(calendar::Date first) const;

  calendar::Date date;
  calendar::Date weekdays_from;
  OwnWeekday own_weekday = OwnWeekday::today;
};

/// "2026-12-01", "2026-W49-2", "tomorrow", "fri" (today included), "+2w", "in 3 days".
/// Complains of invalid_date.
Parsed<calendar::Date> parse_date(const Words& words, const Today& today);

/// Dates, inclusive.
struct DateRange {
  calendar::Date first;
  calendar::Date last;
};

/// "DATE" or "DATE..DATE": "mon..fri" is within one week on any day. Complains of invalid_date, and of
/// usage if it ends before it starts.
Parsed<DateRange> parse_dates(const Words& words, const Today& today);

/// "day", "week", "month", "10d", "2w", DAYS, "2nd tue", "last friday". Complains of usage.
Parsed<calendar::Every> parse_every(const Words& words);

/// "2026-12", or the month of a DATE: its first and last date. Complains of invalid_date.
Parsed<DateRange> parse_month(const Words& words, const Today& today);

/// "9", "09:30", "2pm": minutes from midnight, less than 24 h. Complains of invalid_time.
Parsed<calendar::Minutes> parse_time(const Words& words);

/// A time as typed: the time on a clock and, if typed, its offset.
struct TypedTime {
  calendar::WallTime wall_time;
  std::optional<calendar::Minutes> offset = {};

  bool operator==(const TypedTime&) const = default;
};

/// "2026-12-01T09:00" as JavaScript, SQL and date(1) print it, with or without seconds, "Z", "+02:00" or "+0200";
/// "tomorrow 9", "fri at 2pm". Today's weekday is refused as ambiguous.
/// Complains of invalid_date and invalid_time.
Parsed<TypedTime> parse_datetime(const Words& words, const Today& today);

/// The instant that is meant in that zone. A typed offset is the clock's if they agree in hours and minutes
/// (Monrovia, 1970: -00:44:30). Complains of skipped_time and repeated_time if the clock skips or repeats the
/// time and no offset says which is meant, and of invalid_time if seconds were typed that no minute of that
/// clock begins at: in Monrovia, 09:44:30Z is 09:00.
Parsed<calendar::Instant> resolve(const TypedTime& time, const calendar::TimeZone& zone);

/// Both in one.
Parsed<calendar::Instant> parse_start(const Words& words, const calendar::TimeZone& zone, const Today& today);

/// An end of a span: a whole date, or a time.
using TypedBound = std::variant<calendar::Date, TypedTime>;

/// "DATE" or "DATETIME"; today's weekday alone is today.
/// Complains of invalid_date and invalid_time.
Parsed<TypedBound> parse_bound(const Words& words, const Today& today);

/// "fri 14:00 2h", "fri 14:00..18:00", "fri 14:00..24:00", "fri 14:00..mon 9:00". Complains as parse_datetime,
/// parse_duration and resolve do, and of usage if it ends before it starts.
Parsed<calendar::Interval> parse_busy(const Words& words, const calendar::TimeZone& zone, const Today& today);

/// "09:00-12:00,13:00-17:00", "22-2", "9-24", "4pm-24:00", "closed": ascending. Complains of invalid_range,
/// also if ranges overlap, even past midnight.
Parsed<calendar::Windows> parse_ranges(const Words& words);

/// "mon-fri", "mon,wed", "fri-mon", "daily", "weekdays": Monday first, each once.
/// Complains of invalid_days.
Parsed<std::vector<std::chrono::weekday>> parse_days(const Words& words);

/// "60m", "1h30m", "PT1H": 1 to 1440 minutes. Complains of invalid_duration, like the following.
Parsed<calendar::Minutes> parse_duration(const Words& words);
/// The lengths of appointments from which an invitee may choose.
struct Lengths {
  calendar::Minutes shortest;
  std::optional<calendar::Minutes> longest = {};  ///< Empty: there is no choice.
};
/// "30m", "30m..2h".
Parsed<Lengths> parse_lengths(const Words& words);
/// "0m", or as parse_duration() reads.
Parsed<calendar::Minutes> parse_buffer(const Words& words);
/// The same, or whole days of 24 hours: "2d".
Parsed<calendar::Minutes> parse_notice(const Words& words);
/// "48h", "7d": from a minute on, in days of 24 hours.
Parsed<calendar::Minutes> parse_within(const Words& words);
/// "60s", "2m", "1h": from a second to an hour.
Parsed<std::chrono::seconds> parse_timeout(const Words& words);
/// "booked,moved,cancelled,24h,2d", "none": events, and times before the start. Complains of usage.
Parsed<calendar::Telling> parse_telling(const Words& words);
/// Whole days or weeks: "60d", "8w".
Parsed<calendar::Days> parse_horizon(const Words& words);

/// "2026-11-22T09:00:00+01:00": like a datetime, but with optional seconds, and always with an offset or
/// Z. Complains of invalid_time.
Parsed<calendar::Instant> parse_instant(const Words& words);

}  // namespace calbook
