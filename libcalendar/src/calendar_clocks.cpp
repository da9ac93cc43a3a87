// What follows when governments change clocks: appointments keep their wall-clock time, so their
// instants move.

#include <algorithm>
#include <map>

#include "calendar/calendar.hpp"

namespace calendar {

namespace {

// Where the promised wall-clock time is by now; in an hour that is skipped, right after it.
Instant kept(const Appointment& appointment, WallTime promised, const TimeZone& zone) {
  const Reading reading = zone.reading(promised);
  if (reading.kind != Reading::Kind::repeated) return zone.opening(promised);
  return zone.offset(reading.second) == appointment.utc_offset ? reading.second : reading.first;
}

// Marks as impossible the shifts that would end over something else, until none of the rest does.
void settle(std::vector<Shift>& shifts, const std::vector<Appointment>& booked) {
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
        if (shift != nullptr) shift->possible = false;
      }
      settled = false;
    }
  }
}

}  // namespace

std::vector<Shift> Calendar::follow_clocks(Instant now, Effect effect) {
  Store::Transaction transaction{store_, kind_of(effect)};
  std::vector<Shift> all;
  for (const Owner& owner : store_.owners()) {
    const std::vector<Appointment> booked = store_.upcoming(owner, now, std::nullopt, std::nullopt);
    std::vector<Shift> shifts;
    for (const Appointment& appointment : booked) {
      const auto promise = promised(appointment);
      if (!promise || appointment.span.start <= now) continue;
      const TimeZone zone = *TimeZone::find(appointment.zone);
      shifts.push_back({appointment, moved(appointment, kept(appointment, *promise, zone), zone), true});
    }
    settle(shifts, booked);
    if (effect == Effect::real) {
      // All step aside first: some move to where others are now.
      for (const Shift& shift : shifts) {
        Appointment aside = shift.before;
        aside.status = Status::cancelled;
        if (shift.possible) store_.update(aside);
      }
      for (const Shift& shift : shifts) {
        if (shift.possible) store_.update(shift.after);
      }
    }
    std::ranges::move(shifts, std::back_inserter(all));
  }
  transaction.commit();
  return all;
}

}  // namespace calendar
