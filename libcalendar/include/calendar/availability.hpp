#pragma once

#include <array>
#include <chrono>
#include <map>
#include <vector>

#include "calendar/time.hpp"

namespace calendar {

/// One stretch of availability on a date, in wall-clock minutes from that date's 00:00.
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

  /// How long at least one window is open in a week; no time counts twice.
  Minutes length() const;

  bool operator==(const WeeklyHours&) const = default;

 private:
  std::array<Windows, 7> days_;  // Monday first
};

/// Dates with windows of their own.
using Overrides = std::map<Date, Windows>;

/// When an owner can be booked, before anything is taken.
struct Availability {
  TimeZone zone;
  WeeklyHours weekly;
  Overrides overrides;

  /// The windows that start on that date: its override's, else its weekday's.
  const Windows& windows(Date date) const;

  /// The stretches of time during which the owner's clock reads inside a window that starts on one
  /// of the dates `first` to `last`, both included; by date, then ascending.
  ///
  /// Windows of one date that touch or overlap act as one; those of different dates are kept
  /// apart, so stretches may overlap where a tail past midnight meets the next date's windows. An
  /// hour that the clock skips is in none; a window that holds part of an hour that the clock
  /// repeats is open twice, with a pause between. A date that cannot be named (see first_date) has
  /// none. O(dates + windows).
  std::vector<Interval> open(Date first, Date last) const;

  /// Whether `span` lies inside one of the stretches of open().
  bool covers(const Interval& span) const;
};

}  // namespace calendar
