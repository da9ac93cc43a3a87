// Services, and busy time.

#include <fmt/format.h>

#include <algorithm>

#include "calendar/calendar.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

}  // namespace

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
