// Hours: when an owner can be booked.

#include "calendar/calendar.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

void apply(const AvailabilityChange& change, Availability& availability) {
  if (change.zone) availability.zone = *change.zone;
  for (const auto& [day, windows] : change.weekly) availability.weekly.set(day, windows);
  for (const auto& [date, windows] : change.overrides) {
    if (windows) {
      availability.overrides[date] = *windows;
    } else {
      availability.overrides.erase(date);
    }
  }
}

}  // namespace

Availability Calendar::availability(const Owner& owner, const TimeZone& zone, Date first, Date last) {
  return {zone, store_.weekly_hours(owner.id), store_.overrides(owner.id, first, last)};
}

Availability Calendar::availability(const OwnerName& owner, Date first) {
  const Transaction reading{store_, Transaction::Kind::read};
  const Owner found = known_owner(owner);
  return availability(found, known_zone(found), first, last_date);
}

ChangedAvailability Calendar::change_availability(const OwnerName& name, const AvailabilityChange& change, Instant now,
                                                  Effect effect) {
  Transaction transaction{store_, kind_of(effect)};
  std::optional<Owner> owner = store_.owner(name);
  if (!owner && change.zone_if_new) {
    const std::string& zone = change.zone_if_new->name();
    owner = effect == Effect::real ? store_.insert_owner(name, zone) : Owner{OwnerId{0}, name, zone};
  }
  if (!owner) owner = known_owner(name);  // throws

  const TimeZone zone = change.zone ? *change.zone : known_zone(*owner);
  ChangedAvailability changed{name, availability(*owner, zone, first_date, last_date), {}};
  apply(change, changed.availability);
  changed.stranded = stranded(*owner, changed.availability, now);
  if (effect == Effect::rehearsal) return changed;

  if (change.zone) store_.set_zone(owner->id, change.zone->name());
  if (!change.weekly.empty()) store_.set_weekly_hours(owner->id, changed.availability.weekly);
  for (const auto& [date, windows] : change.overrides) {
    windows ? store_.set_override(owner->id, date, *windows) : store_.remove_override(owner->id, date);
  }
  transaction.commit();
  return changed;
}

std::vector<Appointment> Calendar::stranded(const Owner& owner, const Availability& availability, Instant now) {
  std::vector<Appointment> outside = store_.upcoming(owner, now, std::nullopt, std::nullopt);
  std::erase_if(outside, [&](const Appointment& appointment) { return availability.covers(appointment.span); });
  return outside;
}

std::vector<Appointment> Calendar::stranded(const OwnerName& name, Instant now) {
  const Transaction reading{store_, Transaction::Kind::read};
  const Owner owner = known_owner(name);
  return stranded(owner, availability(owner, known_zone(owner), first_date, last_date), now);
}

}  // namespace calendar
