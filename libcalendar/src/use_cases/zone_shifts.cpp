// When governments change clocks, appointments keep their wall-clock time, so their instants move.

#include <algorithm>
#include <map>

#include "calendar/calendar.hpp"

namespace calendar {

namespace {

// Where the appointment belongs now, if it has not begun and its clock has changed. In a skipped hour
// that is the end; in a repeated hour it is the first pass, because at the second the clock would show
// the promised time, and nothing would have shifted.
std::optional<Shift> shift_of(const Appointment& appointment, Instant now) {
  const auto promise = shifted_from(appointment);
  if (!promise || appointment.span.start <= now) return std::nullopt;
  const TimeZone zone = *TimeZone::find(appointment.zone);
  return Shift{appointment, rescheduled(appointment, zone.opening(*promise), zone), true};
}

// Marks shifts as impossible if their new times overlap each other.
void drop_overlapping(std::vector<Shift>& shifts) {
  std::vector<Shift*> order;
  for (Shift& shift : shifts) order.push_back(&shift);
  std::ranges::sort(order, {}, [](const Shift* shift) { return shift->after.occupied.start; });
  Shift* longest = nullptr;  // the earlier one that ends last
  for (Shift* shift : order) {
    if (longest != nullptr && longest->after.occupied.overlaps(shift->after.occupied))
      longest->possible = shift->possible = false;
    if (longest == nullptr || longest->after.occupied.end < shift->after.occupied.end) longest = shift;
  }
}

// Removes the shifts whose new times overlap `place`; none of them overlap each other.
std::vector<Shift*> take_overlapping(std::map<Instant, Shift*>& moving, const Interval& place) {
  auto at = moving.lower_bound(place.start);
  if (at != moving.begin() && std::prev(at)->second->after.occupied.overlaps(place)) --at;
  std::vector<Shift*> taken;
  for (; at != moving.end() && at->first < place.end; at = moving.erase(at)) taken.push_back(at->second);
  return taken;
}

// Marks shifts as impossible if their new times overlap each other or an appointment that stays where
// it is. Those then stay, too, and may block others in turn. O(n log n).
void drop_colliding(std::vector<Shift>& shifts, std::vector<Interval> staying) {
  drop_overlapping(shifts);
  std::map<Instant, Shift*> moving;
  for (Shift& shift : shifts) {
    if (shift.possible) {
      moving.emplace(shift.after.occupied.start, &shift);
    } else {
      staying.push_back(shift.before.occupied);
    }
  }
  while (!staying.empty()) {
    const Interval place = staying.back();
    staying.pop_back();
    for (Shift* shift : take_overlapping(moving, place)) {
      shift->possible = false;
      staying.push_back(shift->before.occupied);
    }
  }
}

void store_shifts(Store& store, const std::vector<Shift>& shifts) {
  std::vector<Appointment> moved;
  for (const Shift& shift : shifts) {
    if (shift.possible) moved.push_back(shift.after);
  }
  store.move(moved);
}

}  // namespace

std::vector<Shift> Calendar::follow_clocks(Instant now, Effect effect) {
  // More than any change of a clock plus any buffer: ended appointments may be in the way.
  constexpr Days reach{3};
  Store::Transaction transaction{store_, kind_of(effect), now};
  std::vector<Shift> all;
  for (const Owner& owner : store_.owners()) {
    std::vector<Shift> shifts;
    std::vector<Interval> staying;
    for (const Listed& each : store_.booked({{owner}}, now - reach)) {
      if (auto shift = shift_of(each.appointment, now)) {
        shifts.push_back(*std::move(shift));
      } else {
        staying.push_back(each.appointment.occupied);
      }
    }
    drop_colliding(shifts, std::move(staying));
    if (effect == Effect::real) store_shifts(store_, shifts);
    std::ranges::move(shifts, std::back_inserter(all));
  }
  transaction.commit();
  return all;
}

}  // namespace calendar
