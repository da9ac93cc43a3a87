// Upcoming appointments and history.

#include <doctest/doctest.h>

#include "calendar/calendar.hpp"
#include "support/alice_calendar.hpp"

namespace calendar {

namespace {

using make::at;
using make::span;

TEST_CASE("upcoming lists what has not ended, by start") {
  AliceCalendar alice;
  alice.book("2026-11-24T08:00Z");
  alice.book("2026-11-23T08:00Z");
  alice.book("2026-11-22T10:00Z");
  CHECK(starts(alice.upcoming()) == "2026-11-22T10:00Z 2026-11-23T08:00Z 2026-11-24T08:00Z");
  alice.now = at("2026-11-22T10:59:59Z");
  CHECK(starts(alice.upcoming()) == "2026-11-22T10:00Z 2026-11-23T08:00Z 2026-11-24T08:00Z");
  alice.now = at("2026-11-22T11:00Z");
  CHECK(starts(alice.upcoming()) == "2026-11-23T08:00Z 2026-11-24T08:00Z");
  alice.now = at("2026-11-24T09:00Z");
  CHECK(alice.upcoming().empty());
}

TEST_CASE("upcoming keeps to the range of starts and to its limit") {
  AliceCalendar alice;
  for (const char* start : {"2026-11-22T10:00Z", "2026-11-23T08:00Z", "2026-11-23T09:00Z", "2026-11-24T08:00Z"}) {
    alice.book(start);
  }
  const auto listed = [&](const Interval& range, std::size_t limit = Part::everything) {
    std::string one = starts(alice.calendar.upcoming({{alice.owner}, range}, alice.now, {{}, limit}));
    CHECK(starts(alice.calendar.upcoming({{}, range}, alice.now, {{}, limit})) == one);
    return one;
  };
  const auto before = [](const char* end) { return Interval{always.start, at(end)}; };
  CHECK(listed(always, 3) == "2026-11-22T10:00Z 2026-11-23T08:00Z 2026-11-23T09:00Z");
  CHECK(listed(always, 1) == "2026-11-22T10:00Z");
  CHECK(listed(always, 0) == "");
  CHECK(listed(before("2026-11-23T08:00Z")) == "2026-11-22T10:00Z");
  CHECK(listed(before("2026-11-23T08:00:01Z")) == "2026-11-22T10:00Z 2026-11-23T08:00Z");
  CHECK(listed(before("2026-11-25T00:00Z"), 2) == "2026-11-22T10:00Z 2026-11-23T08:00Z");
  CHECK(listed(before("2026-11-22T10:00Z"), 2) == "");
  CHECK(listed(span("2026-11-23T08:00Z", "2026-11-24T08:00Z")) == "2026-11-23T08:00Z 2026-11-23T09:00Z");
  CHECK(listed(span("2026-11-23T08:00:01Z", "2026-11-25T00:00Z"), 1) == "2026-11-23T09:00Z");
}

// Alice's calendar, and an owner in Tokyo who can be booked around the clock.
struct TwoOwners : AliceCalendar {
  Owner tokyo = calendar.add_owner(OwnerName{"tokyo"}, make::zone("Asia/Tokyo"), now, Effect::real);

  TwoOwners() {
    AvailabilityChange hours;
    hours.weekly = every_day({"00:00-24:00"});
    calendar.change_availability(tokyo, hours, now, Effect::real);
    book_tokyo("2026-11-22T09:00Z");
    book_tokyo("2026-11-22T15:00Z");
    book("2026-11-22T10:00Z");
    book("2026-11-22T15:00Z");
  }

  void book_tokyo(const char* start) {
    BookingRequest wanted = request(start);
    wanted.owner = tokyo;
    calendar.book(wanted, now, Effect::real);
  }
};

TEST_CASE("upcoming of every owner is by start, then by owner as added") {
  TwoOwners both;
  const auto all = both.calendar.upcoming({}, both.now);
  CHECK(starts(all) == "2026-11-22T09:00Z 2026-11-22T10:00Z 2026-11-22T15:00Z 2026-11-22T15:00Z");
  CHECK(all[0].appointment.owner == both.tokyo.name);
  CHECK(all[0].owner_zone == "Asia/Tokyo");
  CHECK(all[2].appointment.owner == alice_name());
  CHECK(all[2].owner_zone == "Europe/Berlin");
  CHECK(all[3].appointment.owner == both.tokyo.name);
}

TEST_CASE("the history has past and cancelled ones too, all owners by start") {
  TwoOwners both;
  both.calendar.cancel(*both.book("2026-11-22T12:00Z").ref, "  ill ", both.now);
  both.now = at("2027-01-01T00:00Z");
  const auto all = both.calendar.history({});
  CHECK(starts(all) == "2026-11-22T09:00Z 2026-11-22T10:00Z 2026-11-22T12:00Z 2026-11-22T15:00Z 2026-11-22T15:00Z");
  CHECK(all[2].appointment.status == Status::cancelled);
  CHECK(all[2].appointment.reason == "ill");
  CHECK(starts(both.calendar.history({{both.owner}, span("2026-11-22T10:00:01Z", "2026-11-22T15:00Z")})) ==
        "2026-11-22T12:00Z");
}

TEST_CASE("requests of a batch meet each other; the faulty one is numbered") {
  TwoOwners both;
  BookingRequest first = both.request("2026-11-23T08:00Z");
  BookingRequest second = both.request("2026-11-23T08:00Z");
  second.owner = both.tokyo;
  const auto booked = both.calendar.book({first, second}, both.now);
  REQUIRE(booked.size() == 2);
  const Appointment& one = std::get<Booking>(booked[0]).appointment;
  const Appointment& other = std::get<Booking>(booked[1]).appointment;
  CHECK(one.owner == alice_name());
  CHECK(other.owner == both.tokyo.name);
  CHECK(one.ref != other.ref);

  first.start = second.start = at("2026-11-23T09:00Z");
  const Error error = make::error_of([&] { both.calendar.book({first, second, first}, both.now); });
  CHECK(error.code() == Code::slot_taken);
  CHECK(error.line() == 3);
  CHECK(both.upcoming().size() == 3);  // all or none
}

}  // namespace

}  // namespace calendar
