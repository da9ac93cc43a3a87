// Services, and busy time.

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <set>

#include "calendar/calendar.hpp"
#include "calendar/limits.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

std::string length_words(Minutes length) {
  return fmt::format("{} minute{}", length.count(), length == Minutes{1} ? "" : "s");
}

// The lengths offered on both sides of another: "30m or 60m".
std::string nearest_lengths(const Service& service, Minutes length) {
  const Minutes longest = service.duration_max.value_or(service.duration);
  const Minutes below = std::clamp(length / service.duration * service.duration, service.duration, longest);
  const Minutes above = std::min(below + service.duration, longest);
  if (below == above || length < below) return fmt::format("{}m", below.count());
  return fmt::format("{}m or {}m", below.count(), above.count());
}

// A service whose lengths do not go together.
[[noreturn]] void refuse_longest(Minutes shortest, Minutes longest) {
  throw Error{Code::invalid_duration,
              fmt::format("the longest, {}, is not a multiple of the shortest, {}", length_words(longest),
                          length_words(shortest)),
              Remedy{Remedy::Kind::choose_length,
                     fmt::format("{0}m..{1}m", shortest.count(),
                                 (shortest * std::max<std::int64_t>(longest / shortest, 2)).count())},
              "duration"};
}

void apply(const ServiceChange& change, Service& service) {
  if (change.duration) {
    service.duration = *change.duration;
    service.duration_max = change.duration_max == change.duration ? std::nullopt : change.duration_max;
    if (service.duration_max && !service.offers(*service.duration_max))
      refuse_longest(service.duration, *service.duration_max);
  }
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

Service Calendar::service(const Owner& owner, const ServiceChoice& choice) {
  const Transaction reading{store_, Transaction::Kind::read};
  return chosen_service(present(owner, reading), choice);
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

Service Calendar::chosen_service(const Owner& owner, const ServiceChoice& choice) {
  Service service = choice.name ? stored_service(owner, *choice.name) : service_unnamed(owner);
  if (!choice.duration) return service;
  if (service.offers(*choice.duration)) return service.lasting(*choice.duration);
  throw Error{Code::invalid_duration,
              fmt::format("{} cannot be booked for {}", service.name.str(), length_words(*choice.duration)),
              Remedy{Remedy::Kind::choose_length, nearest_lengths(service, *choice.duration)}, "duration"};
}

std::optional<Minutes> Calendar::shortest_of(OwnerId owner, const ServiceChoice& choice) {
  const ServiceName name = choice.name.value_or(Service{}.name);
  if (const auto service = store_.service(owner, name)) return service->duration;
  return name == Service{}.name ? std::optional{Service{}.duration} : std::nullopt;
}

Service Calendar::service_unnamed(const Owner& owner) {
  Service standard = store_.service(owner.id, Service{}.name).value_or(Service{});
  if (!standard.closed) return standard;
  std::vector<Service> open = store_.services(owner.id);
  std::erase_if(open, &Service::closed);
  if (open.empty()) return standard;
  if (open.size() == 1) return std::move(open.front());
  std::string names;
  for (const Service& each : open) names += (names.empty() ? "" : ", ") + each.name.str();
  throw Error{Code::usage, fmt::format("{} offers several services: {}", owner.name.str(), names),
              Remedy{Remedy::Kind::choose_service, names}};
}

std::vector<std::pair<std::size_t, Service>> Calendar::offers(const std::vector<Owner>& owners,
                                                              const ServiceChoice& choice) {
  std::vector<std::pair<std::size_t, Service>> found;
  std::exception_ptr other_length;
  for (std::size_t i = 0; i < owners.size(); ++i) {
    if (choice.name && !offered_service(owners[i], *choice.name)) continue;
    try {
      found.emplace_back(i, chosen_service(owners[i], choice));
    } catch (const Error& error) {
      if (error.code() != Code::invalid_duration) throw;
      other_length = std::current_exception();
    }
  }
  if (found.empty() && other_length) std::rethrow_exception(other_length);
  if (found.empty()) throw unknown_service(owners, choice.name.value_or(Service{}.name));
  return found;
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

Service Calendar::rename_service(const Owner& owner, const ServiceName& name, const ServiceName& new_name,
                                 Instant now) {
  Transaction transaction{store_, Transaction::Kind::write, now};
  const Owner found = present(owner, transaction);
  Service service = stored_service(found, name);
  const ServiceName standard = Service{}.name;
  if (name == standard)
    throw Error{Code::invalid_name, "the default service keeps its name: it is meant when none is named",
                Remedy{Remedy::Kind::give_title, name.str()}};
  if (name == new_name) return service;
  if (new_name == standard || store_.knows_service({found}, new_name)) {
    throw Error{Code::service_exists,
                fmt::format("{} has, or had, a service named '{}'", found.name.str(), new_name.str()),
                Remedy{Remedy::Kind::list_services, found.name.str()}};
  }
  store_.rename_service(found.id, name, new_name);
  transaction.commit();
  service.name = new_name;
  return service;
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
