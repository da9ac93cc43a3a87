// Owners: who can be booked.

#include <fmt/format.h>

#include "calendar/calendar.hpp"
#include "calendar/text.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

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

}  // namespace calendar
