// Services, and busy time.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "calendar/calendar.hpp"
#include "calendar/limits.hpp"
#include "calendar/text.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

std::optional<std::string> validated_title(const std::optional<std::string>& title) {
  if (!title) return std::nullopt;
  const std::string_view text = trimmed(*title);
  validate_text("title", text, limits::name);
  return std::string{text};
}

void apply(const ServiceChange& change, Service& service) {
  if (change.duration) service.duration = *change.duration;
  if (change.step) service.step = *change.step;
  if (change.buffer_before) service.buffer_before = *change.buffer_before;
  if (change.buffer_after) service.buffer_after = *change.buffer_after;
  if (change.notice) service.notice = *change.notice;
  if (change.horizon) service.horizon = *change.horizon;
  if (change.max_per_day) service.max_per_day = *change.max_per_day;
  if (change.notice_days) service.notice_days = *change.notice_days;
  if (change.max_per_week) service.max_per_week = *change.max_per_week;
  if (change.title) service.title = validated_title(*change.title);
  if (change.closed) service.closed = *change.closed;
}

}  // namespace

std::vector<Service> Calendar::services(const Owner& owner) {
  const Transaction reading{store_, Transaction::Kind::read};
  std::vector<Service> services = store_.services(present(owner, reading).id);
  const Service standard;
  if (std::ranges::find(services, standard.name, &Service::name) == services.end()) services.push_back(standard);
  std::ranges::sort(services, {}, &Service::name);
  return services;
}

Service Calendar::service(const Owner& owner, const ServiceName& name) {
  const Transaction reading{store_, Transaction::Kind::read};
  return stored_service(present(owner, reading), name);
}

std::optional<Service> Calendar::offered_service(const Owner& owner, const ServiceName& name) {
  if (auto set = store_.service(owner.id, name)) return set;
  const Service standard;
  return name == standard.name ? std::optional{standard} : std::nullopt;
}

Service Calendar::stored_service(const Owner& owner, const ServiceName& name) {
  if (auto offered = offered_service(owner, name)) return *std::move(offered);
  throw unknown_service({owner}, name);
}

Error Calendar::unknown_service(const std::vector<Owner>& owners, const ServiceName& name) {
  const Service standard;
  std::set<ServiceName> others;
  for (const Owner& owner : owners) {
    for (const Service& each : store_.services(owner.id)) others.insert(each.name);
  }
  others.erase(standard.name);
  std::string offered = standard.name.str();
  for (const ServiceName& other : others) offered += ", " + other.str();
  const std::string offers =
      owners.size() == 1 ? owners.front().name.str() + " offers no" : "none of the owners offers a";
  return {Code::unknown_service, fmt::format("{} service named '{}'", offers, name.str()),
          Remedy{Remedy::Kind::choose_service, offered}};
}

void Calendar::check_service(const std::vector<Owner>& owners, const ServiceName& name) {
  const Transaction reading{store_, Transaction::Kind::read};
  if (name == Service{}.name || store_.knows_service(owners, name)) return;
  const std::vector<Owner> asked = owners.empty() ? store_.owners() : owners;
  if (!asked.empty()) throw unknown_service(asked, name);
}

Service Calendar::set_service(const Owner& owner, const ServiceName& name, const ServiceChange& change, Instant now) {
  Transaction transaction{store_, Transaction::Kind::write, now};
  const OwnerId id = present(owner, transaction).id;
  Service service = store_.service(id, name).value_or(Service{.name = name});
  apply(change, service);
  store_.set_service(id, service);
  transaction.commit();
  return service;
}

RemovedService Calendar::remove_service(const Owner& owner, const ServiceName& name, Instant now) {
  Transaction transaction{store_, Transaction::Kind::write, now};
  const Owner found = present(owner, transaction);
  RemovedService change{stored_service(found, name), {}};
  if (const Service standard; name == standard.name) change.restored = standard;
  store_.remove_service(found.id, name);
  transaction.commit();
  return change;
}

AddedBusy Calendar::add_busy(const Owner& owner, const Interval& span, const std::optional<std::string>& note,
                             Instant now) {
  Busy busy{0, owner.name, span, validated_note(note)};
  check_nameable(span);
  Transaction change{store_, Transaction::Kind::write, now};
  const Owner found = present(owner, change);
  std::vector<Appointment> inside;
  for (Listed& each : store_.booked({{found}, {always.start, span.end}}, span.start))
    inside.push_back(std::move(each.appointment));
  busy.id = store_.insert_busy(found.id, busy);
  change.commit();
  return {std::move(busy), std::move(inside)};
}

Busy Calendar::remove_busy(std::int64_t id, Instant now) {
  Transaction change{store_, Transaction::Kind::write, now};
  const auto found = store_.busy(id);
  if (!found)
    throw Error{Code::unknown_reference, fmt::format("no busy time has the id '{}'", id), Remedy::Kind::list_busy};
  store_.remove_busy(*found);
  change.commit();
  return *found;
}

}  // namespace calendar
