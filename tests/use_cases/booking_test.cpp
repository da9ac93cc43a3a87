// Searching, verdicts and booking.

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include "calendar/calendar.hpp"
#include "support/alice_calendar.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using make::at;
using make::code_of;
using make::span;
using make::text;

// The refusal of a booking; fails when it is not refused.
Refused refusal_of(AliceCalendar& alice, const BookingRequest& request, Instant now) {
  std::optional<Refused> refused;
  try {
    alice.calendar.book(request, now, Effect::real);
  } catch (const Refused& error) {
    refused = error;
  }
  REQUIRE(refused);
  return *refused;
}

TEST_CASE("the search offers the hours of a date, less what is taken") {
  // Monday 2026-11-23 in Berlin, +01:00: 09:00-12:00 and 13:00-17:00.
  AliceCalendar alice;
  CHECK(starts(alice.search("2026-11-22T23:00Z", "2026-11-23T23:00Z")) ==
        "2026-11-23T08:00Z 2026-11-23T09:00Z 2026-11-23T10:00Z 2026-11-23T12:00Z 2026-11-23T13:00Z 2026-11-23T14:00Z "
        "2026-11-23T15:00Z");
  alice.book("2026-11-23T09:00Z");
  alice.book("2026-11-23T15:00Z");
  CHECK(starts(alice.search("2026-11-22T23:00Z", "2026-11-23T23:00Z")) ==
        "2026-11-23T08:00Z 2026-11-23T10:00Z 2026-11-23T12:00Z 2026-11-23T13:00Z 2026-11-23T14:00Z");
}

TEST_CASE("the search includes its start, excludes its end, and offers nothing past") {
  AliceCalendar alice;
  CHECK(starts(alice.search("2026-11-23T09:00Z", "2026-11-23T12:00Z")) == "2026-11-23T09:00Z 2026-11-23T10:00Z");
  CHECK(alice.search("2026-11-23T09:00Z", "2026-11-23T09:00Z").empty());
  CHECK(starts(alice.search("2026-11-21T23:00Z", "2026-11-22T11:00Z")) == "2026-11-22T09:00Z 2026-11-22T10:00Z");
  const auto limited = [&](std::size_t limit) {
    return alice.calendar.search(alice.owner, ServiceName{"default"}, span("2026-11-23T00:00Z", "2026-11-25T00:00Z"),
                                 alice.now, limit);
  };
  CHECK(starts(limited(2)) == "2026-11-23T08:00Z 2026-11-23T09:00Z");
  CHECK(limited(0).empty());
  CHECK(limited(1000).size() == 14);
}

TEST_CASE("an appointment from before a range still blocks a slot in it") {
  AliceCalendar alice;
  alice.book("2026-11-23T08:00Z");
  AvailabilityChange shifted;
  shifted.weekly = AliceCalendar::every_day({"09:30-12:00"});
  alice.calendar.change_availability(alice.owner, shifted, alice.now, Effect::real);
  CHECK(starts(alice.search("2026-11-23T08:30Z", "2026-11-23T11:00Z")) == "2026-11-23T09:30Z");
}

TEST_CASE("a booking keeps what was asked for, and its reference finds it") {
  AliceCalendar alice;
  BookingRequest request = alice.request("2026-11-23T09:00Z");
  request.zone = make::zone("Asia/Tokyo");
  request.invitee = {"Bob Stone", "bob@example.org", "brings the contract"};
  const Appointment booked = alice.calendar.book(request, alice.now, Effect::real).appointment;
  REQUIRE(booked.ref);
  for (const Appointment& one : {booked, alice.calendar.appointment(*booked.ref)}) {
    CHECK(one.ref == booked.ref);
    CHECK(one.owner == alice_name());
    CHECK(one.service == ServiceName{"default"});
    CHECK(one.span == span("2026-11-23T09:00Z", "2026-11-23T10:00Z"));
    CHECK(one.occupied == one.span);
    CHECK(one.zone == "Asia/Tokyo");
    CHECK(one.utc_offset == 9h);
    CHECK(one.status == Status::booked);
    CHECK(one.invitee.name == "Bob Stone");
    CHECK(one.invitee.email == "bob@example.org");
    CHECK(one.invitee.note == "brings the contract");
    CHECK(one.created == alice.now);
    CHECK_FALSE(one.key);
    CHECK_FALSE(one.cancelled);
  }
}

TEST_CASE("every slot that is offered can be booked, and only once") {
  AliceCalendar alice;
  const auto slots = alice.search("2026-11-22T23:00Z", "2026-11-25T23:00Z");
  CHECK(slots.size() == 21);
  for (const Interval& slot : slots) {
    CAPTURE(slot);
    CHECK(alice.book(text(slot.start)).span == slot);
    CHECK(refusal_of(alice, alice.request(text(slot.start)), alice.now).code() == Code::slot_taken);
  }
  CHECK(alice.search("2026-11-22T23:00Z", "2026-11-25T23:00Z").empty());
}

TEST_CASE("a taken time is refused with who has it, what is free") {
  AliceCalendar alice;
  alice.book("2026-11-23T09:00Z");
  BookingRequest request = alice.request("2026-11-23T09:00Z", "Carol");
  request.zone = make::zone("Asia/Tokyo");
  const Refused refused = refusal_of(alice, request, alice.now);
  CHECK(refused.code() == Code::slot_taken);
  REQUIRE(refused.verdict().reasons.size() == 1);
  CHECK(refused.verdict().reasons[0].because == span("2026-11-23T09:00Z", "2026-11-23T10:00Z"));
  CHECK(refused.verdict().slot == span("2026-11-23T09:00Z", "2026-11-23T10:00Z"));
  CHECK(refused.verdict().owner == alice_name());
  CHECK(refused.verdict().zone.name() == "Asia/Tokyo");
  CHECK(refused.message() == "2026-11-23 18:00 in Asia/Tokyo is taken by an appointment");
  CHECK(starts(refused.verdict().next) == "2026-11-23T08:00Z 2026-11-23T10:00Z 2026-11-23T12:00Z");
  CHECK(alice.upcoming().size() == 1);
}

TEST_CASE("a refusal names its rule and offers slots that can be booked") {
  AliceCalendar alice;
  struct Wanted {
    const char* start;
    Code code;
    const char* reason;
    const char* next;
  };
  for (const Wanted& wanted : {
           Wanted{"2026-11-23T18:00Z", Code::outside_availability, "is outside the hours",
                  "2026-11-23T14:00Z 2026-11-23T15:00Z 2026-11-24T08:00Z"},
           Wanted{"2026-11-23T12:30Z", Code::not_a_slot, "is not a start that the service offers",
                  "2026-11-23T12:00Z 2026-11-23T13:00Z 2026-11-23T14:00Z"},
           Wanted{"2026-11-22T08:00Z", Code::in_the_past, "is in the past",
                  "2026-11-22T09:00Z 2026-11-22T10:00Z 2026-11-22T12:00Z"},
           Wanted{"2020-01-01T08:00Z", Code::in_the_past, "is in the past",
                  "2026-11-22T09:00Z 2026-11-22T10:00Z 2026-11-22T12:00Z"},
       }) {
    CAPTURE(wanted.start);
    const Refused refused = refusal_of(alice, alice.request(wanted.start), alice.now);
    CHECK(refused.code() == wanted.code);
    CHECK(refused.verdict().reasons.front().code() == wanted.code);
    CHECK(refused.message().ends_with(wanted.reason));
    CHECK(starts(refused.verdict().next) == wanted.next);
    for (const Interval& slot : refused.verdict().next) {
      CHECK_NOTHROW(alice.calendar.book(alice.request(text(slot.start)), alice.now, Effect::rehearsal));
    }
  }
}

TEST_CASE("a refusal finds free slots months away, but none beyond a year") {
  AliceCalendar alice;
  AvailabilityChange change;
  change.weekly = AliceCalendar::every_day({});
  change.overrides[make::date("2027-05-03")] = make::windows({"09:00-11:00"});
  alice.calendar.change_availability(alice.owner, change, alice.now, Effect::real);
  // Berlin in May is at +02:00.
  CHECK(starts(refusal_of(alice, alice.request("2026-11-23T09:00Z"), alice.now).verdict().next) ==
        "2027-05-03T07:00Z 2027-05-03T08:00Z");
  CHECK(refusal_of(alice, alice.request("2029-11-23T09:00Z"), alice.now).verdict().next.empty());
}

TEST_CASE("a rehearsal says what would be booked, or why not") {
  AliceCalendar alice;
  const Appointment rehearsed =
      alice.calendar.book(alice.request("2026-11-23T09:00Z"), alice.now, Effect::rehearsal).appointment;
  CHECK_FALSE(rehearsed.ref);
  CHECK(rehearsed.span == span("2026-11-23T09:00Z", "2026-11-23T10:00Z"));
  CHECK(alice.upcoming().empty());
  alice.book("2026-11-23T09:00Z");
  CHECK(code_of([&] { alice.calendar.book(alice.request("2026-11-23T09:00Z"), alice.now, Effect::rehearsal); }) ==
        Code::slot_taken);
}

TEST_CASE("an invitee who cannot be stored is refused before the time is") {
  AliceCalendar alice;
  CHECK(code_of([&] { alice.book("2026-11-23T03:00Z", ""); }) == Code::invalid_name);
  BookingRequest request = alice.request("2026-11-23T09:00Z");
  request.invitee.email = "nowhere";
  CHECK(code_of([&] { alice.calendar.book(request, alice.now, Effect::rehearsal); }) == Code::invalid_email);
  CHECK(alice.upcoming().empty());
}

TEST_CASE("a request with blanks around its texts is the same request") {
  AliceCalendar alice;
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.invitee = {" Bob Stone\t", " bob@example.org ", "\tfirst visit "};
  request.key = "k1";
  const Appointment booked = alice.calendar.book(request, alice.now, Effect::real).appointment;
  CHECK(booked.invitee == Invitee{"Bob Stone", "bob@example.org", "first visit"});
  for (const Invitee& invitee : {booked.invitee, Invitee{"Bob Stone ", " bob@example.org", "first visit\t"}}) {
    request.invitee = invitee;
    CHECK(alice.calendar.book(request, alice.now, Effect::real).appointment.ref == booked.ref);
  }
  // Stored by a version that kept the blanks.
  SQLite::Database{alice.path.string(), SQLite::OPEN_READWRITE}.exec("UPDATE appointment SET name = ' Bob Stone '");
  CHECK(alice.calendar.book(request, alice.now, Effect::real).appointment.ref == booked.ref);
  request.invitee.note = "second visit";
  CHECK(code_of([&] { alice.calendar.book(request, alice.now, Effect::real); }) == Code::key_reused);
}

TEST_CASE("a key stays with the owner asked, wherever the appointment is moved") {
  AliceCalendar alice;
  const Owner ben = alice.calendar.add_owner(OwnerName{"ben"}, alice.berlin, alice.now, Effect::real);
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.key = "k1";
  BookingRequest at_bens = request;
  at_bens.owner = ben;
  at_bens.rules = Rules::overridden;
  const Reference ref = *alice.calendar.book(request, alice.now, Effect::real).appointment.ref;
  const auto move_to = [&](const Owner& owner, std::string_view start) {
    const MoveRequest move{ref, at(start), alice.berlin, owner, Rules::overridden};
    alice.calendar.reschedule(move, alice.now, Effect::real);
  };
  SUBCASE("with none of their own") {
    move_to(ben, "2026-11-23T09:00Z");
    CHECK(alice.calendar.book(at_bens, alice.now, Effect::rehearsal).appointment.ref != ref);
  }
  SUBCASE("with the same of their own") {
    const Reference bens = *alice.calendar.book(at_bens, alice.now, Effect::real).appointment.ref;
    move_to(ben, "2026-11-23T09:00Z");
    CHECK(alice.calendar.book(at_bens, alice.now, Effect::real).appointment.ref == bens);
  }
  CHECK(alice.calendar.book(request, alice.now, Effect::real).appointment.ref == ref);
  move_to(alice.owner, "2026-11-23T10:00Z");
  CHECK(alice.calendar.book(request, alice.now, Effect::real).appointment.ref == ref);
  CHECK(alice.upcoming().size() == 1);
}

TEST_CASE("overriding names the broken rules, and never double-books") {
  AliceCalendar alice;
  BookingRequest walk_in = alice.request("2026-11-23T18:10Z");
  walk_in.rules = Rules::overridden;
  const Booking booked = alice.calendar.book(walk_in, alice.now, Effect::real);
  REQUIRE(booked.overridden);
  REQUIRE(booked.overridden->reasons.size() == 1);
  CHECK(booked.overridden->reasons[0].rule == Refusal::Rule::outside_hours);
  CHECK_FALSE(alice.calendar.book(alice.request("2026-11-23T08:00Z"), alice.now, Effect::real).overridden);
  // Both taken and outside the hours: told is what nobody may override.
  CHECK(refusal_of(alice, walk_in, alice.now).verdict().reasons.size() == 2);
  CHECK(refusal_of(alice, walk_in, alice.now).code() == Code::slot_taken);
}

TEST_CASE("overriding books what began up to 24 hours ago, and not before") {
  AliceCalendar alice;
  BookingRequest walk_in = alice.request("2026-11-21T09:00Z");
  CHECK(refusal_of(alice, walk_in, alice.now).code() == Code::in_the_past);
  walk_in.rules = Rules::overridden;
  CHECK(alice.calendar.book(walk_in, alice.now, Effect::real).overridden->reasons.size() == 1);
  walk_in.start = at("2026-11-21T08:00Z") - 1s;
  CHECK(refusal_of(alice, walk_in, alice.now).code() == Code::in_the_past);
}

TEST_CASE("the first free slot of a range is booked, if any") {
  AliceCalendar alice;
  alice.book("2026-11-23T08:00Z");
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.start = FirstFree{span("2026-11-22T23:00Z", "2027-11-22T23:00Z")};
  CHECK(alice.calendar.book(request, alice.now, Effect::real).appointment.span.start == at("2026-11-23T09:00Z"));
  request.start = FirstFree{span("2026-11-23T08:00Z", "2026-11-23T10:00Z")};
  CHECK(code_of([&] { alice.calendar.book(request, alice.now, Effect::real); }) == Code::no_availability);
}

TEST_CASE("a verdict allows a time, or names each rule that forbids it") {
  AliceCalendar alice;
  const auto why = [&](const char* start) {
    return alice.calendar.why(alice.owner, ServiceName{"default"}, at(start), alice.berlin, alice.now);
  };
  CHECK(why("2026-11-23T08:00Z").allowed());
  CHECK(why("2026-11-23T08:00Z").next.empty());
  const Verdict verdict = why("2026-11-22T05:00Z");
  CHECK_FALSE(verdict.allowed());
  REQUIRE(verdict.reasons.size() == 2);
  CHECK(verdict.reasons[0].rule == Refusal::Rule::in_the_past);
  CHECK(verdict.reasons[1].rule == Refusal::Rule::outside_hours);
  CHECK(verdict.next.size() == 3);
}

TEST_CASE("why names each appointment and busy time in the way, buffers included") {
  AliceCalendar alice;
  const Appointment first = alice.book("2026-11-23T08:00Z");
  const Appointment second = alice.book("2026-11-23T10:00Z", "Eve");
  alice.calendar.cancel(*alice.book("2026-11-23T09:00Z").ref, {}, alice.now);
  for (const char* note : {"one", "two"})
    alice.calendar.add_busy(alice.owner, span("2026-11-23T09:10Z", "2026-11-23T09:20Z"), note, alice.now);
  ServiceChange wide;
  wide.buffer_before = wide.buffer_after = Minutes{5};
  alice.calendar.set_service(alice.owner, ServiceName{"wide"}, wide, alice.now);
  const Verdict verdict =
      alice.calendar.why(alice.owner, ServiceName{"wide"}, at("2026-11-23T09:00Z"), alice.berlin, alice.now);
  REQUIRE(verdict.reasons.size() == 4);
  CHECK(std::get<Appointment>(verdict.reasons[0].taken_by) == first);
  CHECK(std::get<Appointment>(verdict.reasons[1].taken_by) == second);
  CHECK(std::get<Busy>(verdict.reasons[2].taken_by).note == "one");
  CHECK(std::get<Busy>(verdict.reasons[3].taken_by).note == "two");
}

TEST_CASE("the free slots that are offered lie on both sides") {
  AliceCalendar alice;
  AvailabilityChange weekdays;
  weekdays.weekly = {{std::chrono::Saturday, {}}, {std::chrono::Sunday, {}}};
  alice.calendar.change_availability(alice.owner, weekdays, alice.now, Effect::real);
  // Saturday at noon is nearer to Friday's three last slots than to Monday's first.
  CHECK(starts(refusal_of(alice, alice.request("2026-11-28T11:00Z"), alice.now).verdict().next) ==
        "2026-11-27T14:00Z 2026-11-27T15:00Z 2026-11-30T08:00Z");
  // On Sunday evening there is nothing before: now is Sunday, too.
  CHECK(starts(refusal_of(alice, alice.request("2026-11-22T17:00Z"), alice.now).verdict().next) ==
        "2026-11-23T08:00Z 2026-11-23T09:00Z 2026-11-23T10:00Z");
}

}  // namespace

}  // namespace calendar
