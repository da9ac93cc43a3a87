#pragma once

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "calendar/short_name.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// A period of availability on a date, in wall-clock minutes from that date's 00:00.
/// Must hold: 0 <= start < 24 h, start < end <= start + 24 h. An end past 24 h lies on the next date.
struct Window {
  Minutes start;
  Minutes end;

  auto operator<=>(const Window&) const = default;
};

/// The windows of one date, ascending and not overlapping; none means closed.
using Windows = std::vector<Window>;

/// The windows of each day of the week.
class WeeklyHours {
 public:
  const Windows& on(std::chrono::weekday day) const { return days_[day.iso_encoding() - 1]; }
  void set(std::chrono::weekday day, Windows windows) { days_[day.iso_encoding() - 1] = std::move(windows); }

  /// The total time per week during which a window is open; overlaps count once.
  Minutes length() const;

  bool operator==(const WeeklyHours&) const = default;

 private:
  std::array<Windows, 7> days_;  // Monday first
};

/// Hours of a service's own.
struct ServiceWeek {
  ServiceName service;
  WeeklyHours weekly;

  bool operator==(const ServiceWeek&) const = default;
};

/// What one date has instead of its weekday's windows.
struct Override {
  Override(Windows own = {}, std::optional<std::string> why = {}) : windows{std::move(own)}, note{std::move(why)} {}

  Windows windows;
  std::optional<std::string> note;  ///< Why, e.g. "holidays".

  bool operator==(const Override&) const = default;
};

using Overrides = std::map<Date, Override>;

/// When an owner can be booked, regardless of taken time.
struct Availability {
  TimeZone zone;
  WeeklyHours weekly;
  Overrides overrides;
  std::optional<WeeklyHours> service = {};  ///< Hours of a service's own.

  /// The windows that start on that date: those of its override or else of its weekday. With hours of a
  /// service's own, theirs on its weekday, as far as an override has them too.
  Windows windows(Date date) const;

  /// The spans during which the owner's clock shows a time inside a window that starts on one of the
  /// dates `first` to `last`, inclusive; by date, then ascending.
  ///
  /// Touching or overlapping windows of one date act as one; those of different dates are kept apart,
  /// so spans can overlap if a window reaches past midnight into the next date's. No span contains a
  /// skipped hour; a window that contains part of a repeated hour is open twice, with a pause between.
  /// Dates outside first_date to last_date have none. O(dates + windows).
  std::vector<Interval> open(Date first, Date last) const;

  /// Whether `span`, of at most a day, lies inside the spans of open(), joined where they touch.
  bool covers(const Interval& span) const;
};

}  // namespace calendar
