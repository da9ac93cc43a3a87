#pragma once

// Which starts can be booked, worked out the slow way and apart from the product, to compare with
// it. Of the library it uses plain values, and of a zone nothing but its distance from UTC.
//
//   real time   | | | | | | | | | | | |     every minute of it
//   clock       what the wall reads at that minute
//   window      which of a date's windows holds that reading: minutes of one in a row are an opening
//   grid        the starts that are counted off in each opening
//   slot        every minute of it is in an opening

#include <algorithm>
#include <array>
#include <bitset>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "calendar/appointment.hpp"
#include "calendar/availability.hpp"
#include "calendar/error.hpp"
#include "calendar/service.hpp"

namespace calendar {

/// A clock on a wall, read at every minute of a span. Must hold: the zone's clock is changed on
/// whole minutes there.
class WallClock {
 public:
  WallClock(TimeZone zone, const Interval& span) : zone_{std::move(zone)}, span_{span} {
    for (Instant minute = span.start; minute < span.end; minute += Minutes{1}) {
      readings_.push_back(static_cast<int>(reads(minute).time_since_epoch() / Minutes{1}));
    }
  }

  const TimeZone& zone() const { return zone_; }
  const Interval& span() const { return span_; }

  /// What it reads at each minute of the span, in wall-clock minutes from 1970-01-01 00:00.
  const std::vector<int>& readings() const { return readings_; }

  /// The first minute of the span at which it does not go on from the one before.
  std::optional<Instant> change() const {
    for (std::size_t i = 1; i < readings_.size(); ++i) {
      if (readings_[i] != readings_[i - 1] + 1) return span_.start + Minutes{i};
    }
    return std::nullopt;
  }

  WallTime reads(Instant instant) const { return WallTime{instant.time_since_epoch() + zone_.offset(instant)}; }
  Date date(Instant instant) const { return std::chrono::floor<Days>(reads(instant)); }

 private:
  TimeZone zone_;
  Interval span_;
  std::vector<int> readings_;
};

/// What an owner has set, as it was given to the calendar.
struct OwnHours {
  std::array<Windows, 7> weekly;  ///< Monday first.
  std::map<Date, Windows> overrides;
  std::optional<std::array<Windows, 7>> service = {};  ///< Of the service's own, Monday first.
};

/// Time that an appointment takes.
struct Taken {
  Interval span;
  Interval occupied;
  bool counts;  ///< Whether it is of the service that is asked about.
};

/// Answers for one owner and one service, near the dates that the clock covers.
class Oracle {
 public:
  Service service;
  std::optional<int> owner_max_per_day;
  std::vector<Interval> busy;
  std::map<Reference, Taken> taken;

  /// `clock` must outlive it.
  Oracle(const WallClock& clock, const OwnHours& hours) : clock_{&clock} {
    const Date last = clock.date(clock.span().end);
    for (Date date = clock.date(clock.span().start); date <= last; date += Days{1}) {
      const auto own = hours.overrides.find(date);
      const unsigned day = std::chrono::weekday{date}.iso_encoding() - 1;
      MinutesOfWindows minutes = minutes_of(hours.service ? hours.service->at(day) : hours.weekly.at(day));
      if (own != hours.overrides.end()) {
        const MinutesOfWindows others = minutes_of(own->second);
        minutes = hours.service ? minutes & others : others;
      }
      open(date, minutes);
    }
  }

  /// Every rule that forbids the start, in the order of the contract; each once.
  std::vector<Code> reasons(Instant start, Instant now) const {
    std::vector<Code> all;
    if (service.closed) all.push_back(Code::not_offered);
    if (start < now) all.push_back(Code::in_the_past);
    const bool on_early_date = clock_->date(start) < clock_->date(now) + service.notice_days;
    if (start >= now && (start < now + service.notice || on_early_date)) all.push_back(Code::too_soon);
    if (service.horizon && clock_->date(start) > clock_->date(now) + *service.horizon) all.push_back(Code::too_far);
    if (!grid().contains(start)) all.push_back(is_inside(start) ? Code::not_a_slot : Code::outside_availability);
    if (is_taken(start)) all.push_back(Code::slot_taken);
    if ((service.max_per_day && started_on(clock_->date(start)) >= *service.max_per_day) ||
        (owner_max_per_day && all_started_on(clock_->date(start)) >= *owner_max_per_day))
      all.push_back(Code::day_full);
    if (service.max_per_week && started_in_week(clock_->date(start)) >= *service.max_per_week)
      all.push_back(Code::week_full);
    return all;
  }

  /// The starts from `range.start` on and before `range.end` that nothing forbids.
  std::vector<Instant> free(const Interval& range, Instant now) const {
    std::vector<Instant> starts;
    for (const Instant start : grid()) {
      if (range.start <= start && start < range.end && reasons(start, now).empty()) starts.push_back(start);
    }
    return starts;
  }

  /// Every start that the hours offer, whatever else forbids it.
  const std::set<Instant>& grid() const {
    const std::pair form{service.duration, service.step.value_or(service.duration)};
    if (form != grid_form_) {
      grid_.clear();
      for (const Interval& opening : openings_) {
        for (Instant at = opening.start; at < opening.end; at += form.second) {
          if (is_open({at, at + form.first})) grid_.insert(at);
        }
      }
      grid_form_ = form;
    }
    return grid_;
  }

  /// What an appointment that starts then keeps for itself.
  Interval kept_by(Instant start) const {
    return {start - service.buffer_before, start + service.duration + service.buffer_after};
  }

  static bool collide(const Interval& one, const Interval& other) {
    return one.start < other.end && other.start < one.end;
  }

  bool is_taken(Instant start) const {
    const auto in_the_way = [&](const Interval& span) { return collide(span, kept_by(start)); };
    return std::ranges::any_of(busy, in_the_way) ||
           std::ranges::any_of(taken, [&](const auto& entry) { return in_the_way(entry.second.occupied); });
  }

 private:
  // Whether a window holds each minute from a date's 00:00 on.
  using MinutesOfWindows = std::bitset<std::size_t{2} * 24 * 60>;

  static MinutesOfWindows minutes_of(const Windows& windows) {
    MinutesOfWindows minutes;
    for (const Window& window : windows) {
      for (Minutes minute = window.start; minute < window.end; ++minute)
        minutes.set(static_cast<std::size_t>(minute.count()));
    }
    return minutes;
  }

  // Adds the openings of the windows that start on that date.
  void open(Date date, const MinutesOfWindows& minutes) {
    // Which window holds each minute from the date's 00:00 on; 0: none. Windows that touch or
    // overlap leave no minute between them, and so get one number.
    std::array<int, std::size_t{2} * 24 * 60> window_at{};
    for (std::size_t i = 0, number = 0; i < window_at.size(); ++i) {
      const bool goes_on = i > 0 && window_at[i - 1] != 0;
      if (minutes[i]) window_at[i] = static_cast<int>(goes_on ? number : ++number);
    }

    const std::vector<int>& readings = clock_->readings();
    const int midnight = static_cast<int>(date.time_since_epoch() / Minutes{1});
    const int two_dates = static_cast<int>(window_at.size());
    int open = 0;
    for (std::size_t i = 0; i <= readings.size(); ++i) {
      const int since = i < readings.size() ? readings[i] - midnight : -1;
      const int here = 0 <= since && since < two_dates ? window_at[static_cast<std::size_t>(since)] : 0;
      const Instant minute = clock_->span().start + Minutes{i};
      if (here != 0) open_minutes_.insert(minute);
      if (here == open) continue;
      if (open != 0) openings_.back().end = minute;
      if (here != 0) openings_.push_back({minute, minute});
      open = here;
    }
  }

  // Every minute of the span, seconds of which begin in one.
  bool is_open(const Interval& span) const {
    for (Instant minute = std::chrono::floor<Minutes>(span.start); minute < span.end; minute += Minutes{1}) {
      if (!open_minutes_.contains(minute)) return false;
    }
    return true;
  }

  bool is_inside(Instant start) const { return is_open({start, start + service.duration}); }

  int started_on(Date date) const {
    return static_cast<int>(std::ranges::count_if(taken, [&](const auto& entry) {
      return entry.second.counts && clock_->date(entry.second.span.start) == date;
    }));
  }

  int all_started_on(Date date) const {
    return static_cast<int>(
        std::ranges::count_if(taken, [&](const auto& entry) { return clock_->date(entry.second.span.start) == date; }));
  }

  // From the Monday on or before it.
  int started_in_week(Date date) const {
    while (std::chrono::weekday{date} != std::chrono::Monday) date -= Days{1};
    int count = 0;
    for (const Date last = date + Days{6}; date <= last; date += Days{1}) count += started_on(date);
    return count;
  }

  const WallClock* clock_;
  std::vector<Interval> openings_;
  std::set<Instant> open_minutes_;
  // Laid out at the first question, and again when the service's form changes.
  mutable std::set<Instant> grid_;
  mutable std::pair<Minutes, Minutes> grid_form_{};
};

}  // namespace calendar
