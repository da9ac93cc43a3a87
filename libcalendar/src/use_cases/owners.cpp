// Owners, their hours, their services and their busy time.

#include <fmt/format.h>

#include <algorithm>

#include "calendar/calendar.hpp"
#include "calendar/text.hpp"

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

Transaction::Kind Calendar::kind_of(Effect effect) {
  return effect == Effect::real ? Transaction::Kind::write : Transaction::Kind::read;
}

TimeZone Calendar::known_zone(const Owner& owner) {
  if (auto zone = TimeZone::find(owner.zone)) return *std::move(zone);
  throw Error{
      Code::zone_data_missing,
      fmt::format("the zone data of this system have no '{}', the zone of {}", excerpt(owner.zone), owner.name.str()),
      Remedy::Kind::install_zone_data};
}

Owner Calendar::known_owner(const OwnerName& name) {
  if (auto owner = store_.owner(name)) return *std::move(owner);
  throw Error{Code::unknown_owner, fmt::format("no owner is named '{}'", name.str()), Remedy::Kind::list_owners};
}

std::vector<OwnerSummary> Calendar::owners(Instant now) {
  const Transaction reading{store_, Transaction::Kind::read};
  std::vector<OwnerSummary> summaries;
  for (Owner& owner : store_.owners()) {
    const std::int64_t appointments = store_.count_starting(owner.id, now);
    summaries.push_back({std::move(owner), appointments});
  }
  return summaries;
}

std::vector<OwnerName> Calendar::owner_names() {
  const Transaction reading{store_, Transaction::Kind::read};
  std::vector<OwnerName> names;
  for (const Owner& owner : store_.owners()) names.push_back(owner.name);
  return names;
}

bool Calendar::has_owner(const OwnerName& name) {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.owner(name).has_value();
}

OwnerSummary Calendar::add_owner(const OwnerName& name, const TimeZone& zone) {
  Transaction change{store_, Transaction::Kind::write};
  if (store_.owner(name)) {
    throw Error{Code::owner_exists, fmt::format("there is already an owner named '{}'", name.str()),
                Remedy::Kind::list_owners};
  }
  Owner owner = store_.insert_owner(name, zone.name());
  change.commit();
  return {std::move(owner), 0};
}

RemovedOwner Calendar::remove_owner(const OwnerName& name, Instant now, Removal removal) {
  Transaction change{store_, Transaction::Kind::write};
  const Owner owner = known_owner(name);
  const std::int64_t unfinished = store_.count_ending(owner.id, now);
  if (unfinished > 0 && removal == Removal::careful) {
    throw Error{Code::owner_in_use,
                fmt::format("{} has {} appointment{} that {} not ended", name.str(), unfinished,
                            unfinished == 1 ? "" : "s", unfinished == 1 ? "has" : "have"),
                Remedy{Remedy::Kind::empty_owner, name.str()}};
  }
  RemovedOwner removed{{owner, store_.count_starting(owner.id, now)}, store_.count_all(owner.id)};
  store_.remove_owner(owner.id);
  change.commit();
  return removed;
}

TimeZone Calendar::zone(const OwnerName& owner) {
  const Transaction reading{store_, Transaction::Kind::read};
  return known_zone(known_owner(owner));
}

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

std::vector<Service> Calendar::services(const OwnerName& owner) {
  const Transaction reading{store_, Transaction::Kind::read};
  std::vector<Service> services = store_.services(known_owner(owner).id);
  const Service standard;
  if (std::ranges::find(services, standard.name, &Service::name) == services.end()) services.push_back(standard);
  std::ranges::sort(services, {}, &Service::name);
  return services;
}

Service Calendar::service(const OwnerName& owner, const ServiceName& name) {
  const Transaction reading{store_, Transaction::Kind::read};
  return service(known_owner(owner), name);
}

Service Calendar::service(const Owner& owner, const ServiceName& name) {
  if (auto set = store_.service(owner.id, name)) return *std::move(set);
  const Service standard;
  if (name == standard.name) return standard;
  std::string offered{standard.name.str()};
  for (const Service& each : store_.services(owner.id)) {
    if (each.name != standard.name) offered += ", " + each.name.str();
  }
  throw Error{Code::unknown_service, fmt::format("{} offers no service named '{}'", owner.name.str(), name.str()),
              Remedy{Remedy::Kind::choose_service, offered}};
}

Service Calendar::set_service(const OwnerName& name, const ServiceName& service_name,
                              const std::function<void(Service&)>& change) {
  Transaction transaction{store_, Transaction::Kind::write};
  const Owner owner = known_owner(name);
  Service service = store_.service(owner.id, service_name).value_or(Service{.name = service_name});
  change(service);
  store_.set_service(owner.id, service);
  transaction.commit();
  return service;
}

Service Calendar::remove_service(const OwnerName& name, const ServiceName& service_name) {
  Transaction transaction{store_, Transaction::Kind::write};
  const Owner owner = known_owner(name);
  Service removed = service(owner, service_name);
  store_.remove_service(owner.id, service_name);
  transaction.commit();
  return removed;
}

AddedBusy Calendar::add_busy(const Busy& busy) {
  if (busy.note) check_text("note", *busy.note, 2000);
  check_nameable(busy.span);
  Transaction change{store_, Transaction::Kind::write};
  const Owner owner = known_owner(busy.owner);
  AddedBusy added{busy, store_.upcoming(owner, busy.span.start, busy.span.end, std::nullopt)};
  added.busy.id = store_.insert_busy(owner.id, busy);
  change.commit();
  return added;
}

std::vector<Busy> Calendar::busy(const OwnerName& owner, const Interval& touching) {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.busy(known_owner(owner), touching);
}

Busy Calendar::remove_busy(std::int64_t id) {
  Transaction change{store_, Transaction::Kind::write};
  const auto found = store_.busy(id);
  if (!found)
    throw Error{Code::unknown_reference, fmt::format("no busy time has the id '{}'", id), Remedy::Kind::list_busy};
  store_.remove_busy(id);
  change.commit();
  return *found;
}

}  // namespace calendar
