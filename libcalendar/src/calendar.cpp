#include "calendar/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace calendar {

namespace {

using Transaction = Store::Transaction;

Transaction::Kind kind_of(Effect effect) {
  return effect == Effect::real ? Transaction::Kind::write : Transaction::Kind::read;
}

TimeZone known_zone(const Owner& owner) {
  if (auto zone = TimeZone::find(owner.zone)) return *std::move(zone);
  throw Error{Code::zone_data_missing,
              fmt::format("the zone data of this system have no '{}', the zone of {}", owner.zone, owner.name.str()),
              "install the package tzdata, or point TZDIR at a folder of zone data"};
}

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

Refused::Refused(std::vector<Refusal> reasons, Interval slot, OwnerName owner, TimeZone zone,
                 std::vector<Interval> next)
    : Error{reasons.front().code, "that time cannot be booked"},
      reasons_{std::move(reasons)},
      slot_{slot},
      owner_{std::move(owner)},
      zone_{std::move(zone)},
      next_{std::move(next)} {}

Owner Calendar::known_owner(const OwnerName& name) {
  if (auto owner = store_.owner(name)) return *std::move(owner);
  throw Error{Code::unknown_owner, fmt::format("no owner is named '{}'", name.str()), "calbook owner list"};
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

OwnerSummary Calendar::add_owner(const OwnerName& name, const TimeZone& zone) {
  Transaction change{store_, Transaction::Kind::write};
  if (store_.owner(name)) {
    throw Error{Code::owner_exists, fmt::format("there is already an owner named '{}'", name.str()),
                fmt::format("calbook owner set {} --tz {}", name.str(), zone.name())};
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
    throw Error{
        Code::owner_in_use,
        fmt::format("{} has {} appointment{} that {} not ended", name.str(), unfinished, unfinished == 1 ? "" : "s",
                    unfinished == 1 ? "has" : "have"),
        fmt::format("calbook upcoming --owner {0}, or remove them too: calbook owner remove {0} --force", name.str())};
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
  for (Appointment& appointment : store_.upcoming(*owner, now, std::nullopt, std::nullopt)) {
    if (!changed.availability.covers(appointment.span)) changed.stranded.push_back(std::move(appointment));
  }
  if (effect == Effect::rehearsal) return changed;

  if (change.zone) store_.set_zone(owner->id, change.zone->name());
  if (!change.weekly.empty()) store_.set_weekly_hours(owner->id, changed.availability.weekly);
  for (const auto& [date, windows] : change.overrides) {
    windows ? store_.set_override(owner->id, date, *windows) : store_.remove_override(owner->id, date);
  }
  transaction.commit();
  return changed;
}

Service Calendar::service(const OwnerName& owner, const ServiceName& name) {
  const Service standard;
  if (name == standard.name) return standard;
  throw Error{Code::unknown_service, fmt::format("{} offers no service named '{}'", owner.str(), name.str()),
              "leave --service out for the default service"};
}

Agenda Calendar::agenda(const Owner& owner, const ServiceName& service_name, const Interval& range) {
  const TimeZone zone = known_zone(owner);
  const Service offered = service(owner.name, service_name);
  const Interval touched{range.start, range.end + offered.duration};
  // A window of the date before may reach into the range.
  const Date first = zone.date(touched.start) - Days{2};
  const Date last = zone.date(touched.end) + Days{1};
  return {availability(owner, zone, first, last), offered, store_.occupied(owner.id, touched)};
}

std::vector<Interval> Calendar::search(const OwnerName& owner, const ServiceName& service, const Interval& range,
                                       Instant now, std::optional<std::size_t> limit) {
  const Transaction reading{store_, Transaction::Kind::read};
  std::vector<Interval> slots = free_slots(agenda(known_owner(owner), service, range), range, now);
  if (limit && slots.size() > *limit) slots.resize(*limit);
  return slots;
}

// The nearest three within a week, else within a month, else within a year.
std::vector<Interval> Calendar::nearest_free(const Owner& owner, const ServiceName& service, Instant start,
                                             Instant now) {
  constexpr std::size_t wanted = 3;
  const Instant middle = std::max(start, now);
  std::vector<Interval> slots;
  for (const Days reach : {Days{7}, Days{31}, Days{366}}) {
    const Interval range{std::max(middle - reach, now), middle + reach};
    slots = free_slots(agenda(owner, service, range), range, now);
    if (slots.size() >= wanted) break;
  }
  const auto distance = [&](const Interval& slot) { return std::chrono::abs(slot.start - start); };
  std::ranges::stable_sort(slots, {}, distance);
  slots.resize(std::min(slots.size(), wanted));
  std::ranges::sort(slots);
  return slots;
}

Appointment Calendar::book(const BookingRequest& request, Instant now, Effect effect) {
  check(request.invitee);
  Transaction transaction{store_, kind_of(effect)};
  const Owner owner = known_owner(request.owner);
  const Agenda agenda = this->agenda(owner, request.service, {request.start, request.start});
  const Interval slot{request.start, request.start + agenda.service.duration};
  if (auto reasons = refusals(agenda, request.start, now); !reasons.empty()) {
    throw Refused{std::move(reasons), slot, owner.name, request.zone,
                  nearest_free(owner, request.service, request.start, now)};
  }
  Appointment booked{
      .ref = {},
      .owner = owner.name,
      .service = agenda.service.name,
      .span = slot,
      .occupied = slot,
      .zone = request.zone.name(),
      .utc_offset = request.zone.offset(request.start),
      .status = Status::booked,
      .invitee = request.invitee,
      .key = {},
      .created = now,
      .cancelled = {},
      .reason = {},
  };
  if (effect == Effect::rehearsal) return booked;
  booked.ref = store_.insert(owner.id, booked);  // the trigger asks once more
  transaction.commit();
  return booked;
}

Appointment Calendar::appointment(const Reference& ref) {
  const Transaction reading{store_, Transaction::Kind::read};
  if (auto found = store_.appointment(ref)) return *std::move(found);
  throw Error{Code::unknown_reference, fmt::format("no appointment has the reference '{}'", ref.str()),
              "calbook upcoming --all"};
}

std::vector<Appointment> Calendar::upcoming(const UpcomingQuery& query, Instant now) {
  const Transaction reading{store_, Transaction::Kind::read};
  const std::vector<Owner> owners = query.owner ? std::vector{known_owner(*query.owner)} : store_.owners();
  std::vector<Appointment> found;
  for (const Owner& owner : owners) {
    std::optional<Instant> before;
    if (query.before) before = query.before(known_zone(owner));
    std::ranges::move(store_.upcoming(owner, now, before, query.limit), std::back_inserter(found));
  }
  std::ranges::stable_sort(found, {}, [](const Appointment& appointment) { return appointment.span.start; });
  if (query.limit && found.size() > *query.limit)
    found.erase(found.begin() + static_cast<std::ptrdiff_t>(*query.limit), found.end());
  return found;
}

}  // namespace calendar
