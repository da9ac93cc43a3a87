// Slots and appointments: where the rules of slots.hpp meet the store.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "calendar/calendar.hpp"
#include "calendar/limits.hpp"
#include "use_cases/requests.hpp"
#include "use_cases/timetable.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

Instant start_of(const BookingRequest& request, const Timetable& timetable, Instant now) {
  if (const auto* start = std::get_if<Instant>(&request.start)) return *start;
  const Interval& range = std::get<FirstFree>(request.start).range;
  if (timetable.service().closed)
    throw Refused{timetable.verdict(timetable.refusals(range.start, now), range.start, request.zone, now)};
  if (const auto first = timetable.first_free(range, now)) return *first;
  const std::string& owner = timetable.owner().name.str();
  throw Error{Code::no_availability, fmt::format("{} has no free slot in that time", owner),
              Remedy{Remedy::Kind::search_longer, owner}};
}

}  // namespace

Appointment new_appointment(const BookingRequest& request, const Service& service, Instant start, Instant now) {
  return {
      .ref = {},
      .owner = request.owner.name,
      .service = service.name,
      .span = service.slot(start),
      .occupied = service.occupied(start),
      .zone = request.zone.name(),
      .utc_offset = request.zone.offset(start),
      .status = Status::booked,
      .invitee = request.invitee,
      .key = request.key,
      .created = now,
      .cancelled = {},
      .reason = {},
  };
}

bool is_same_request(const std::optional<std::string>& text, const Appointment& made, const BookingRequest& request,
                     std::optional<Minutes> shortest) {
  if (text) return is_request(*text, request.service, request.invitee, shortest, made.length());
  return made.service == request.service.name.value_or(Service{}.name) && trimmed(made.invitee) == request.invitee;
}

Error key_reused(const std::string& key, const Reference& by) {
  return {Code::key_reused, fmt::format("the key '{}' belongs to another request", key),
          Remedy{Remedy::Kind::show_appointment, by.str()}, "key"};
}

void check_nameable(const Interval& span) {
  if (nameable.contains(span)) return;
  throw Error{Code::invalid_date, "that time is outside the years 1970 to 9998", Remedy::Kind::name_a_date};
}

std::vector<SearchedAgenda> Calendar::agendas(const std::vector<SlotSearch>& searches, const ServiceChoice& choice) {
  const Transaction reading{store_, Transaction::Kind::read};
  std::vector<Owner> asked;
  for (const SlotSearch& search : searches) asked.push_back(present(search.owner, reading));
  std::vector<SearchedAgenda> found;
  for (auto& [index, service] : offers(asked, choice)) {
    const Interval range = searches[index].range;
    found.push_back({asked[index], range, Timetable{store_, asked[index], std::move(service)}.agenda(range)});
  }
  return found;
}

std::vector<Interval> Calendar::search(const Owner& owner, const ServiceChoice& choice, const Interval& range,
                                       Instant now, std::optional<std::size_t> limit) {
  std::vector<Interval> slots = free_slots(agendas({{owner, range}}, choice).front().agenda, range, now);
  if (limit && slots.size() > *limit) slots.resize(*limit);
  return slots;
}

Verdict Calendar::why(const Owner& owner, const ServiceChoice& choice, Instant start, const TimeZone& zone,
                      Instant now) {
  const Transaction reading{store_, Transaction::Kind::read};
  const Owner found = present(owner, reading);
  const Timetable timetable{store_, found, chosen_service(found, choice)};
  return timetable.verdict(timetable.refusals_by_name(start, now), start, zone, now);
}

Booking Calendar::book(const BookingRequest& request, Instant now, Effect effect) {
  const BookingRequest valid = validated(request);
  Transaction transaction{store_, kind_of(effect), now};
  const Owner owner = present(request.owner, transaction);
  std::optional<Booking> booking = booked_before(valid, {&owner.id, 1});
  if (!booking) booking = book(valid, Timetable{store_, owner, chosen_service(owner, request.service)}, now, effect);
  transaction.commit();
  return *std::move(booking);
}

namespace {

// The timetables of a batch, each read once.
class Timetables {
 public:
  Timetables(Store& store) : store_{store} {}

  template <class GetService>
  const Timetable& of(const Owner& owner, const ServiceChoice& choice, GetService&& service) {
    const std::pair key{owner.name, choice};
    auto found = all_.find(key);
    if (found == all_.end()) found = all_.try_emplace(key, store_, owner, service()).first;
    return found->second;
  }

 private:
  Store& store_;
  std::map<std::pair<OwnerName, ServiceChoice>, Timetable> all_;
};

}  // namespace

std::vector<AnyBooking> Calendar::book(const std::vector<AnyRequest>& requests, Instant now) {
  Transaction transaction{store_, Transaction::Kind::write, now};
  Timetables timetables{store_};
  const auto book_one = [&](const BookingRequest& request) -> Booking {
    const BookingRequest valid = validated(request);
    const Owner owner = present(valid.owner, transaction);
    if (auto before = booked_before(valid, {&owner.id, 1})) return *std::move(before);
    const auto service = [&] { return chosen_service(owner, valid.service); };
    return book(valid, timetables.of(owner, valid.service, service), now, Effect::real);
  };
  std::vector<AnyBooking> bookings;
  bookings.reserve(requests.size());
  for (const AnyRequest& request : requests) {
    try {
      if (const auto* one = std::get_if<BookingRequest>(&request)) {
        bookings.emplace_back(book_one(*one));
      } else {
        bookings.emplace_back(book_series(std::get<SeriesRequest>(request), now, Effect::real));
      }
    } catch (Error& error) {
      error.set_line(bookings.size() + 1);
      throw;
    }
  }
  transaction.commit();
  return bookings;
}

Booking Calendar::book(const BookingRequest& request, const Timetable& timetable, Instant now, Effect effect) {
  const OwnerId owner = timetable.owner().id;
  const Instant start = start_of(request, timetable, now);
  check_nameable(timetable.service().slot(start));
  Booking booking{new_appointment(request, timetable.service(), start, now), {}};
  booking.overridden = timetable.allowed(start, request.zone, request.rules, now);
  if (effect == Effect::real)
    booking.appointment.ref = store_.insert(owner, booking.appointment, request.service);  // the trigger asks once more
  return booking;
}

std::optional<Booking> Calendar::booked_before(const BookingRequest& request, std::span<const OwnerId> owners) {
  if (!request.key) return std::nullopt;
  std::optional<Store::KeyUse> other;
  for (const OwnerId owner : owners) {
    auto use = store_.key_use(owner, *request.key);
    const auto* start = std::get_if<Instant>(&request.start);
    const bool at_its_start = use && (start == nullptr || *start == use->start);
    if (at_its_start && is_same_request(use->request, use->appointment, request, shortest_of(owner, request.service)))
      return Booking{use->appointment, {}};
    if (use) other = std::move(use);
  }
  if (other) throw key_reused(*request.key, other->appointment.ref.value());
  for (const OwnerId owner : owners) {
    if (const auto series = store_.series_of_key(owner, *request.key))
      throw key_reused(*request.key, series->series.ref.value());
  }
  return std::nullopt;
}

Appointment Calendar::appointment(const Reference& ref) {
  const Transaction reading{store_, Transaction::Kind::read};
  return stored_appointment(ref);
}

Appointment Calendar::stored_appointment(const Reference& ref) {
  if (auto found = store_.appointment(ref)) return *std::move(found);
  throw Error{Code::unknown_reference, fmt::format("no appointment has the reference '{}'", ref.str()),
              Remedy::Kind::list_appointments};
}

}  // namespace calendar
