// Hours: when an owner can be booked.

#include <algorithm>
#include <map>

#include "calendar/calendar.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

void apply(const AvailabilityChange& change, Availability& availability) {
  if (change.service) {
    if (change.shares_hours) return availability.service.reset();
    // What only closes days leaves the owner's hours on the others.
    const bool closes = std::ranges::all_of(change.weekly, [](const auto& each) { return each.second.empty(); });
    if (!availability.service) availability.service = closes ? availability.weekly : WeeklyHours{};
  }
  WeeklyHours& weekly = change.service ? *availability.service : availability.weekly;
  for (const auto& [day, windows] : change.weekly) weekly.set(day, windows);
  for (const auto& [date, own] : change.overrides) {
    if (own) {
      availability.overrides[date] = {own->windows, validated_note(own->note)};
    } else {
      availability.overrides.erase(date);
    }
  }
}

Availability stored_hours(Store& store, const Owner& owner, Date first) {
  return {owner.time_zone(), store.weekly_hours(owner.id), store.overrides(owner.id, first, last_date)};
}

// The hours of one of the services.
void replace(std::vector<ServiceWeek>& services, const ServiceName& name, const std::optional<WeeklyHours>& hours) {
  std::erase_if(services, [&](const ServiceWeek& each) { return each.service == name; });
  if (hours) services.push_back({name, *hours});
  std::ranges::sort(services, {}, &ServiceWeek::service);
}

void store_change(Store& store, const ChangedAvailability& changed, const AvailabilityChange& change) {
  const OwnerId owner = changed.owner.id;
  if (change.service) {
    store.set_service_hours(owner, *change.service, changed.availability.service);
  } else if (!change.weekly.empty()) {
    store.set_weekly_hours(owner, changed.availability.weekly);
  }
  for (const auto& [date, own] : change.overrides) {
    own ? store.set_override(owner, date, changed.availability.overrides.at(date)) : store.remove_override(owner, date);
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
  if (change.service) stored_service(after, *change.service);
  ChangedAvailability changed{after, stored_hours(store_, after, first_date), store_.service_hours(after.id), {}};
  if (change.service) changed.availability.service = store_.service_hours(after.id, *change.service);
  apply(change, changed.availability);
  if (change.service) replace(changed.services, *change.service, changed.availability.service);
  changed.stranded = outside(after, changed.availability, changed.services, now);
  if (effect == Effect::rehearsal) return changed;
  if (after.zone != zone_before) store_.set_owner(after);
  store_change(store_, changed, change);
  transaction.commit();
  return changed;
}

std::vector<ServiceWeek> Calendar::service_hours(const Owner& owner) {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.service_hours(present(owner, reading).id);
}

std::vector<Appointment> Calendar::outside(const Owner& owner, const Availability& availability,
                                           const std::vector<ServiceWeek>& services, Instant now) {
  constexpr std::size_t at_once = 500;
  Availability shared = availability;
  shared.service.reset();
  std::map<ServiceName, Availability> own;
  for (const auto& [name, weekly] : services) own.emplace(name, shared).first->second.service = weekly;
  const auto hours_of = [&](const ServiceName& name) -> const Availability& {
    const auto found = own.find(name);
    return found == own.end() ? shared : found->second;
  };
  std::vector<Appointment> found;
  for (Part part{.size = at_once};;) {
    std::vector<Listed> listed = store_.booked({{owner}}, now, part);
    for (Listed& each : listed) {
      part.after = each.place;
      if (!hours_of(each.appointment.service).covers(each.appointment.span))
        found.push_back(std::move(each.appointment));
    }
    if (listed.size() < at_once) return found;
  }
}

std::vector<Appointment> Calendar::stranded(const Owner& owner, Instant now) {
  const Transaction reading{store_, Transaction::Kind::read};
  const Owner found = present(owner, reading);
  return outside(found, stored_hours(store_, found, first_date), store_.service_hours(found.id), now);
}

}  // namespace calendar
