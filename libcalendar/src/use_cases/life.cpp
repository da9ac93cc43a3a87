// What becomes of an appointment after it was booked: moved, corrected, marked, cancelled.

#include <fmt/format.h>

#include "calendar/calendar.hpp"
#include "use_cases/requests.hpp"
#include "use_cases/timetable.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

}  // namespace

void refuse_cancelled(const Appointment& appointment, std::string_view what) {
  if (appointment.status == Status::booked) return;
  throw Error{Code::cancelled, fmt::format("{} is cancelled and cannot be {}", appointment.ref->str(), what),
              Remedy::Kind::book_again};
}

// Once begun it stays where it is, unless forced, and once it has ended for ever.
void refuse_begun(const Appointment& appointment, Rules rules, Instant now) {
  const bool ended = appointment.span.end <= now;
  const bool begun = appointment.span.start <= now;
  if (!ended && (!begun || rules == Rules::overridden)) return;
  throw Error{Code::in_the_past,
              fmt::format("{} has {} and cannot be moved", appointment.ref->str(), ended ? "ended" : "begun"),
              Remedy{Remedy::Kind::show_appointment, appointment.ref->str()}};
}

// The service's present rules, but the length and the buffers that were agreed. A closed service only takes no
// new bookings, and one that is no longer offered has no rules.
Service rules_of_move(const Appointment& before, std::optional<Service> present) {
  Service rules = std::move(present).value_or(Service{.name = before.service});
  rules.closed = false;
  rules = rules.lasting(before.length());
  rules.buffer_before = std::chrono::duration_cast<Minutes>(before.span.start - before.occupied.start);
  rules.buffer_after = std::chrono::duration_cast<Minutes>(before.occupied.end - before.span.end);
  return rules;
}

namespace {

void set(std::optional<std::string>& text, const std::optional<std::optional<std::string>>& correction) {
  if (correction) text = *correction;
}

Invitee corrected(Invitee invitee, const Correction& correction) {
  if (correction.name) invitee.name = *correction.name;
  set(invitee.email, correction.email);
  set(invitee.phone, correction.phone);
  set(invitee.note, correction.note);
  return validated(std::move(invitee));
}

bool has_same_length(const Appointment& one, const Appointment& other) {
  return one.service == other.service && one.span == other.span && one.occupied == other.occupied;
}

}  // namespace

Appointment Calendar::cancel(const Reference& ref, const std::optional<std::string>& reason, Instant now,
                             Effect effect) {
  const auto why = validated_reason(reason);
  Transaction change{store_, kind_of(effect), now};
  const Appointment before = appointment(ref);
  if (before.status == Status::cancelled) return before;
  Appointment after = cancelled(before, now, why);
  if (effect == Effect::rehearsal) return after;
  store_.update(after, Deed::cancelled);
  change.commit();
  return stored_appointment(ref);
}

Move Calendar::reschedule(const MoveRequest& request, Instant now, Effect effect) {
  Transaction change{store_, kind_of(effect), now};
  const Appointment before = appointment(request.ref);
  refuse_cancelled(before, "moved");
  refuse_begun(before, request.rules, now);
  const Owner owner = request.owner ? present(*request.owner, change) : stored_owner(before.owner);
  if (owner.name == before.owner && before.span.start == request.start && !shifted_from(before))
    return {before, before, {}};
  const Service rules = rules_of_move(before, store_.service(owner.id, before.service));
  const Timetable timetable{store_, owner, rules, {request.ref}};
  check_nameable(rules.slot(request.start));
  Move move{before, rescheduled(before, request.start, request.zone),
            timetable.allowed(request.start, request.zone, request.rules, now)};
  move.after.owner = owner.name;
  if (effect == Effect::rehearsal) return move;
  store_.update(move.after, Deed::moved);
  change.commit();
  move.after = stored_appointment(request.ref);
  return move;
}

Edit Calendar::edit(const Reference& ref, const Correction& correction, Rules rules, Instant now, Effect effect) {
  Transaction change{store_, kind_of(effect), now};
  const Appointment before = appointment(ref);
  refuse_cancelled(before, "edited");
  Edit edit{before, before, {}};
  edit.after.invitee = corrected(before.invitee, correction);
  if (correction.service || correction.duration) {
    const Owner owner = stored_owner(before.owner);
    Service service = correction.service ? stored_service(owner, *correction.service)
                                         : rules_of_move(before, store_.service(owner.id, before.service));
    if (correction.duration || service.offers(before.length()))
      service = service.lasting(correction.duration.value_or(before.length()));
    edit.after.service = service.name;
    edit.after.span = service.slot(before.span.start);
    edit.after.occupied = service.occupied(before.span.start);
    if (!has_same_length(before, edit.after)) {
      refuse_begun(before, rules, now);
      const TimeZone zone = owner.time_zone();
      edit.overridden = Timetable{store_, owner, service, {ref}}.allowed(before.span.start, zone, rules, now);
      check_nameable(edit.after.span);
    }
  }
  if (effect == Effect::rehearsal || edit.after == before) return edit;
  store_.update(edit.after, Deed::edited);
  change.commit();
  edit.after = stored_appointment(ref);
  return edit;
}

Appointment Calendar::mark(const Reference& ref, std::optional<Attendance> attendance, Instant now) {
  Transaction change{store_, Transaction::Kind::write, now};
  Appointment marked = appointment(ref);
  refuse_cancelled(marked, "marked");
  if (marked.attendance == attendance) return marked;
  marked.attendance = attendance;
  store_.update(marked, Deed::marked);
  change.commit();
  return stored_appointment(ref);
}

}  // namespace calendar
