// The one rule. A start can be booked when it is on the grid of a window and no obstacle stands in
// its way; free_slots() and refusals() ask the same two questions, the first of every start in a
// range, the second of one.
//
//   window      [================================)
//   grid        |---------|---------|---------|       step by step from the opening
//   slot        [=========)                           ends no later than the window
//   occupied          [========)                      an obstacle to the first and the second slot

#include "calendar/slots.hpp"

namespace calendar {

namespace {

Interval slot_at(Instant start, const Service& service) {
  return {start, start + service.duration};
}

// The windows that can hold a start in `range`: the one before its first date may reach into it.
std::vector<Interval> windows_around(const Agenda& agenda, const Interval& range) {
  const TimeZone& zone = agenda.availability.zone;
  return agenda.availability.open(zone.date(range.start) - Days{1}, zone.date(range.end) + Days{1});
}

// The starts in `range` that the grid of `window` offers.
std::vector<Instant> grid_starts(const Interval& window, const Service& service, const Interval& range) {
  std::vector<Instant> starts;
  Instant start = window.start;
  if (start < range.start) {
    const Seconds step = service.step;
    start += (range.start - start + step - Seconds{1}) / step * step;
  }
  for (; start < range.end && start + service.duration <= window.end; start += service.step) {
    starts.push_back(start);
  }
  return starts;
}

std::vector<Instant> grid_starts(const Agenda& agenda, const Interval& range) {
  std::vector<Instant> starts;
  for (const Interval& window : windows_around(agenda, range)) {
    for (const Instant start : grid_starts(window, agenda.service, range)) starts.push_back(start);
  }
  std::ranges::sort(starts);
  const auto repeated = std::ranges::unique(starts);
  starts.erase(repeated.begin(), repeated.end());
  return starts;
}

// Why the hours do not offer `start`; none when they do.
std::vector<Refusal> hours_refusals(const Agenda& agenda, Instant start) {
  if (!grid_starts(agenda, {start, start + Seconds{1}}).empty()) return {};
  const Interval slot = slot_at(start, agenda.service);
  std::optional<Interval> ends_too_early;
  for (const Interval& window : windows_around(agenda, slot)) {
    if (window.contains(slot)) return {{Code::not_a_slot, window}};
    if (window.contains(start)) ends_too_early = window;
  }
  return {{Code::outside_availability, ends_too_early}};
}

std::vector<Refusal> clock_refusals(Instant start, Instant now) {
  if (start < now) return {{Code::in_the_past, std::nullopt}};
  return {};
}

std::vector<Refusal> taken_refusals(const Agenda& agenda, Instant start) {
  const Interval slot = slot_at(start, agenda.service);
  const auto over = [&](const Interval& span) { return span.end <= slot.start; };
  const auto next = std::ranges::partition_point(agenda.occupied, over);
  if (next != agenda.occupied.end() && next->overlaps(slot)) return {{Code::slot_taken, *next}};
  return {};
}

}  // namespace

std::vector<Interval> free_slots(const Agenda& agenda, const Interval& range, Instant now) {
  std::vector<Interval> slots;
  for (const Instant start : grid_starts(agenda, range)) {
    if (clock_refusals(start, now).empty() && taken_refusals(agenda, start).empty()) {
      slots.push_back(slot_at(start, agenda.service));
    }
  }
  return slots;
}

std::vector<Refusal> refusals(const Agenda& agenda, Instant start, Instant now) {
  std::vector<Refusal> all = clock_refusals(start, now);
  std::ranges::copy(hours_refusals(agenda, start), std::back_inserter(all));
  std::ranges::copy(taken_refusals(agenda, start), std::back_inserter(all));
  return all;
}

}  // namespace calendar
