#pragma once

// What becomes of the dates of a series, before anything of it is stored.

#include <functional>
#include <optional>
#include <vector>

#include "calendar/calendar.hpp"
#include "use_cases/timetable.hpp"

namespace calendar {

/// What a date asks for.
struct SeriesDate {
  int position;
  WallTime time;                        ///< What the clock is to show.
  Instant start;                        ///< Of a time that the clock skips, by the offset before.
  std::optional<Instant> skipped = {};  ///< When the clock skips it.
};

/// The date at that time of a clock; a time that it repeats is the first one.
SeriesDate date_at(int position, WallTime time, const TimeZone& zone);

/// The dates of a repetition, that of `first` in front; to fill it up, twice as many. Throws Error{usage} if it has
/// more than limits::times.
std::vector<SeriesDate> dates_of(const Repetition& repetition, Conflicts conflicts, Instant first,
                                 const TimeZone& zone);

/// What the rules say about a date, `agenda` being what decides about it; empty where it can be booked. `zone` is the
/// one in which it was asked.
std::optional<Verdict> verdict_on(const SeriesDate& date, const Timetable& timetable, const Agenda& agenda,
                                  const TimeZone& zone, Instant now);

/// What becomes of the dates.
struct SeriesPlan {
  std::vector<Appointment> appointments = {};
  std::vector<Verdict> overridden = {};
  std::vector<RefusedDate> refused = {};
  std::optional<Verdict> first_refused = {};
  int dates = 0;  ///< How many were asked for.

  /// Whether the date can be booked; notes what forbids it, or was overridden.
  bool accept(std::optional<Verdict> verdict, const SeriesDate& date, Rules rules);
};

/// `agenda` has everything that decides about the dates.
SeriesPlan plan_of(const SeriesRequest& request, const std::vector<SeriesDate>& dates, const Timetable& timetable,
                   Agenda agenda, Instant now);

/// How far from where it was to be a series is offered instead.
inline constexpr Days series_reach{14};

/// Up to most_offered of the free slots, ascending, at which all dates fit: within series_reach of what was asked,
/// on the same weekday rather than on others, the nearest.
std::vector<Interval> fitting(Instant asked, const TimeZone& zone, std::vector<Interval> free,
                              const std::function<bool(Instant)>& fits);

/// Those at which the series could begin and all of its dates be booked.
std::vector<Interval> fitting_starts(const SeriesRequest& request, const Timetable& timetable, Instant now);

}  // namespace calendar
