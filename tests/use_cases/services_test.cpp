// Which service is meant, how long, in which hours and under which name.

#include <doctest/doctest.h>

#include "calendar/calendar.hpp"
#include "support/alice_calendar.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using make::at;
using make::code_of;
using make::error_of;

const ServiceName standard{"default"}, talk{"talk"}, visit{"visit"};

ServiceChange lasting(Minutes shortest, std::optional<Minutes> longest = {}) {
  ServiceChange change;
  change.duration = shortest;
  change.duration_max = longest;
  return change;
}

ServiceChange closed(bool yes = true) {
  ServiceChange change;
  change.closed = yes;
  return change;
}

}  // namespace

TEST_CASE("a service keeps what a change leaves out, loses what it empties") {
  AliceCalendar alice;
  ServiceChange change;
  change.duration = 30min;
  change.step = 10min;
  change.buffer_before = 5min;
  change.notice = 60min;
  change.horizon = Days{60};
  change.max_per_day = 5;
  alice.calendar.set_service(alice.owner, talk, change, alice.now);
  ServiceChange second;
  second.buffer_after = 15min;
  second.horizon = std::optional<Days>{};
  alice.calendar.set_service(alice.owner, talk, second, alice.now);
  const Service stored = alice.calendar.service(alice.owner, talk);
  CHECK(stored.duration == 30min);
  CHECK(stored.step == 10min);
  CHECK(stored.buffer_before == 5min);
  CHECK(stored.buffer_after == 15min);
  CHECK(stored.notice == 60min);
  CHECK_FALSE(stored.horizon);
  CHECK(stored.max_per_day == 5);
}

TEST_CASE("a removed service is gone, but the default one starts afresh") {
  AliceCalendar alice;
  ServiceChange change;
  change.duration = 30min;
  for (const ServiceName& name : {standard, talk}) alice.calendar.set_service(alice.owner, name, change, alice.now);
  REQUIRE(alice.calendar.services(alice.owner).size() == 2);
  const RemovedService removed = alice.calendar.remove_service(alice.owner, talk, alice.now);
  CHECK(removed.removed.name == talk);
  CHECK_FALSE(removed.restored);
  const RemovedService back = alice.calendar.remove_service(alice.owner, standard, alice.now);
  CHECK(back.removed.duration == 30min);
  REQUIRE(back.restored);
  CHECK(back.restored->duration == 60min);
  REQUIRE(alice.calendar.services(alice.owner).size() == 1);
  CHECK(alice.calendar.services(alice.owner)[0].duration == 60min);
  const Error error = error_of([&] { alice.calendar.remove_service(alice.owner, talk, alice.now); });
  CHECK(error.code() == Code::unknown_service);
  CHECK(error.remedy().subject == "default");
}

TEST_CASE("a length is the shortest or a multiple, up to the longest") {
  AliceCalendar alice;
  alice.calendar.set_service(alice.owner, talk, lasting(30min, 120min), alice.now);
  BookingRequest request = alice.request("2026-11-23T08:30Z");
  request.service = talk;
  const auto length = [&](std::optional<Minutes> wanted) {
    request.service.duration = wanted;
    const Interval span = alice.calendar.book(request, alice.now, Effect::rehearsal).appointment.span;
    return span.end - span.start;
  };
  CHECK(length({}) == 30min);
  CHECK(length(30min) == 30min);
  CHECK(length(120min) == 120min);
  for (const Minutes other : {15min, 45min, 150min}) CHECK(code_of([&] { length(other); }) == Code::invalid_duration);
  CHECK(error_of([&] { length(45min); }).remedy().subject == "30m or 60m");
  CHECK(error_of([&] { length(15min); }).remedy().subject == "30m");
  CHECK(error_of([&] { length(150min); }).remedy().subject == "120m");
}

TEST_CASE("every length starts on the grid of the shortest") {
  AliceCalendar alice;
  alice.calendar.set_service(alice.owner, talk, lasting(30min, 120min), alice.now);
  const Interval morning = make::span("2026-11-23T08:00Z", "2026-11-23T11:00Z");
  CHECK(starts(alice.calendar.search(alice.owner, {talk, 120min}, morning, alice.now)) ==
        "2026-11-23T08:00Z 2026-11-23T08:30Z 2026-11-23T09:00Z");
}

TEST_CASE("a longest length that is no multiple of the shortest is refused") {
  AliceCalendar alice;
  const auto set = [&](Minutes longest) {
    alice.calendar.set_service(alice.owner, talk, lasting(30min, longest), alice.now);
  };
  CHECK(error_of([&] { set(45min); }).remedy().subject == "30m..60m");
  CHECK(code_of([&] { set(20min); }) == Code::invalid_duration);
  CHECK(code_of([&] { alice.calendar.service(alice.owner, talk); }) == Code::unknown_service);
  set(30min);
  CHECK_FALSE(alice.calendar.service(alice.owner, talk).duration_max);
}

TEST_CASE("the length is part of the request under its key") {
  AliceCalendar alice;
  alice.calendar.set_service(alice.owner, talk, lasting(30min, 120min), alice.now);
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.service = {talk, 60min};
  request.key = "k";
  const Appointment booked = alice.calendar.book(request, alice.now, Effect::real).appointment;
  CHECK(alice.calendar.book(request, alice.now, Effect::real).appointment.ref == booked.ref);
  request.service.duration = 90min;
  CHECK(code_of([&] { alice.calendar.book(request, alice.now, Effect::real); }) == Code::key_reused);
  request.service.duration.reset();
  CHECK(code_of([&] { alice.calendar.book(request, alice.now, Effect::real); }) == Code::key_reused);
}

TEST_CASE("naming the shortest length is the same request as leaving it out") {
  AliceCalendar alice;
  alice.calendar.set_service(alice.owner, talk, lasting(30min, 120min), alice.now);
  BookingRequest named = alice.request("2026-11-23T08:00Z"), unnamed = alice.request("2026-11-23T09:00Z");
  named.service = {talk, 30min};
  named.key = "named";
  unnamed.service = talk;
  unnamed.key = "unnamed";
  const Reference first = *alice.calendar.book(named, alice.now, Effect::real).appointment.ref;
  const Reference second = *alice.calendar.book(unnamed, alice.now, Effect::real).appointment.ref;
  named.service.duration.reset();
  unnamed.service.duration = 30min;
  CHECK(alice.calendar.book(named, alice.now, Effect::real).appointment.ref == first);
  CHECK(alice.calendar.book(unnamed, alice.now, Effect::real).appointment.ref == second);
}

TEST_CASE("a repeated request finds its appointment, whatever the rules are now") {
  AliceCalendar alice;
  alice.calendar.set_service(alice.owner, talk, lasting(30min, 120min), alice.now);
  BookingRequest request = alice.request("2026-11-23T08:00Z"), plain = alice.request("2026-11-23T12:00Z");
  request.service = {talk, 90min};
  request.key = "k";
  plain.key = "plain";
  const Reference first = *alice.calendar.book(request, alice.now, Effect::real).appointment.ref;
  const Reference second = *alice.calendar.book(plain, alice.now, Effect::real).appointment.ref;
  alice.calendar.set_service(alice.owner, talk, lasting(60min), alice.now);
  for (const ServiceName& name : {visit, ServiceName{"tour"}})
    alice.calendar.set_service(alice.owner, name, {}, alice.now);
  alice.calendar.set_service(alice.owner, standard, closed(), alice.now);
  CHECK(alice.calendar.book(request, alice.now, Effect::real).appointment.ref == first);
  CHECK(alice.calendar.book(plain, alice.now, Effect::real).appointment.ref == second);
  CHECK(std::get<Booking>(alice.calendar.book(std::vector<AnyRequest>{request, plain}, alice.now).back())
            .appointment.ref == second);
}

TEST_CASE("another service keeps the length that it offers too") {
  AliceCalendar alice;
  alice.calendar.set_service(alice.owner, talk, lasting(30min, 120min), alice.now);
  alice.calendar.set_service(alice.owner, visit, lasting(45min), alice.now);
  const Reference ref = *alice.book("2026-11-23T08:00Z").ref;
  const auto length = [&](const ServiceName& name) {
    const Interval span =
        alice.calendar.edit(ref, {.service = name}, Rules::obeyed, alice.now, Effect::rehearsal).after.span;
    return span.end - span.start;
  };
  CHECK(length(talk) == 60min);
  CHECK(length(visit) == 45min);
}

TEST_CASE("a closed service has no slots and takes no bookings, but moves") {
  AliceCalendar alice;
  const Reference ref = *alice.book("2026-11-23T08:00Z").ref;
  alice.calendar.set_service(alice.owner, standard, closed(), alice.now);
  CHECK(starts(alice.search("2026-11-23T00:00Z", "2026-11-24T00:00Z")) == "");
  CHECK(code_of([&] { alice.book("2026-11-23T09:00Z"); }) == Code::not_offered);
  CHECK(alice.calendar.reschedule({ref, at("2026-11-23T09:00Z"), alice.berlin}, alice.now, Effect::real).moved());
  alice.calendar.set_service(alice.owner, standard, closed(false), alice.now);
  CHECK_NOTHROW(alice.book("2026-11-23T08:00Z"));
}

TEST_CASE("while the default service is closed, the only open one is meant") {
  AliceCalendar alice;
  alice.calendar.set_service(alice.owner, talk, lasting(30min), alice.now);
  alice.calendar.set_service(alice.owner, visit, closed(), alice.now);
  CHECK(alice.book("2026-11-23T08:00Z").service == standard);
  alice.calendar.set_service(alice.owner, standard, closed(), alice.now);
  CHECK(alice.book("2026-11-23T09:00Z").service == talk);
  alice.calendar.set_service(alice.owner, visit, closed(false), alice.now);
  const Error several = error_of([&] { alice.book("2026-11-23T10:00Z"); });
  CHECK(several.code() == Code::usage);
  CHECK(several.message() == "alice offers several services: talk, visit");
  for (const ServiceName& name : {talk, visit}) alice.calendar.set_service(alice.owner, name, closed(), alice.now);
  CHECK(code_of([&] { alice.book("2026-11-23T10:00Z"); }) == Code::not_offered);
}

TEST_CASE("hours of a service's own replace the week, and meet the overrides") {
  AliceCalendar alice;
  alice.calendar.set_service(alice.owner, talk, lasting(60min), alice.now);
  AvailabilityChange own;
  own.service = talk;
  own.weekly = {{std::chrono::Monday, make::windows({"10:00-14:00"})}};
  alice.calendar.change_availability(alice.owner, own, alice.now, Effect::real);
  const auto slots = [&](const ServiceName& name) {
    return starts(
        alice.calendar.search(alice.owner, name, make::span("2026-11-23T00:00Z", "2026-11-25T00:00Z"), alice.now));
  };
  CHECK(slots(talk) == "2026-11-23T09:00Z 2026-11-23T10:00Z 2026-11-23T11:00Z 2026-11-23T12:00Z");
  AvailabilityChange early;
  early.overrides[make::date("2026-11-23")] = make::windows({"08:00-11:30"});
  early.overrides[make::date("2026-11-24")] = make::windows({"08:00-09:00"});
  alice.calendar.change_availability(alice.owner, early, alice.now, Effect::real);
  CHECK(slots(talk) == "2026-11-23T09:00Z");
  CHECK(slots(standard) == "2026-11-23T07:00Z 2026-11-23T08:00Z 2026-11-23T09:00Z 2026-11-24T07:00Z");
  AvailabilityChange shared;
  shared.service = talk;
  shared.shares_hours = true;
  alice.calendar.change_availability(alice.owner, shared, alice.now, Effect::real);
  CHECK(slots(talk) == slots(standard));
}

TEST_CASE("what is stranded goes by the hours of its own service") {
  AliceCalendar alice;
  alice.calendar.set_service(alice.owner, talk, lasting(60min), alice.now);
  const Appointment usual = alice.book("2026-11-23T08:00Z");
  BookingRequest request = alice.request("2026-11-23T09:00Z");
  request.service = talk;
  const Appointment talking = alice.calendar.book(request, alice.now, Effect::real).appointment;
  AvailabilityChange own;
  own.service = talk;
  own.weekly = {{std::chrono::Tuesday, make::windows({"10:00-14:00"})}};
  const auto changed = alice.calendar.change_availability(alice.owner, own, alice.now, Effect::real);
  REQUIRE(changed.stranded.size() == 1);
  CHECK(changed.stranded.front().ref == talking.ref);
  AvailabilityChange nothing;
  nothing.weekly = AliceCalendar::every_day({});
  CHECK(alice.calendar.change_availability(alice.owner, nothing, alice.now, Effect::rehearsal).stranded.size() == 2);
}

TEST_CASE("a service closed on every day of its own has no slots") {
  AliceCalendar alice;
  AvailabilityChange own;
  own.service = standard;
  own.weekly = AliceCalendar::every_day({});
  alice.calendar.change_availability(alice.owner, own, alice.now, Effect::real);
  CHECK(starts(alice.search("2026-11-23T00:00Z", "2026-11-24T00:00Z")) == "");
  own.service = visit;
  CHECK(code_of([&] { alice.calendar.change_availability(alice.owner, own, alice.now, Effect::real); }) ==
        Code::unknown_service);
}

TEST_CASE("appointments, hours and keys follow a service to another name") {
  AliceCalendar alice;
  alice.calendar.set_service(alice.owner, talk, lasting(30min), alice.now);
  AvailabilityChange own;
  own.service = talk;
  own.weekly = AliceCalendar::every_day({"09:00-12:00"});
  alice.calendar.change_availability(alice.owner, own, alice.now, Effect::real);
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.service = talk;
  request.key = "k";
  const Appointment booked = alice.calendar.book(request, alice.now, Effect::real).appointment;

  alice.calendar.rename_service(alice.owner, talk, visit, alice.now);
  CHECK(alice.calendar.appointment(*booked.ref).service == visit);
  CHECK(alice.calendar.service(alice.owner, visit).duration == 30min);
  CHECK(alice.calendar.service_hours(alice.owner).front().service == visit);
  request.service = visit;
  CHECK(alice.calendar.book(request, alice.now, Effect::real).appointment.ref == booked.ref);
  CHECK(code_of([&] { alice.calendar.service(alice.owner, talk); }) == Code::unknown_service);

  alice.calendar.undo({}, alice.now);
  CHECK(alice.calendar.appointment(*booked.ref).service == talk);
  CHECK(alice.calendar.service_hours(alice.owner).front().service == talk);
  request.service = talk;
  CHECK(alice.calendar.book(request, alice.now, Effect::real).appointment.ref == booked.ref);
}

TEST_CASE("a name is not taken back once something is booked under it") {
  AliceCalendar alice;
  alice.calendar.set_service(alice.owner, talk, lasting(30min), alice.now);
  alice.calendar.rename_service(alice.owner, talk, visit, alice.now);
  const auto number = alice.calendar.changes().back().number;
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.service = visit;
  alice.calendar.book(request, alice.now, Effect::real);
  CHECK(code_of([&] { alice.calendar.undo(number, alice.now); }) == Code::changed_since);
  alice.calendar.undo({}, alice.now);
  CHECK_NOTHROW(alice.calendar.undo(number, alice.now));
}

TEST_CASE("a service is not taken back while it has its own hours") {
  AliceCalendar alice;
  alice.calendar.set_service(alice.owner, talk, lasting(30min), alice.now);
  const auto number = alice.calendar.changes().back().number;
  AvailabilityChange own;
  own.service = talk;
  own.weekly = AliceCalendar::every_day({"09:00-10:00"});
  alice.calendar.change_availability(alice.owner, own, alice.now, Effect::real);
  CHECK(code_of([&] { alice.calendar.undo(number, alice.now); }) == Code::changed_since);
  alice.calendar.undo({}, alice.now);
  CHECK_NOTHROW(alice.calendar.undo(number, alice.now));
}

TEST_CASE("closing a service's day leaves the owner's hours on the others") {
  AliceCalendar alice;
  AvailabilityChange monday;
  monday.service = standard;
  monday.weekly = {{std::chrono::Monday, {}}};
  alice.calendar.change_availability(alice.owner, monday, alice.now, Effect::real);
  CHECK(starts(alice.search("2026-11-23T00:00Z", "2026-11-24T08:30Z")) == "2026-11-24T08:00Z");
}

TEST_CASE("the first free slot of a closed service is not offered") {
  AliceCalendar alice;
  alice.calendar.set_service(alice.owner, standard, closed(), alice.now);
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.start = FirstFree{make::span("2026-11-23T00:00Z", "2026-11-24T00:00Z")};
  CHECK(code_of([&] { alice.calendar.book(request, alice.now, Effect::real); }) == Code::not_offered);
}

TEST_CASE("a service takes no used name, and default keeps its own") {
  AliceCalendar alice;
  for (const ServiceName& name : {talk, visit}) alice.calendar.set_service(alice.owner, name, {}, alice.now);
  BookingRequest request = alice.request("2026-11-23T08:00Z");
  request.service = visit;
  alice.calendar.book(request, alice.now, Effect::real);
  alice.calendar.remove_service(alice.owner, visit, alice.now);
  const auto rename = [&](const ServiceName& from, const ServiceName& to) {
    return code_of([&] { alice.calendar.rename_service(alice.owner, from, to, alice.now); });
  };
  CHECK(rename(talk, visit) == Code::service_exists);
  CHECK(rename(talk, standard) == Code::service_exists);
  CHECK(rename(standard, ServiceName{"usual"}) == Code::invalid_name);
  CHECK(rename(visit, ServiceName{"tour"}) == Code::unknown_service);
}

TEST_CASE("hours of a service's own go along with it, and come back") {
  AliceCalendar alice;
  alice.calendar.set_service(alice.owner, talk, {}, alice.now);
  AvailabilityChange own;
  own.service = talk;
  own.weekly = AliceCalendar::every_day({"09:00-10:00"});
  alice.calendar.change_availability(alice.owner, own, alice.now, Effect::real);
  alice.calendar.remove_service(alice.owner, talk, alice.now);
  alice.calendar.set_service(alice.owner, talk, {}, alice.now);
  CHECK(alice.calendar.service_hours(alice.owner).empty());
  alice.calendar.undo({}, alice.now);
  alice.calendar.undo({}, alice.now);
  CHECK(alice.calendar.service_hours(alice.owner).size() == 1);
}

}  // namespace calendar
