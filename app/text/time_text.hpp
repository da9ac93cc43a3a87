#pragma once

// Times as text: one form for programs, one for people.

#include <string>

#include "calendar/time.hpp"

namespace calbook {

/// "2026-11-23T09:00:00+01:00", with the zone's offset at that time (RFC 3339).
std::string rfc3339(calendar::Instant instant, const calendar::TimeZone& zone);
/// "2026-11-23T08:00:00Z".
std::string rfc3339_utc(calendar::Instant instant);
/// "2026-11-23T09:00+01:00", with seconds if there are some: can be typed to mean exactly this time.
std::string rfc3339_minutes(calendar::Instant instant, const calendar::TimeZone& zone);

/// "2026-11-23T09:00", with seconds if there are some.
std::string iso_minutes(calendar::WallTime wall_time);

/// "+01:00".
std::string offset_label(calendar::Seconds offset);
/// The zone's offsets during a span, in order: "+01:00", or "+02:00 then +01:00". Nothing for an empty span.
std::string offsets_label(const calendar::Interval& span, const calendar::TimeZone& zone);
/// The date's week: "2026-W48".
std::string week_label(calendar::Date date);
/// "November 2026".
std::string month_label(calendar::Date date);
/// "Mon 2026-11-23".
std::string day_label(calendar::Date date);
/// "Mon".
std::string weekday_label(std::chrono::weekday day);
/// "Mon 2026-11-23 09:00".
std::string moment(calendar::WallTime wall_time);
/// The same in a zone, with the offset: "Mon 2026-11-23 09:00 +01:00".
std::string moment(calendar::Instant instant, const calendar::TimeZone& zone);
/// "09:00", with seconds if there are some; "02:00+02:00" if the clock shows that time twice.
std::string clock_label(calendar::Instant instant, const calendar::TimeZone& zone);
/// "Mon 2026-11-23 09:00-10:00"; the end includes its date if the time alone would mislead.
std::string span_label(const calendar::Interval& span, const calendar::TimeZone& zone);
/// "90 min", "2 h", "2 h 30 min": minutes up to two hours.
std::string length_label(calendar::Minutes length);
/// A window's start or end as a clock shows it, "09:00"; 24 h is "24:00", and more is on the next date.
std::string window_time(calendar::Minutes minutes);
/// "09:00-12:00".
std::string window_label(calendar::Minutes start, calendar::Minutes end);
/// "today", "tomorrow", "in 3 days", "2 days ago".
std::string distance_label(calendar::Date date, calendar::Date today);
/// "1 appointment", "2 appointments".
std::string counted(std::int64_t count, std::string_view noun);

}  // namespace calbook
