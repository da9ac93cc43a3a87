#include "calendar/day.hpp"

namespace calendar {

namespace {

using Spans = std::vector<Interval>;

template <class Things>
Spans spans_of(const Things& things) {
  Spans spans;
  spans.reserve(things.size());
  for (const auto& thing : things) spans.push_back(thing.span);
  return spans;
}

Spans all_busy(const Day& day) {
  Spans spans = spans_of(day.busy);
  const Spans foreign = spans_of(day.foreign);
  spans.insert(spans.end(), foreign.begin(), foreign.end());
  return spans;
}

Interval overlap(const Interval& one, const Interval& other) {
  const Instant start = std::max(one.start, other.start);
  return {start, std::max(start, std::min(one.end, other.end))};
}

// How much of merged spans lies in another.
Seconds length(const Spans& spans, const Interval& within) {
  Seconds total{0};
  for (const Interval& span : spans) {
    const Interval part = overlap(span, within);
    total += part.end - part.start;
  }
  return total;
}

Minutes minutes(Seconds length) {
  return std::chrono::floor<Minutes>(length);
}

}  // namespace

Minutes Day::open() const {
  return minutes(length(merged(windows), span));
}

Minutes Day::booked() const {
  return minutes(length(merged(spans_of(appointments)), span));
}

Minutes Day::busy_time() const {
  return minutes(length(merged(all_busy(*this)), span));
}

Minutes Day::taken() const {
  Spans taken = all_busy(*this);
  taken.insert(taken.end(), occupied.begin(), occupied.end());
  taken = merged(std::move(taken));
  Seconds total{0};
  for (const Interval& window : merged(windows)) total += length(taken, overlap(window, span));
  return minutes(total);
}

}  // namespace calendar
