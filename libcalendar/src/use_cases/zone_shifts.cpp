// What follows when governments change clocks: appointments keep their wall-clock time, so their
// instants move.

#include <algorithm>
#include <map>

#include "calendar/calendar.hpp"

namespace calendar {

namespace {

// Where the promised wall-clock time is now; in an hour that is skipped, right after it.
Instant instant_of_promise(const Appointment& appointment, WallTime promised, const TimeZone& zone) {
  const Reading reading = zone.reading(promised);
  if (reading.kind != Reading::Kind::repeated) return zone.opening(promised);
  return zone.offset(reading.second) == appointment.utc_offset ? reading.second : reading.first;
}

// Marks as impossible the shifts that would end over something else, until none of the rest does.
void drop_colliding(std::vector<Shift>& shifts, const std::vector<Appointment>& booked) {
  std::map<std::optional<Reference>, Shift*> shift_of;
  for (Shift& shift : shifts) shift_of[shift.before.ref] = &shift;
  for (bool settled = false; !settled;) {
    settled = true;
    std::vector<std::pair<Interval, Shift*>> places;
    for (const Appointment& appointment : booked) {
      const auto shift = shift_of.find(appointment.ref);
      const bool moves = shift != shift_of.end() && shift->second->possible;
      places.emplace_back(moves ? shift->second->after.occupied : appointment.occupied,
                          moves ? shift->second : nullptr);
    }
    std::ranges::sort(places);
    for (std::size_t i = 1; i < places.size(); ++i) {
      if (!places[i - 1].first.overlaps(places[i].first)) continue;
      for (Shift* shift : {places[i - 1].second, places[i].second}) {
        if (shift == nullptr) continue;
        shift->possible = false;
        settled = false;
      }
    }
  }
}

// The appointments that have not begun and whose clock was changed, and where they belong now.
std::vector<Shift> shifts_among(const std::vector<Appointment>& booked, Instant now) {
  std::vector<Shift> shifts;
  for (const Appointment& appointment : booked) {
    const auto promise = shifted_from(appointment);
    if (!promise || appointment.span.start <= now) continue;
    const TimeZone zone = *TimeZone::find(appointment.zone);
    shifts.push_back({appointment, rescheduled(appointment, instant_of_promise(appointment, *promise, zone), zone), true});
  }
  return shifts;
}

// All step aside before any moves: some move to where others are now.
void store_shifts(Store& store, const std::vector<Shift>& shifts) {
  for (const Shift& shift : shifts) {
    Appointment aside = shift.before;
    aside.status = Status::cancelled;
    if (shift.possible) store.update(aside);
  }
  for (const Shift& shift : shifts) {
    if (shift.possible) store.update(shift.after);
  }
}

}  // namespace

std::vector<Shift> Calendar::follow_clocks(Instant now, Effect effect) {
  // Further than any clock is changed by, and any buffer is long: what has ended may be in the way.
  constexpr Days reach{3};
  Store::Transaction transaction{store_, kind_of(effect)};
  std::vector<Shift> all;
  for (const Owner& owner : store_.owners()) {
    const std::vector<Appointment> booked = store_.upcoming(owner, now - reach);
    std::vector<Shift> shifts = shifts_among(booked, now);
    drop_colliding(shifts, booked);
    if (effect == Effect::real) store_shifts(store_, shifts);
    std::ranges::move(shifts, std::back_inserter(all));
  }
  transaction.commit();
  return all;
}

}  // namespace calendar
