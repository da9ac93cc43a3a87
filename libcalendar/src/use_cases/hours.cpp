// Hours: when an owner can be booked.

#include "calendar/calendar.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

void apply(const AvailabilityChange& change, Availability& availability) {
  for (const auto& [day, windows] : change.weekly) availability.weekly.set(day, windows);
  for (const auto& [date, windows] : change.overrides) {
    if (windows) {
      availability.overrides[date] = *windows;
    } else {
      availability.overrides.erase(date);
    }
  }
}

Availability stored_hours(Store& store, const Owner& owner, Date first) {
  return {owner.time_zone(), store.weekly_hours(owner.id), store.overrides(owner.id, first, last_date)};
}

void store_change(Store& store, const ChangedAvailability& changed, const AvailabilityChange& change) {
  const OwnerId owner = changed.owner.id;
  if (!change.weekly.empty()) store.set_weekly_hours(owner, changed.availability.weekly);
  for (const auto& [date, windows] : change.overrides) {
    windows ? store.set_override(owner, date, *windows) : store.remove_override(owner, date);
  }
}

}  // namespace

Availability Calendar::availability(const Owner& owner, Date first) {
  const Transaction reading{store_, Transaction::Kind::read};
  return stored_hours(store_, present(owner, reading), first);
}

ChangedAvailability Calendar::change_availability(const Owner& owner, const AvailabilityChange& change, Instant now,
                                                  Effect effect) {
  Transaction transaction{store_, kind_of(effect), now};
  Owner after = present(owner, transaction);
  const std::string zone_before = after.zone;
  if (change.zone) after.zone = change.zone->name();  // zone data may lack the old one
  ChangedAvailability changed{after, stored_hours(store_, after, first_date), {}};
  apply(change, changed.availability);
  changed.stranded = outside(after, changed.availability, now);
  if (effect == Effect::rehearsal) return changed;
  if (after.zone != zone_before) store_.set_zone(after.id, after.zone);
  store_change(store_, changed, change);
  transaction.commit();
  return changed;
}

std::vector<Appointment> Calendar::outside(const Owner& owner, const Availability& availability, Instant now) {
  constexpr std::size_t at_once = 500;
  std::vector<Appointment> found;
  for (Part part{.size = at_once};;) {
    std::vector<Listed> listed = store_.booked({{owner}}, now, part);
    for (Listed& each : listed) {
      part.after = each.place;
      if (!availability.covers(each.appointment.span)) found.push_back(std::move(each.appointment));
    }
    if (listed.size() < at_once) return found;
  }
}

std::vector<Appointment> Calendar::stranded(const Owner& owner, Instant now) {
  const Transaction reading{store_, Transaction::Kind::read};
  const Owner found = present(owner, reading);
  return outside(found, stored_hours(store_, found, first_date), now);
}

}  // namespace calendar
