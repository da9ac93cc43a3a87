// Moving appointments.

#include <doctest/doctest.h>

#include "calendar/calendar.hpp"
#include "support/alice_calendar.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using make::at;
using make::code_of;
using make::span;

TEST_CASE("a move to where it is already changes nothing, whatever the rules") {
  AliceCalendar alice;
  const Appointment booked = alice.book("2026-11-23T08:00Z");
  alice.set_hours({});
  const Move none =
      alice.calendar.reschedule({*booked.ref, booked.span.start, make::zone("Asia/Tokyo")}, alice.now, Effect::real);
  CHECK_FALSE(none.moved());
  CHECK(none.after.zone == "Europe/Berlin");
  CHECK(alice.calendar.appointment(*booked.ref).zone == "Europe/Berlin");
  alice.set_hours({"09:00-12:00"});
  const Move move =
      alice.calendar.reschedule({*booked.ref, at("2026-11-23T09:00Z"), alice.berlin}, alice.now, Effect::real);
  CHECK(move.moved());
  CHECK(move.before.span == booked.span);
  CHECK(alice.calendar.appointment(*booked.ref).span == move.after.span);
}

TEST_CASE("what has begun or is cancelled cannot be moved") {
  AliceCalendar alice;
  const Reference ref = *alice.book("2026-11-23T08:00Z").ref;
  const auto move = [&](const char* now) {
    return code_of([&] {
      alice.calendar.reschedule({ref, at("2026-11-24T08:00Z"), alice.berlin}, at(now), Effect::real);
    });
  };
  CHECK(move("2026-11-23T08:00Z") == Code::in_the_past);
  CHECK(code_of([&] { alice.calendar.cancel(ref, " ", alice.now); }) == Code::invalid_input);
  const Appointment cancelled = alice.calendar.cancel(ref, {}, alice.now);
  CHECK(cancelled.cancelled == alice.now);
  CHECK(move("2026-11-22T09:00Z") == Code::cancelled);
  CHECK(alice.calendar.cancel(ref, "once more", at("2026-11-22T10:00Z")).cancelled == alice.now);
  CHECK_FALSE(alice.calendar.appointment(ref).reason);
}

TEST_CASE("a move outlives its service, and keeps its length and buffers") {
  AliceCalendar alice;
  const ServiceName talk{"talk"};
  ServiceChange change;
  change.duration = 90min;
  change.buffer_after = 30min;
  alice.calendar.set_service(alice.owner, talk, change, alice.now);
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.service = talk;
  const Reference ref = *alice.calendar.book(request, alice.now, Effect::real).appointment.ref;
  alice.calendar.remove_service(alice.owner, talk, alice.now);
  // 09:00-12:00: the second step of 60 minutes, but the length and the buffer that were agreed.
  const Move move = alice.calendar.reschedule({ref, at("2026-11-23T09:00Z"), alice.berlin}, alice.now, Effect::real);
  CHECK(move.after.span == span("2026-11-23T09:00Z", "2026-11-23T10:30Z"));
  CHECK(move.after.occupied == span("2026-11-23T09:00Z", "2026-11-23T11:00Z"));
  CHECK(code_of([&] {
          alice.calendar.reschedule({ref, at("2026-11-23T10:00Z"), alice.berlin}, alice.now, Effect::real);
        }) == Code::outside_availability);
}

TEST_CASE("a retry with its key gives the appointment as corrected and moved") {
  AliceCalendar alice;
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.key = "K";
  const Reference ref = *alice.calendar.book(request, alice.now, Effect::real).appointment.ref;
  alice.calendar.edit(ref, {.name = "Eve", .phone = "0170 5551234"}, Rules::obeyed, alice.now, Effect::real);
  alice.calendar.reschedule({ref, at("2026-11-23T09:00Z"), alice.berlin}, alice.now, Effect::real);
  const Appointment again = alice.calendar.book(request, alice.now, Effect::real).appointment;
  CHECK(again.ref == ref);
  CHECK(again.invitee.name == "Eve");
  request.invitee.name = "Eve";
  CHECK(code_of([&] { alice.calendar.book(request, alice.now, Effect::real); }) == Code::key_reused);
}

TEST_CASE("what has begun moves by force until it ends, even between owners") {
  AliceCalendar alice;
  const Owner ben = alice.calendar.add_owner(OwnerName{"ben"}, alice.berlin, alice.now, Effect::real);
  const Reference ref = *alice.book("2026-11-23T08:00Z").ref;
  MoveRequest move{ref, at("2026-11-23T09:00Z"), alice.berlin, ben, Rules::overridden};
  CHECK(code_of([&] { alice.calendar.reschedule(move, at("2026-11-23T09:00Z"), Effect::real); }) == Code::in_the_past);
  const Move moved = alice.calendar.reschedule(move, at("2026-11-23T08:59:59Z"), Effect::real);
  CHECK(moved.after.owner == ben.name);
  CHECK(moved.overridden->reasons.front().code() == Code::outside_availability);
  CHECK(alice.calendar.upcoming({{alice.owner}}, alice.now).empty());
}

TEST_CASE("force books a walk-in that began within a day, and none earlier") {
  AliceCalendar alice;
  BookingRequest request = alice.request("2026-11-22T08:55Z");
  CHECK(code_of([&] { alice.calendar.book(request, alice.now, Effect::real); }) == Code::in_the_past);
  request.rules = Rules::overridden;
  CHECK(alice.calendar.book(request, alice.now, Effect::real).appointment.ref);
  request.start = alice.now - 24h - 1s;
  CHECK(code_of([&] { alice.calendar.book(request, alice.now, Effect::real); }) == Code::in_the_past);
}

TEST_CASE("another service brings its length and buffers, and obeys the rules") {
  AliceCalendar alice;
  ServiceChange change;
  change.duration = 90min;
  alice.calendar.set_service(alice.owner, ServiceName{"talk"}, change, alice.now);
  const Reference ref = *alice.book("2026-11-23T08:00Z").ref;
  alice.book("2026-11-23T09:00Z");
  const Correction correction{.service = ServiceName{"talk"}};
  const auto edit = [&] { return alice.calendar.edit(ref, correction, Rules::obeyed, alice.now, Effect::real); };
  CHECK(code_of(edit) == Code::slot_taken);
  alice.calendar.undo({}, alice.now);
  CHECK(edit().after.span == span("2026-11-23T08:00Z", "2026-11-23T09:30Z"));
}

}  // namespace

}  // namespace calendar
