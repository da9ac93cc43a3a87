// Series: booked, found, and moved as a whole or from one on.

#include "calendar/series.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "use_cases/requests.hpp"
#include "use_cases/series_plan.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

// Whether nothing is to be booked of it.
bool fails(const SeriesPlan& plan, const SeriesRequest& request) {
  if (plan.refused.empty()) return false;
  if (request.conflicts == Conflicts::refuse || plan.appointments.empty()) return true;
  if (plan.refused.front().position == 1 && plan.refused.front().error == Code::in_the_past.name) return true;
  return request.conflicts == Conflicts::fill && static_cast<int>(plan.appointments.size()) < request.repetition.times;
}

Series series_of(const SeriesRequest& request, SeriesPlan& plan, Instant now) {
  return {.ref = {},
          .owner = request.first.owner.name,
          .zone = request.first.zone.name(),
          .first = request.first.zone.wall_time(std::get<Instant>(request.first.start)),
          .utc_offset = request.first.zone.offset(std::get<Instant>(request.first.start)),
          .repetition = request.repetition,
          .conflicts = request.conflicts,
          .dates = plan.dates,
          .refused = std::move(plan.refused),
          .key = request.first.key,
          .created = now};
}

bool asks_for(const SeriesRequest& request, const Series& series) {
  const TimeZone& zone = request.first.zone;
  const Instant start = std::get<Instant>(request.first.start);
  return series.zone == zone.name() && series.first == zone.wall_time(start) &&
         series.utc_offset == zone.offset(start) && series.repetition == request.repetition &&
         series.conflicts == request.conflicts;
}

}  // namespace

SeriesBooking Calendar::book_series(const SeriesRequest& request, Instant now, Effect effect) {
  const SeriesRequest valid{validated(request.first), request.repetition, request.conflicts};
  Transaction transaction{store_, kind_of(effect), now};
  const Owner owner = present(valid.first.owner, transaction);
  std::optional<SeriesBooking> booking = booked_before(valid, owner);
  if (!booking) booking = book_series(valid, owner, now, effect);
  transaction.commit();
  return *std::move(booking);
}

SeriesBooking Calendar::book_series(const SeriesRequest& valid, const Owner& owner, Instant now, Effect effect) {
  const Timetable timetable{store_, owner, chosen_service(owner, valid.first.service)};
  const std::vector<SeriesDate> dates =
      dates_of(valid.repetition, valid.conflicts, std::get<Instant>(valid.first.start), valid.first.zone);
  for (const SeriesDate& date : {dates.front(), dates.back()}) check_nameable(timetable.service().slot(date.start));
  SeriesPlan plan = plan_of(valid, dates, timetable, timetable.agenda({dates.front().start, dates.back().start}), now);
  if (fails(plan, valid)) {
    plan.first_refused->next = fitting_starts(valid, timetable, now);
    throw SeriesRefused{*std::move(plan.first_refused), std::move(plan.refused), plan.dates};
  }
  SeriesBooking booking{series_of(valid, plan, now), std::move(plan.appointments), std::move(plan.overridden)};
  if (effect == Effect::real) {
    std::optional<std::string> key_request;
    if (valid.first.key)
      key_request = request_text(valid.first.service, valid.first.invitee, booking.appointments.front().length());
    booking.series.ref = store_.insert_series(owner.id, booking.series, key_request);
  }
  for (Appointment& each : booking.appointments) {
    each.series->series = booking.series.ref;
    each.series->of = booking.series.dates;
    if (effect == Effect::real) each.ref = store_.insert(owner.id, each, valid.first.service);
  }
  return booking;
}

std::optional<SeriesBooking> Calendar::booked_before(const SeriesRequest& request, const Owner& owner) {
  const auto& key = request.first.key;
  if (!key) return std::nullopt;
  if (auto stored = store_.series_of_key(owner.id, *key)) {
    SeriesBooking before{std::move(stored->series), {}};
    before.appointments = store_.appointments_of(before.series.ref.value());
    const bool same = !before.appointments.empty() && asks_for(request, before.series) &&
                      is_same_request(stored->key_request, before.appointments.front(), request.first,
                                      shortest_of(owner.id, request.first.service));
    if (same) return before;
    throw key_reused(*key, before.series.ref.value());
  }
  if (const auto use = store_.key_use(owner.id, *key)) throw key_reused(*key, use->appointment.ref.value());
  return std::nullopt;
}

std::variant<Appointment, SeriesBooking> Calendar::find(const Reference& ref) {
  const Transaction reading{store_, Transaction::Kind::read};
  if (auto found = store_.appointment(ref)) return *std::move(found);
  if (auto stored = store_.series(ref)) return SeriesBooking{std::move(stored->series), store_.appointments_of(ref)};
  return stored_appointment(ref);  // there is none
}

std::vector<Appointment> Calendar::following(const Reference& ref, Instant now) {
  const Transaction reading{store_, Transaction::Kind::read};
  const Appointment first = stored_appointment(ref);
  if (!first.series)
    throw Error{Code::usage, fmt::format("{} is not one of a series", ref.str()),
                Remedy{Remedy::Kind::show_appointment, ref.str()}};
  std::vector<Appointment> found = store_.appointments_of(first.series->series.value(), first.series->position);
  std::erase_if(found, [&](const Appointment& each) { return each.span.start <= now; });
  return found;
}

}  // namespace calendar
