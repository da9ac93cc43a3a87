// Turns wall-clock hours into spans of real time.
//
// A zone is a sequence of stretches of constant offset. In each, the clock is inside the window [a, b)
// during [a - offset, b - offset), clipped to the stretch. Example: the day Berlin's clock goes back,
// 03:00 +02 -> 02:00 +01, and a window 01:00-02:30:
//
//   offset     |------ +02:00 ------|------ +01:00 ------|
//   wall       01:00  02:00  03:00=02:00  03:00
//   window     [===================)[======)              per stretch, clipped to it
//              01:00            02:30 02:00 02:30
//
// Touching pieces are joined, so a change of offset outside the window leaves no seam. Skipped and
// repeated hours need no special case.

#include "calendar/availability.hpp"

#include "calendar/limits.hpp"

namespace calendar {

namespace {

Instant as_utc(WallTime wall_time) {
  return Instant{wall_time.time_since_epoch()};
}

// The time that lies in windows of both.
Windows in_common(const Windows& some, const Windows& others) {
  Windows found;
  for (const Window& one : merged(some)) {
    for (const Window& other : merged(others)) {
      const Window both{std::max(one.start, other.start), std::min(one.end, other.end)};
      if (both.start < both.end) found.push_back(both);
    }
  }
  return found;
}

// When the clock is in [start, end); `stretches` must cover that time.
std::vector<Interval> readings(WallTime start, WallTime end, const std::vector<Stretch>& stretches) {
  std::vector<Interval> pieces;
  const auto reached = [&](const Stretch& stretch) { return stretch.span.end <= as_utc(start) - stretch.offset; };
  for (auto at = std::ranges::partition_point(stretches, reached); at != stretches.end(); ++at) {
    const Interval piece{std::max(at->span.start, as_utc(start) - at->offset),
                         std::min(at->span.end, as_utc(end) - at->offset)};
    if (piece.start < piece.end) pieces.push_back(piece);
    if (at->span.start > as_utc(end) + limits::utc_offset) break;
  }
  return merged(std::move(pieces));
}

}  // namespace

Minutes WeeklyHours::length() const {
  constexpr Days day{1}, week{7};
  Windows all;
  for (unsigned number = 1; number <= 7; ++number) {
    for (const Window& window : on(std::chrono::weekday{number})) {
      const Window placed{window.start + day * (number - 1), window.end + day * (number - 1)};
      all.push_back({placed.start, std::min<Minutes>(placed.end, week)});
      if (placed.end > week) all.push_back({Minutes{0}, placed.end - week});  // Sunday's tail lies on Monday
    }
  }
  Minutes total{0};
  for (const Window& window : merged(std::move(all))) total += window.end - window.start;
  return total;
}

Windows Availability::windows(Date date) const {
  const Windows& usual = (service ? *service : weekly).on(std::chrono::weekday{date});
  const auto own = overrides.find(date);
  if (own == overrides.end()) return usual;
  return service ? in_common(usual, own->second.windows) : own->second.windows;
}

std::vector<Interval> Availability::open(Date first, Date last) const {
  first = std::max(first, first_date);
  last = std::min(last, last_date);
  // The windows of the last date may end on the next one.
  const Interval around{as_utc(first) - limits::utc_offset, as_utc(last + Days{2}) + limits::utc_offset};
  std::vector<Interval> found;
  if (last < first) return found;
  const std::vector<Stretch> stretches = zone.stretches(around);
  for (Date date = first; date <= last; date += Days{1}) {
    for (const Window& window : merged(windows(date))) {
      for (const Interval& piece : readings(date + window.start, date + window.end, stretches)) {
        found.push_back(piece);
      }
    }
  }
  return found;
}

bool Availability::covers(const Interval& span) const {
  const Date date = zone.date(span.start);
  const std::vector<Interval> stretches = merged(open(date - Days{1}, date + Days{2}));
  return std::ranges::any_of(stretches, [&](const Interval& stretch) { return stretch.contains(span); });
}

}  // namespace calendar
