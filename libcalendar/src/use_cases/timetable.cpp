#include "use_cases/timetable.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "calendar/limits.hpp"

namespace calendar {

namespace {

// The nearest; one from the other side, before or after, if all would be on one.
std::vector<Interval> nearest(std::vector<Interval> slots, Instant start) {
  std::ranges::stable_sort(slots, {}, [&](const Interval& slot) { return std::chrono::abs(slot.start - start); });
  if (slots.size() > most_offered) {
    const auto is_opposite = [&](const Interval& slot) { return (slot.start < start) != (slots[0].start < start); };
    const auto opposite = std::ranges::find_if(slots, is_opposite);
    if (opposite != slots.end() && opposite - slots.begin() >= std::ptrdiff_t{most_offered})
      slots[most_offered - 1] = *opposite;
    slots.resize(most_offered);
  }
  std::ranges::sort(slots);
  return slots;
}

}  // namespace

bool can_be_overridden(std::vector<Refusal>& reasons) {
  const auto rest = std::stable_partition(reasons.begin(), reasons.end(), std::not_fn(&Refusal::can_be_overridden));
  return rest == reasons.begin();
}

Timetable::Timetable(Store& store, Owner owner, Service service, std::vector<Reference> except)
    : store_{store},
      owner_{std::move(owner)},
      zone_{owner_.time_zone()},
      weekly_{store.weekly_hours(owner_.id)},
      service_{std::move(service)},
      own_hours_{store.service_hours(owner_.id, service_.name)},
      except_{std::move(except)},
      known_{store.known(owner_.id)} {}

Agenda Timetable::agenda(const Interval& range) const {
  const Interval touched{service_.occupied(range.start).start, service_.occupied(range.end).end};
  const Date first = zone_.date(range.start);
  const Date last = zone_.date(range.end);
  // A window of the previous date may reach into the range.
  Agenda agenda{{zone_, weekly_, store_.overrides(owner_.id, first - Days{2}, last + Days{2}), own_hours_},
                service_,
                store_.occupied(owner_.id, touched, except_),
                {},
                {}};
  for (const Busy& busy : store_.busy(owner_, touched)) agenda.busy.push_back(busy.span);
  agenda.known = known_;
  if (known_) std::ranges::move(store_.foreign_time(owner_.id, touched), std::back_inserter(agenda.busy));
  agenda.busy = merged(std::move(agenda.busy));
  // A clock that goes back over midnight shows the previous date again.
  const Interval around = zone_.dates(monday_of(first) - Days{1}, monday_of(last) + Days{7});
  if (service_.max_per_day || service_.max_per_week)
    agenda.starts = store_.starts(owner_.id, service_.name, around, except_);
  agenda.owner_max_per_day = owner_.max_per_day;
  if (owner_.max_per_day) agenda.owner_starts = store_.starts(owner_.id, std::nullopt, around, except_);
  return agenda;
}

std::vector<Refusal> Timetable::refusals(Instant start, Instant now) const {
  return calendar::refusals(agenda({start, start}), start, now);
}

std::vector<Refusal> Timetable::refusals_by_name(Instant start, Instant now) const {
  const Interval occupied = service_.occupied(start);
  std::vector<Refusal> all;
  for (Refusal& refusal : refusals(start, now)) {
    if (refusal.rule == Refusal::Rule::appointment) {
      std::ranges::move(appointments_in(occupied), std::back_inserter(all));
    } else if (refusal.rule == Refusal::Rule::busy_time) {
      std::ranges::move(busy_in(occupied), std::back_inserter(all));
      if (known_) std::ranges::move(foreign_in(occupied), std::back_inserter(all));
    } else {
      all.push_back(std::move(refusal));
    }
  }
  return all;
}

std::vector<Refusal> Timetable::appointments_in(const Interval& occupied) const {
  const Interval with_buffers{occupied.start - limits::day, occupied.end + limits::day};
  std::vector<Refusal> found;
  for (Listed& each : store_.booked({{owner_}, {always.start, with_buffers.end}}, with_buffers.start)) {
    Appointment& appointment = each.appointment;
    if (appointment.occupied.overlaps(occupied) && std::ranges::find(except_, appointment.ref) == except_.end())
      found.push_back({Refusal::Rule::appointment, appointment.occupied, std::move(appointment)});
  }
  return found;
}

std::vector<Refusal> Timetable::busy_in(const Interval& occupied) const {
  std::vector<Refusal> found;
  for (Busy& busy : store_.busy(owner_, occupied))
    found.push_back({Refusal::Rule::busy_time, busy.span, std::move(busy)});
  return found;
}

std::vector<Refusal> Timetable::foreign_in(const Interval& occupied) const {
  std::vector<Refusal> found;
  for (ForeignBusy& busy : store_.foreign_busy(owner_.id, occupied)) {
    std::erase_if(busy.events, [&](const BusyEvent& event) { return !event.span.overlaps(occupied); });
    found.push_back({Refusal::Rule::busy_time, busy.span, std::move(busy)});
  }
  return found;
}

std::vector<Interval> Timetable::free(const Interval& range, Instant now) const {
  return free_slots(agenda(range), range, now);
}

// One month at a time, because the result is usually near.
std::optional<Instant> Timetable::first_free(const Interval& range, Instant now) const {
  for (Interval month = range; month.start < range.end; month.start = month.end) {
    month.end = std::min(month.start + Days{31}, range.end);
    const std::vector<Interval> slots = free(month, now);
    if (!slots.empty()) return slots.front().start;
  }
  return std::nullopt;
}

// Searches within a day, then a week further at a time, because the result is usually near: three
// within a year, and the nearest on the other side within five weeks.
std::vector<Interval> Timetable::nearest_free(Instant start, Instant now) const {
  constexpr Days week{7};
  const Instant last =
      std::min(service_.horizon ? now + *service_.horizon : Instant::max(), known_ ? known_->end : Instant::max());
  const Instant middle = std::clamp(start, now, std::max(now, last));
  std::vector<Interval> slots;
  const auto look = [&](Instant from, Instant to) {
    const Interval range{std::max(from, now), std::max(to, now)};
    if (range.start < range.end) std::ranges::move(free(range, now), std::back_inserter(slots));
  };
  const auto lacks = [&](auto is_on_side, Days reach) {
    return slots.size() < most_offered ? reach <= 53 * week
                                       : reach <= 5 * week && std::ranges::none_of(slots, is_on_side);
  };
  const auto is_before = [&](const Interval& slot) { return slot.start < start; };
  look(middle - Days{1}, middle + Days{1});
  Days reached{1};
  for (Days reach = week; lacks(is_before, reach) || lacks(std::not_fn(is_before), reach); reach += week) {
    if (lacks(is_before, reach)) look(middle - reach, middle - reached);
    if (lacks(std::not_fn(is_before), reach)) look(middle + reached, middle + reach);
    reached = reach;
  }
  return nearest(std::move(slots), start);
}

std::optional<Verdict> Timetable::allowed(Instant start, const TimeZone& zone, Rules rules, Instant now) const {
  std::vector<Refusal> reasons = refusals(start, now);
  if (reasons.empty()) return std::nullopt;
  if (rules == Rules::overridden && can_be_overridden(reasons)) return verdict(std::move(reasons), start, zone);
  throw Refused{verdict(std::move(reasons), start, zone, now)};
}

Verdict Timetable::verdict(std::vector<Refusal> reasons, Instant start, const TimeZone& zone, Instant now) const {
  Verdict verdict = this->verdict(std::move(reasons), start, zone);
  if (!verdict.allowed()) verdict.next = nearest_free(start, now);
  return verdict;
}

Verdict Timetable::verdict(std::vector<Refusal> reasons, Instant start, const TimeZone& zone) const {
  return {service_.slot(start), owner_.name, service_,           zone,
          std::move(reasons),   {},          owner_.max_per_day, own_hours_.has_value()};
}

}  // namespace calendar
