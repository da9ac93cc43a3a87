// Searching, booking, and what is coming up.

#include <doctest/doctest.h>

#include "calendar/calendar.hpp"
#include "support/desk.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using make::at;
using make::code_of;
using make::span;
using make::text;

// The refusal of a booking; fails when it is not refused.
Refused refusal_of(Desk& desk, const BookingRequest& request, Instant now) {
  std::optional<Refused> refused;
  try {
    desk.calendar.book(request, now, Effect::real);
  } catch (const Refused& error) {
    refused = error;
  }
  REQUIRE(refused);
  return *refused;
}

TEST_CASE("the search offers the hours of a date, less what is taken") {
  // Monday 2026-11-23 in Berlin, +01:00: 09:00-12:00 and 13:00-17:00.
  Desk desk;
  CHECK(starts(desk.search("2026-11-22T23:00Z", "2026-11-23T23:00Z")) ==
        "2026-11-23T08:00Z 2026-11-23T09:00Z 2026-11-23T10:00Z 2026-11-23T12:00Z 2026-11-23T13:00Z 2026-11-23T14:00Z "
        "2026-11-23T15:00Z");
  desk.book("2026-11-23T09:00Z");
  desk.book("2026-11-23T15:00Z");
  CHECK(starts(desk.search("2026-11-22T23:00Z", "2026-11-23T23:00Z")) ==
        "2026-11-23T08:00Z 2026-11-23T10:00Z 2026-11-23T12:00Z 2026-11-23T13:00Z 2026-11-23T14:00Z");
}

TEST_CASE("the search includes its start and excludes its end, keeps its limit, and offers nothing past") {
  Desk desk;
  CHECK(starts(desk.search("2026-11-23T09:00Z", "2026-11-23T12:00Z")) == "2026-11-23T09:00Z 2026-11-23T10:00Z");
  CHECK(desk.search("2026-11-23T09:00Z", "2026-11-23T09:00Z").empty());
  CHECK(starts(desk.search("2026-11-21T23:00Z", "2026-11-22T11:00Z")) == "2026-11-22T09:00Z 2026-11-22T10:00Z");
  const auto limited = [&](std::size_t limit) {
    return desk.calendar.search(alice(), ServiceName{"default"}, span("2026-11-23T00:00Z", "2026-11-25T00:00Z"),
                                desk.now, limit);
  };
  CHECK(starts(limited(2)) == "2026-11-23T08:00Z 2026-11-23T09:00Z");
  CHECK(limited(0).empty());
  CHECK(limited(1000).size() == 14);
}

TEST_CASE("a slot before a range that an appointment from before the range reaches into is not offered") {
  Desk desk;
  desk.book("2026-11-23T08:00Z");
  AvailabilityChange shifted;
  shifted.weekly = Desk::every_day({"09:30-12:00"});
  desk.calendar.change_availability(alice(), shifted, desk.now, Effect::real);
  CHECK(starts(desk.search("2026-11-23T08:30Z", "2026-11-23T11:00Z")) == "2026-11-23T09:30Z");
}

TEST_CASE("a booking keeps what was asked for, and its reference finds it") {
  Desk desk;
  BookingRequest request = desk.request("2026-11-23T09:00Z");
  request.zone = make::zone("Asia/Tokyo");
  request.invitee = {"Bob Stone", "bob@example.org", "brings the contract"};
  const Appointment booked = desk.calendar.book(request, desk.now, Effect::real).appointment;
  REQUIRE(booked.ref);
  for (const Appointment& one : {booked, desk.calendar.appointment(*booked.ref)}) {
    CHECK(one.ref == booked.ref);
    CHECK(one.owner == alice());
    CHECK(one.service == ServiceName{"default"});
    CHECK(one.span == span("2026-11-23T09:00Z", "2026-11-23T10:00Z"));
    CHECK(one.occupied == one.span);
    CHECK(one.zone == "Asia/Tokyo");
    CHECK(one.utc_offset == 9h);
    CHECK(one.status == Status::booked);
    CHECK(one.invitee.name == "Bob Stone");
    CHECK(one.invitee.email == "bob@example.org");
    CHECK(one.invitee.note == "brings the contract");
    CHECK(one.created == desk.now);
    CHECK_FALSE(one.key);
    CHECK_FALSE(one.cancelled);
  }
}

TEST_CASE("every slot that is offered can be booked, and none of them twice") {
  Desk desk;
  const auto slots = desk.search("2026-11-22T23:00Z", "2026-11-25T23:00Z");
  CHECK(slots.size() == 21);
  for (const Interval& slot : slots) {
    CAPTURE(slot);
    CHECK(desk.book(text(slot.start)).span == slot);
    CHECK(refusal_of(desk, desk.request(text(slot.start)), desk.now).code() == Code::slot_taken);
  }
  CHECK(desk.search("2026-11-22T23:00Z", "2026-11-25T23:00Z").empty());
}

TEST_CASE("a time that is taken is refused with who has it, and the nearest free slots in order") {
  Desk desk;
  desk.book("2026-11-23T09:00Z");
  BookingRequest request = desk.request("2026-11-23T09:00Z", "Carol");
  request.zone = make::zone("Asia/Tokyo");
  const Refused refused = refusal_of(desk, request, desk.now);
  CHECK(refused.code() == Code::slot_taken);
  REQUIRE(refused.verdict().reasons.size() == 1);
  CHECK(refused.verdict().reasons[0].because == span("2026-11-23T09:00Z", "2026-11-23T10:00Z"));
  CHECK(refused.verdict().slot == span("2026-11-23T09:00Z", "2026-11-23T10:00Z"));
  CHECK(refused.verdict().owner == alice());
  CHECK(refused.verdict().zone.name() == "Asia/Tokyo");
  CHECK(refused.message() == "2026-11-23 18:00 in Asia/Tokyo is taken by an appointment");
  CHECK(starts(refused.verdict().next) == "2026-11-23T08:00Z 2026-11-23T10:00Z 2026-11-23T12:00Z");
  CHECK(desk.calendar.upcoming({}, desk.now).size() == 1);
}

TEST_CASE("a time outside the hours, off the grid, or past is refused as that, with slots that can be booked") {
  Desk desk;
  struct Wanted {
    const char* start;
    Code code;
    const char* reason;
    const char* next;
  };
  for (const Wanted& wanted : {
           Wanted{"2026-11-23T18:00Z", Code::outside_availability, "is outside the hours",
                  "2026-11-23T13:00Z 2026-11-23T14:00Z 2026-11-23T15:00Z"},
           Wanted{"2026-11-23T12:30Z", Code::not_a_slot, "is not a start that the service offers",
                  "2026-11-23T12:00Z 2026-11-23T13:00Z 2026-11-23T14:00Z"},
           Wanted{"2026-11-22T08:00Z", Code::in_the_past, "is in the past",
                  "2026-11-22T09:00Z 2026-11-22T10:00Z 2026-11-22T12:00Z"},
           Wanted{"2020-01-01T08:00Z", Code::in_the_past, "is in the past",
                  "2026-11-22T09:00Z 2026-11-22T10:00Z 2026-11-22T12:00Z"},
       }) {
    CAPTURE(wanted.start);
    const Refused refused = refusal_of(desk, desk.request(wanted.start), desk.now);
    CHECK(refused.code() == wanted.code);
    CHECK(refused.verdict().reasons.front().code() == wanted.code);
    CHECK(refused.message().ends_with(wanted.reason));
    CHECK(starts(refused.verdict().next) == wanted.next);
    for (const Interval& slot : refused.verdict().next) {
      CHECK_NOTHROW(desk.calendar.book(desk.request(text(slot.start)), desk.now, Effect::rehearsal));
    }
  }
}

TEST_CASE("a refusal finds the nearest free slots months away, and none where there are none in a year") {
  Desk desk;
  AvailabilityChange change;
  change.weekly = Desk::every_day({});
  change.overrides[make::date("2027-05-03")] = make::windows({"09:00-11:00"});
  desk.calendar.change_availability(alice(), change, desk.now, Effect::real);
  // Berlin in May is at +02:00.
  CHECK(starts(refusal_of(desk, desk.request("2026-11-23T09:00Z"), desk.now).verdict().next) ==
        "2027-05-03T07:00Z 2027-05-03T08:00Z");
  CHECK(refusal_of(desk, desk.request("2029-11-23T09:00Z"), desk.now).verdict().next.empty());
}

TEST_CASE("a rehearsal says what would be booked, without a reference, or why not") {
  Desk desk;
  const Appointment rehearsed =
      desk.calendar.book(desk.request("2026-11-23T09:00Z"), desk.now, Effect::rehearsal).appointment;
  CHECK_FALSE(rehearsed.ref);
  CHECK(rehearsed.span == span("2026-11-23T09:00Z", "2026-11-23T10:00Z"));
  CHECK(desk.calendar.upcoming({}, desk.now).empty());
  desk.book("2026-11-23T09:00Z");
  CHECK(code_of([&] { desk.calendar.book(desk.request("2026-11-23T09:00Z"), desk.now, Effect::rehearsal); }) ==
        Code::slot_taken);
}

TEST_CASE("an invitee who cannot be stored is refused before the time is looked at") {
  Desk desk;
  CHECK(code_of([&] { desk.book("2026-11-23T03:00Z", ""); }) == Code::invalid_name);
  BookingRequest request = desk.request("2026-11-23T09:00Z");
  request.invitee.email = "nowhere";
  CHECK(code_of([&] { desk.calendar.book(request, desk.now, Effect::rehearsal); }) == Code::invalid_email);
  CHECK(desk.calendar.upcoming({}, desk.now).empty());
}

TEST_CASE("upcoming lists what has not ended, by start") {
  Desk desk;
  desk.book("2026-11-24T08:00Z");
  desk.book("2026-11-23T08:00Z");
  desk.book("2026-11-22T10:00Z");
  CHECK(starts(desk.calendar.upcoming({}, desk.now)) == "2026-11-22T10:00Z 2026-11-23T08:00Z 2026-11-24T08:00Z");
  CHECK(starts(desk.calendar.upcoming({}, at("2026-11-22T10:59:59Z"))) ==
        "2026-11-22T10:00Z 2026-11-23T08:00Z 2026-11-24T08:00Z");
  CHECK(starts(desk.calendar.upcoming({}, at("2026-11-22T11:00Z"))) == "2026-11-23T08:00Z 2026-11-24T08:00Z");
  CHECK(desk.calendar.upcoming({}, at("2026-11-24T09:00Z")).empty());
}

TEST_CASE("upcoming keeps to the bound that it is given, which is not included, and to its limit") {
  Desk desk;
  for (const char* start : {"2026-11-22T10:00Z", "2026-11-23T08:00Z", "2026-11-23T09:00Z", "2026-11-24T08:00Z"}) {
    desk.book(start);
  }
  const auto listed = [&](const char* before, std::optional<std::size_t> limit) {
    UpcomingQuery query;
    query.owner = alice();
    if (before != nullptr) query.before = [before](const TimeZone&) { return at(before); };
    query.limit = limit;
    return starts(desk.calendar.upcoming(query, desk.now));
  };
  CHECK(listed(nullptr, 3) == "2026-11-22T10:00Z 2026-11-23T08:00Z 2026-11-23T09:00Z");
  CHECK(listed(nullptr, 1) == "2026-11-22T10:00Z");
  CHECK(listed(nullptr, 0) == "");
  CHECK(listed("2026-11-23T08:00Z", std::nullopt) == "2026-11-22T10:00Z");
  CHECK(listed("2026-11-23T08:00:01Z", std::nullopt) == "2026-11-22T10:00Z 2026-11-23T08:00Z");
  CHECK(listed("2026-11-25T00:00Z", 2) == "2026-11-22T10:00Z 2026-11-23T08:00Z");
  CHECK(listed("2026-11-22T10:00Z", 2) == "");
}

TEST_CASE("upcoming asks for each owner's bound in the owner's own zone, and merges all owners by start") {
  Desk desk;
  const OwnerName tokyo{"tokyo"};
  AvailabilityChange hours;
  hours.zone_if_new = make::zone("Asia/Tokyo");
  hours.weekly = Desk::every_day({"00:00-24:00"});
  desk.calendar.change_availability(tokyo, hours, desk.now, Effect::real);
  const auto book_tokyo = [&](const char* start) {
    BookingRequest request = desk.request(start);
    request.owner = tokyo;
    desk.calendar.book(request, desk.now, Effect::real);
  };
  // Tokyo's 2026-11-22 ends at 15:00Z, Berlin's at 23:00Z.
  book_tokyo("2026-11-22T09:00Z");
  book_tokyo("2026-11-22T15:00Z");
  desk.book("2026-11-22T10:00Z");
  desk.book("2026-11-22T15:00Z");
  const auto today = [&](std::optional<OwnerName> owner, std::optional<std::size_t> limit) {
    UpcomingQuery query;
    query.owner = owner;
    query.before = [&](const TimeZone& zone) { return zone.opening(zone.date(desk.now) + Days{1}); };
    query.limit = limit;
    return desk.calendar.upcoming(query, desk.now);
  };
  const auto all = today(std::nullopt, std::nullopt);
  CHECK(starts(all) == "2026-11-22T09:00Z 2026-11-22T10:00Z 2026-11-22T15:00Z");
  CHECK(all.front().owner == tokyo);
  CHECK(all.back().owner == alice());
  CHECK(starts(today(tokyo, std::nullopt)) == "2026-11-22T09:00Z");
  CHECK(starts(today(std::nullopt, 2)) == "2026-11-22T09:00Z 2026-11-22T10:00Z");
  CHECK(desk.calendar.upcoming({}, desk.now).size() == 4);
}

}  // namespace

}  // namespace calendar
