#include "calendar/repetition.hpp"

#include "calendar/limits.hpp"

namespace calendar {

namespace {

// The last instant at which the clock shows that time; where it skips the time, that of the change.
Instant closing(const TimeZone& zone, WallTime time) {
  const Reading read = zone.reading(time);
  return read.kind == Reading::Kind::skipped ? read.change : read.second;
}

}  // namespace

std::vector<WallTime> repeated(const Repetition& repetition, WallTime first) {
  RecurrenceRule rule = repetition.every.rule();
  rule.count = static_cast<std::size_t>(repetition.times.value_or(limits::times + 1));
  if (repetition.until) rule.until = *repetition.until + Days{1} - Seconds{1};
  Recurrence recurrence{std::move(rule), first};
  std::vector<WallTime> times;
  while (const auto time = recurrence.next()) times.push_back(*time);
  return times;
}

std::vector<Interval> repeated(const Repetition& repetition, const Interval& first, Seconds length,
                               const TimeZone& zone) {
  std::vector<Interval> spans{first};
  const WallTime start = zone.wall_time(first.start);
  for (const WallTime time : repeated(repetition, start)) {
    const Interval span{zone.opening(time), closing(zone, time + length)};
    if (time != start && span.start < span.end) spans.push_back(span);
  }
  return spans;
}

}  // namespace calendar
