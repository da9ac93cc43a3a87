// Slots and appointments: where the rules of slots.hpp meet the store.

#include <fmt/format.h>

#include <algorithm>

#include "calendar/calendar.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

bool is_same_request(const Store::KeyUse& use, const BookingRequest& request) {
  const Appointment& made = use.appointment;
  const auto* start = std::get_if<Instant>(&request.start);
  return made.service == request.service && (start == nullptr || *start == use.start) &&
         made.invitee.name == request.invitee.name && made.invitee.email == request.invitee.email &&
         made.invitee.note == request.invitee.note;
}

Appointment made_of(const BookingRequest& request, const Service& service, Instant start, Instant now) {
  return {
      .ref = {},
      .owner = request.owner,
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

std::string_view complaint(Refusal::Rule rule) {
  using Rule = Refusal::Rule;
  switch (rule) {
    case Rule::in_the_past: return "is in the past";
    case Rule::too_soon: return "is too soon for the notice of the service";
    case Rule::too_far: return "is past the horizon of the service";
    case Rule::outside_hours: return "is outside the hours";
    case Rule::past_closing: return "runs past the end of the hours";
    case Rule::off_grid: return "is not a start that the service offers";
    case Rule::appointment: return "is taken by an appointment";
    case Rule::busy_time: return "is taken by busy time";
    case Rule::day_full: return "is on a date that is full";
  }
  return "cannot be booked";
}

// "2026-11-23 10:00 in Europe/Berlin is taken by an appointment".
std::string sentence(const Verdict& verdict) {
  const WallTime start = verdict.zone.wall_time(verdict.slot.start);
  const Date date = std::chrono::floor<Days>(start);
  const std::chrono::hh_mm_ss time{start - date};
  return fmt::format("{} {:02}:{:02} in {} {}", iso(date), time.hours().count(), time.minutes().count(),
                     verdict.zone.name(), complaint(verdict.reasons.front().rule));
}

// The first `most` of them. An appointment is large, so each is moved once, when its place is known.
std::vector<Appointment> by_start(std::vector<Appointment> all, std::size_t most) {
  std::vector<std::pair<Instant, std::size_t>> order;  // of one start, as they came
  order.reserve(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) order.emplace_back(all[i].span.start, i);
  std::ranges::sort(order);
  order.resize(std::min(order.size(), most));
  std::vector<Appointment> sorted;
  sorted.reserve(order.size());
  for (const auto& [start, place] : order) sorted.push_back(std::move(all[place]));
  return sorted;
}

}  // namespace

void check_nameable(const Interval& span) {
  if (nameable.contains(span)) return;
  throw Error{Code::invalid_date, "that time is outside the years 1970 to 9998", Remedy::Kind::name_a_date};
}

Refused::Refused(Verdict verdict)
    : Error{verdict.reasons.front().code(), sentence(verdict)}, verdict_{std::move(verdict)} {}

Agenda Calendar::agenda(const Owner& owner, const Service& service, const Interval& range,
                        const std::optional<Reference>& except) {
  const TimeZone zone = known_zone(owner);
  const Interval touched{service.occupied(range.start).start, service.occupied(range.end).end};
  const Date first = zone.date(range.start);
  const Date last = zone.date(range.end);
  // A window of the date before may reach into the range.
  Agenda agenda{availability(owner, zone, first - Days{2}, last + Days{2}),
                service,
                store_.occupied(owner.id, touched, except),
                {},
                {}};
  for (const Busy& busy : store_.busy(owner, touched)) agenda.busy.push_back(busy.span);
  agenda.busy = united(std::move(agenda.busy));
  if (service.max_per_day) {
    // A clock that goes back over midnight shows the date before once more.
    const Interval around = zone.dates(first - Days{1}, last + Days{1});
    agenda.starts = store_.starts(owner.id, service.name, around, except);
  }
  return agenda;
}

Agenda Calendar::agenda(const OwnerName& name, const ServiceName& service_name, const Interval& range) {
  const Transaction reading{store_, Transaction::Kind::read};
  const Owner owner = known_owner(name);
  return agenda(owner, service(owner, service_name), range, {});
}

std::vector<Interval> Calendar::search(const OwnerName& name, const ServiceName& service_name, const Interval& range,
                                       Instant now, std::optional<std::size_t> limit) {
  std::vector<Interval> slots = free_slots(agenda(name, service_name, range), range, now);
  if (limit && slots.size() > *limit) slots.resize(*limit);
  return slots;
}

// The nearest three within a year, looked for in a day's distance, then a week further away at a
// time: the answer is mostly near.
std::vector<Interval> Calendar::nearest_free(const Owner& owner, const Service& service, Instant start,
                                             const std::optional<Reference>& except, Instant now) {
  constexpr std::size_t wanted = 3;
  constexpr Days week{7};
  const Instant last = service.horizon ? now + *service.horizon : Instant::max();
  const Instant middle = std::clamp(start, now, std::max(now, last));
  std::vector<Interval> slots;
  const auto look = [&](Instant from, Instant to) {
    const Interval range{std::max(from, now), std::max(to, now)};
    if (range.start < range.end)
      std::ranges::move(free_slots(agenda(owner, service, range, except), range, now), std::back_inserter(slots));
  };
  Days reached{1};
  look(middle - reached, middle + reached);
  for (Days reach = week; slots.size() < wanted && reach <= 53 * week; reach += week) {
    look(middle - reach, middle - reached);
    look(middle + reached, middle + reach);
    reached = reach;
  }
  const auto distance = [&](const Interval& slot) { return std::chrono::abs(slot.start - start); };
  std::ranges::stable_sort(slots, {}, distance);
  slots.resize(std::min(slots.size(), wanted));
  std::ranges::sort(slots);
  return slots;
}

Verdict Calendar::verdict(std::vector<Refusal> reasons, const Owner& owner, const Service& service, Instant start,
                          const TimeZone& zone, const std::optional<Reference>& except, Instant now) {
  std::vector<Interval> next;
  if (!reasons.empty()) next = nearest_free(owner, service, start, except, now);
  return {service.slot(start), owner.name, service, zone, std::move(reasons), std::move(next)};
}

Verdict Calendar::why(const OwnerName& name, const ServiceName& service_name, Instant start, const TimeZone& zone,
                      Instant now) {
  const Transaction reading{store_, Transaction::Kind::read};
  const Owner owner = known_owner(name);
  const Service offered = service(owner, service_name);
  return verdict(refusals(agenda(owner, offered, {start, start}, {}), start, now), owner, offered, start, zone, {},
                 now);
}

// A month at a time: the answer is mostly near.
Instant Calendar::first_free(const Owner& owner, const Service& service, const Interval& range, Instant now) {
  for (Interval month = range; month.start < range.end; month.start = month.end) {
    month.end = std::min(month.start + Days{31}, range.end);
    const std::vector<Interval> slots = free_slots(agenda(owner, service, month, {}), month, now);
    if (!slots.empty()) return slots.front().start;
  }
  throw Error{Code::no_availability, fmt::format("nothing of {} is free in that time", owner.name.str()),
              Remedy{Remedy::Kind::search_longer, owner.name.str()}};
}

Instant Calendar::start_of(const BookingRequest& request, const Owner& owner, const Service& service, Instant now) {
  if (const auto* first = std::get_if<FirstFree>(&request.start)) return first_free(owner, service, first->range, now);
  return std::get<Instant>(request.start);
}

Booking Calendar::book(const BookingRequest& request, Instant now, Effect effect) {
  check(request.invitee);
  if (request.key) check_text("key", *request.key, 200);
  Transaction transaction{store_, kind_of(effect)};
  const Owner owner = known_owner(request.owner);
  const Service offered = service(owner, request.service);
  if (const auto use = request.key ? store_.key_use(owner.id, *request.key) : std::nullopt) {
    if (is_same_request(*use, request)) return {use->appointment, {}};
    throw Error{Code::key_reused, fmt::format("the key '{}' belongs to another request", *request.key),
                Remedy{Remedy::Kind::show_appointment, use->appointment.ref->str()}, "key"};
  }

  const Instant start = start_of(request, owner, offered, now);
  check_nameable(offered.slot(start));
  std::vector<Refusal> reasons = refusals(agenda(owner, offered, {start, start}, {}), start, now);
  const bool overridden =
      request.rules == Rules::overridden && std::ranges::all_of(reasons, &Refusal::can_be_overridden);
  if (!reasons.empty() && !overridden) {
    // What cannot be overridden is what to tell to somebody who tried.
    if (request.rules == Rules::overridden)
      std::stable_partition(reasons.begin(), reasons.end(), std::not_fn(&Refusal::can_be_overridden));
    throw Refused{verdict(std::move(reasons), owner, offered, start, request.zone, {}, now)};
  }
  Booking booking{made_of(request, offered, start, now), {}};
  if (!reasons.empty())
    booking.overridden = Verdict{offered.slot(start), owner.name, offered, request.zone, std::move(reasons), {}};
  if (effect == Effect::rehearsal) return booking;
  booking.appointment.ref = store_.insert(owner.id, booking.appointment);  // the trigger asks once more
  transaction.commit();
  return booking;
}

Appointment Calendar::appointment(const Reference& ref) {
  const Transaction reading{store_, Transaction::Kind::read};
  if (auto found = store_.appointment(ref)) return *std::move(found);
  throw Error{Code::unknown_reference, fmt::format("no appointment has the reference '{}'", ref.str()),
              Remedy::Kind::list_appointments};
}

Appointment Calendar::cancel(const Reference& ref, const std::optional<std::string>& reason, Instant now) {
  if (reason) check_text("reason", *reason, 2000);
  Transaction change{store_, Transaction::Kind::write};
  Appointment cancelled = appointment(ref);
  if (cancelled.status == Status::cancelled) return cancelled;
  cancelled.status = Status::cancelled;
  cancelled.cancelled = now;
  cancelled.reason = reason;
  store_.update(cancelled);
  change.commit();
  return cancelled;
}

Appointment Calendar::reschedule(const Reference& ref, Instant start, const TimeZone& zone, Instant now) {
  Transaction change{store_, Transaction::Kind::write};
  const Appointment before = appointment(ref);
  if (before.status == Status::cancelled) {
    throw Error{Code::cancelled, fmt::format("{} is cancelled and cannot be moved", ref.str()),
                Remedy::Kind::book_again};
  }
  if (before.span.start <= now) {
    throw Error{Code::in_the_past, fmt::format("{} has begun and cannot be moved", ref.str()),
                Remedy{Remedy::Kind::show_appointment, ref.str()}};
  }
  const Owner owner = known_owner(before.owner);
  // The service's present rules, but the length and the buffers that were agreed. A service that is
  // no longer offered has no rules.
  Service rules = store_.service(owner.id, before.service).value_or(Service{.name = before.service});
  rules.step = rules.step_or_duration();
  rules.duration = std::chrono::duration_cast<Minutes>(before.span.end - before.span.start);
  rules.buffer_before = std::chrono::duration_cast<Minutes>(before.span.start - before.occupied.start);
  rules.buffer_after = std::chrono::duration_cast<Minutes>(before.occupied.end - before.span.end);
  if (auto reasons = refusals(agenda(owner, rules, {start, start}, ref), start, now); !reasons.empty()) {
    throw Refused{verdict(std::move(reasons), owner, rules, start, zone, ref, now)};
  }
  check_nameable(rules.slot(start));
  Appointment after = moved(before, start, zone);
  store_.update(after);
  change.commit();
  return after;
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
  const std::size_t most = query.limit.value_or(found.size());
  return by_start(std::move(found), most);
}

std::vector<Appointment> Calendar::history(const OwnerName& name, const Interval& range) {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.history(known_owner(name), range);
}

}  // namespace calendar
