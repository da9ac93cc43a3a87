// Days, as pictures show them.

#include <doctest/doctest.h>

#include "calendar/calendar.hpp"
#include "support/alice_calendar.hpp"

namespace calendar {

namespace {

using make::date;
using make::span;
using make::text;

std::vector<Day> days(AliceCalendar& alice, std::string_view first, std::string_view last) {
  return alice.calendar.days(alice.owner, ServiceName{"default"}, {alice.berlin, date(first), date(last)}, alice.now);
}

std::string names_on(const Day& day) {
  std::string names;
  for (const Appointment& each : day.appointments) names += (names.empty() ? "" : " ") + each.invitee.name;
  return names;
}

}  // namespace

TEST_CASE("a day has its hours, its slots and what takes its time") {
  AliceCalendar alice;
  alice.book("2026-11-23T09:00Z", "Bob");
  alice.calendar.add_busy(alice.owner, span("2026-11-23T13:00Z", "2026-11-23T15:00Z"), "team", alice.now);
  const Day day = days(alice, "2026-11-23", "2026-11-23").at(0);
  CHECK(text(day.span) == "2026-11-22T23:00Z/2026-11-23T23:00Z");
  CHECK(text(day.windows) == "2026-11-23T08:00Z/2026-11-23T11:00Z 2026-11-23T12:00Z/2026-11-23T16:00Z");
  CHECK(starts(day.free) == "2026-11-23T08:00Z 2026-11-23T10:00Z 2026-11-23T12:00Z 2026-11-23T15:00Z");
  CHECK(names_on(day) == "Bob");
  CHECK(day.busy.at(0).note == "team");
  CHECK_FALSE(day.closed);
}

TEST_CASE("only booked appointments that touch a date are on it") {
  AliceCalendar alice;
  alice.set_hours({"00:00-24:00"});
  alice.book("2026-11-22T22:00Z", "before");  // ends at midnight
  alice.book("2026-11-23T23:00Z", "after");   // begins at midnight
  alice.calendar.cancel(*alice.book("2026-11-23T10:00Z", "gone").ref, {}, alice.now);
  alice.book("2026-11-22T23:00Z", "first");
  alice.book("2026-11-23T22:00Z", "last");
  CHECK(names_on(days(alice, "2026-11-23", "2026-11-23").at(0)) == "first last");
}

TEST_CASE("what crosses midnight is on both dates, a slot on the first") {
  AliceCalendar alice;
  alice.set_hours({"22:30-01:30"});
  alice.book("2026-11-23T22:30Z", "Bob");
  alice.calendar.add_busy(alice.owner, span("2026-11-23T22:00Z", "2026-11-24T22:00Z"), {}, alice.now);
  const std::vector<Day> two = days(alice, "2026-11-23", "2026-11-24");
  for (const Day& day : two) {
    CAPTURE(iso(day.date));
    CHECK(names_on(day) == "Bob");
    CHECK(day.busy.size() == 1);
    CHECK(day.windows.size() == 2);
  }
  CHECK(starts(two.at(0).free) == "2026-11-22T23:30Z");
  CHECK(two.at(1).free.size() == 1);
}

TEST_CASE("days without their appointments know what is occupied") {
  AliceCalendar alice;
  ServiceChange buffers;
  buffers.buffer_after = Minutes{30};
  alice.calendar.set_service(alice.owner, ServiceName{"default"}, buffers, alice.now);
  alice.book("2026-11-23T09:00Z", "Bob");
  const Dates monday{alice.berlin, date("2026-11-23"), date("2026-11-23")};
  const auto read = [&](Appointments appointments) {
    return alice.calendar.days(alice.owner, ServiceName{"default"}, monday, alice.now, appointments).at(0);
  };
  const Day whole = read(Appointments::read);
  const Day rest = read(Appointments::left_out);
  CHECK(whole.appointments.size() == 1);
  CHECK(rest.appointments.empty());
  CHECK(text(rest.occupied) == "2026-11-23T09:00Z/2026-11-23T10:30Z");
  CHECK(text(whole.occupied) == text(rest.occupied));
  CHECK(text(whole.free) == text(rest.free));
  CHECK(rest.taken() == Minutes{90});
  CHECK(whole.booked() == Minutes{60});
}

TEST_CASE("a date is closed by an override, not by the week") {
  AliceCalendar alice;
  AvailabilityChange change;
  change.weekly = {{std::chrono::Tuesday, {}}};
  change.overrides[date("2026-11-23")] = Windows{};
  change.overrides[date("2026-11-25")] = make::windows({"09:00-10:00"});
  alice.calendar.change_availability(alice.owner, change, alice.now, Effect::real);
  const std::vector<Day> three = days(alice, "2026-11-23", "2026-11-25");
  CHECK(three.at(0).closed);
  CHECK(three.at(0).windows.empty());
  CHECK_FALSE(three.at(1).closed);
  CHECK(three.at(1).windows.empty());
  CHECK_FALSE(three.at(2).closed);
}

TEST_CASE("dates are those of the zone named, with the owner's hours") {
  AliceCalendar alice;
  alice.set_hours({"00:00-02:00"});
  const Dates monday{make::zone("America/New_York"), date("2026-11-23"), date("2026-11-23")};
  const Day day = alice.calendar.days(alice.owner, ServiceName{"default"}, monday, alice.now).at(0);
  CHECK(text(day.span) == "2026-11-23T05:00Z/2026-11-24T05:00Z");
  CHECK(starts(day.free) == "2026-11-23T23:00Z 2026-11-24T00:00Z");  // Tuesday in Berlin
}

TEST_CASE("days of a service not offered, or of nobody, are refused") {
  AliceCalendar alice;
  const Dates monday{alice.berlin, date("2026-11-23"), date("2026-11-23")};
  CHECK(make::code_of([&] { alice.calendar.days(alice.owner, ServiceName{"none"}, monday, alice.now); }) ==
        Code::unknown_service);
  alice.calendar.remove_owner(alice.owner, alice.now, Removal::forced);
  CHECK(make::code_of([&] { days(alice, "2026-11-23", "2026-11-23"); }) == Code::unknown_owner);
}

}  // namespace calendar
