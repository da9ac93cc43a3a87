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
  const Move none = alice.calendar.reschedule(*booked.ref, booked.span.start, make::zone("Asia/Tokyo"), alice.now);
  CHECK_FALSE(none.moved());
  CHECK(none.after.zone == "Europe/Berlin");
  CHECK(alice.calendar.appointment(*booked.ref).zone == "Europe/Berlin");
  alice.set_hours({"09:00-12:00"});
  const Move move = alice.calendar.reschedule(*booked.ref, at("2026-11-23T09:00Z"), alice.berlin, alice.now);
  CHECK(move.moved());
  CHECK(move.before.span == booked.span);
  CHECK(alice.calendar.appointment(*booked.ref).span == move.after.span);
}

TEST_CASE("what has begun or is cancelled cannot be moved") {
  AliceCalendar alice;
  const Reference ref = *alice.book("2026-11-23T08:00Z").ref;
  const auto move = [&](const char* now) {
    return code_of([&] { alice.calendar.reschedule(ref, at("2026-11-24T08:00Z"), alice.berlin, at(now)); });
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
  alice.calendar.set_service(alice.owner, talk, change);
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.service = talk;
  const Reference ref = *alice.calendar.book(request, alice.now, Effect::real).appointment.ref;
  alice.calendar.remove_service(alice.owner, talk);
  // 09:00-12:00: the second step of 60 minutes, but the length and the buffer that were agreed.
  const Move move = alice.calendar.reschedule(ref, at("2026-11-23T09:00Z"), alice.berlin, alice.now);
  CHECK(move.after.span == span("2026-11-23T09:00Z", "2026-11-23T10:30Z"));
  CHECK(move.after.occupied == span("2026-11-23T09:00Z", "2026-11-23T11:00Z"));
  CHECK(code_of([&] { alice.calendar.reschedule(ref, at("2026-11-23T10:00Z"), alice.berlin, alice.now); }) ==
        Code::outside_availability);
}

}  // namespace

}  // namespace calendar
