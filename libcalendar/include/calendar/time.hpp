#pragma once

// Time as people say it and as it passes.
//
// Instants are stored and compared. A WallTime is what a clock shows, and a Date what a wall calendar
// shows; both mean nothing without a TimeZone. The types do not mix, and only a TimeZone converts
// between them, because its clock can skip an hour or show it twice. Spans are half-open, [start,
// end). A date has 22 to 25 hours, so durations are added to instants, but days to dates.
//
//     const TimeZone berlin = TimeZone::find("Europe/Berlin").value();
//     const Date sunday{std::chrono::year{2026} / 10 / 25};  // 03:00 +02:00 is followed by 02:00 +01:00
//     const Interval day = berlin.dates(sunday, sunday);
//     assert(day.end - day.start == 25h);
//
//     const Reading half_past_two = berlin.reading(sunday + 2h + 30min);
//     assert(half_past_two.kind == Reading::Kind::repeated);
//     assert(half_past_two.second - half_past_two.first == 1h);
//     assert(berlin.wall_time(half_past_two.second) == sunday + 2h + 30min);

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calendar {

using Seconds = std::chrono::seconds;
using Minutes = std::chrono::minutes;
using Days = std::chrono::days;

using Instant = std::chrono::sys_seconds;     ///< UTC; what is stored and compared.
using WallTime = std::chrono::local_seconds;  ///< What a clock shows; means nothing without a TimeZone.
using Date = std::chrono::local_days;         ///< What a wall calendar shows; the same applies.

/// The range of dates that can be entered: 1970-01-01 to 9998-12-31.
inline constexpr Date first_date{std::chrono::year{1970} / 1 / 1};
inline constexpr Date last_date{std::chrono::year{9998} / 12 / 31};

/// Appends a number below 100 as two digits. Every line of a long list has dates and times, and a
/// format string takes five times as long.
void append_two_digits(std::string& text, unsigned number);

/// "2026-11-23". Must hold: a year from 0 to 9999.
std::string iso(Date date);
/// Only reads the form "2026-11-23"; empty unless it is a date from first_date to last_date.
std::optional<Date> parse_iso_date(std::string_view text);

/// "mon".
std::string_view weekday_name(std::chrono::weekday day);
/// "mon-fri", "mon,wed-fri", "tue,thu": three or more in a row as a range. Must hold: Monday first, each once.
std::string weekday_names(const std::vector<std::chrono::weekday>& days);

/// A half-open span of time, [start, end). Must hold: start <= end; empty if they are equal.
struct Interval {
  Instant start;
  Instant end;

  bool empty() const { return start == end; }
  /// Spans that merely touch do not overlap; an empty span overlaps nothing.
  bool overlaps(const Interval& other) const { return std::max(start, other.start) < std::min(end, other.end); }
  bool contains(Instant instant) const { return start <= instant && instant < end; }
  bool contains(const Interval& other) const { return start <= other.start && other.end <= end; }

  auto operator<=>(const Interval&) const = default;
};

/// The instants of first_date to last_date, in any zone.
inline constexpr Interval nameable{Instant{(first_date - Days{1}).time_since_epoch()},
                                   Instant{(last_date + Days{2}).time_since_epoch()}};

/// All of time: no bound on either side.
inline constexpr Interval always{Instant::min(), Instant::max()};

/// The spans in order, with touching or overlapping ones joined and empty ones dropped.
template <class Span>
std::vector<Span> merged(std::vector<Span> spans) {
  std::erase_if(spans, [](const Span& span) { return !(span.start < span.end); });
  std::ranges::sort(spans);
  std::vector<Span> joined;
  for (const Span& span : spans) {
    if (joined.empty() || joined.back().end < span.start) {
      joined.push_back(span);
    } else {
      joined.back().end = std::max(joined.back().end, span.end);
    }
  }
  return joined;
}

/// A period during which a zone's offset from UTC is constant.
struct Stretch {
  Interval span;
  Seconds offset;  ///< Wall time minus UTC.
};

/// From that instant, a zone's clock has that offset from UTC.
struct OffsetChange {
  Instant at;
  Seconds offset;
};

/// The instants at which a zone's clock shows one wall time.
struct Reading {
  enum class Kind { unique, skipped, repeated };
  Kind kind;
  /// unique: the instant, twice. repeated: the first and the second. skipped: the instants that
  /// the offsets after and before the jump would give, so that `change` lies between them.
  Instant first;
  Instant second;
  /// skipped and repeated: the instant at which the clock changes.
  Instant change;
};

class ZoneRule;

/// A zone of the IANA database, or one that somebody else describes. Cheap to copy; an object must not be shared
/// between threads.
class TimeZone {
 public:
  /// The zone of that name, e.g. "Europe/Berlin"; empty if the zone data lack it, or if the name
  /// could lead out of their folder. The data are in $TZDIR, else the system's; "UTC" needs none.
  /// Names are case-sensitive. The first use of a zone reads one file.
  static std::optional<TimeZone> find(std::string_view name);

  /// A zone with that offset before the first of the changes, which are ascending. Must hold: offsets are at
  /// most a day, and zones of one name are the same.
  static TimeZone of(std::string name, Seconds first_offset, std::vector<OffsetChange> changes);

  const std::string& name() const { return name_; }

  /// Wall time minus UTC at that instant. Nearly free within the stretch used last.
  Seconds offset(Instant instant) const { return stretch(instant).offset; }
  WallTime wall_time(Instant instant) const { return WallTime{instant.time_since_epoch() + offset(instant)}; }
  Date date(Instant instant) const { return std::chrono::floor<Days>(wall_time(instant)); }

  Reading reading(WallTime wall_time) const;
  /// Whether the clock shows the same time at another instant, too.
  bool repeats(Instant instant) const;

  /// The first instant at which the clock shows `wall_time` or later.
  Instant opening(WallTime wall_time) const;

  /// The dates from `first` to `last`, inclusive: 22 to 25 hours each, but none at all for a date
  /// that the zone skipped (Apia, 2011-12-30). Empty if last < first.
  Interval dates(Date first, Date last) const;

  /// By which its clock changes for ever once the changes that its data list are over; null if they list all.
  const ZoneRule* rule() const;

  /// `span`, split where the offset changes; ascending, without gaps. O(changes in span).
  std::vector<Stretch> stretches(const Interval& span) const;

  bool operator==(const TimeZone& other) const { return name_ == other.name_; }

 private:
  struct Data;
  TimeZone(std::string name, std::shared_ptr<const Data> data);
  /// A stretch that contains the instant; its neighbours may have the same offset.
  const Stretch& stretch(Instant instant) const;

  std::string name_;
  std::shared_ptr<const Data> data_;
  mutable Stretch last_{};  ///< The last result of stretch(): queries are mostly in order of time.
};

/// The dates from `first` to `last`, inclusive, in a zone.
struct Dates {
  TimeZone zone;
  Date first;
  Date last;

  Interval span() const { return zone.dates(first, last); }
};

/// The Monday of its week (ISO 8601).
inline Date monday_of(Date date) {
  return date - (std::chrono::weekday{date} - std::chrono::Monday);
}

}  // namespace calendar
