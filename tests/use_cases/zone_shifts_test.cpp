// What becomes of appointments when the zone data change. Here the data are the same and the
// appointments are made as if with others: an hour late by the clock of Berlin, where +01:00 holds.

#include <doctest/doctest.h>

#include "calendar/calendar.hpp"
#include "support/alice_calendar.hpp"
#include "support/stored.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using make::at;
using make::text;

struct ShiftedCalendar : AliceCalendar {
  Reference store_at(Instant start, Seconds utc_offset, const std::string& zone = "Europe/Berlin") {
    Appointment made = appointment(owner.name, {start, start + 1h});
    made.zone = zone;
    made.utc_offset = utc_offset;
    Store::Transaction change{store, Store::Transaction::Kind::write};
    const Reference ref = store.insert(owner.id, made);
    change.commit();
    return ref;
  }

  Reference shifted(std::string_view start) { return store_at(at(start), 2h); }
  Reference sound(std::string_view start) { return store_at(at(start), 1h); }

  std::string start_of(const Reference& ref) { return text(calendar.appointment(ref).span.start); }
};

// "2026-11-23T09:00Z+1h" for each that can move, with '!' in front for each that cannot.
std::string labels(const std::vector<Shift>& shifts) {
  std::string all;
  for (const Shift& shift : shifts) {
    all += (all.empty() ? "" : " ") + std::string{shift.possible ? "" : "!"} + text(shift.before.span.start) + "->" +
           text(shift.after.span.start);
  }
  return all;
}

TEST_CASE("an appointment whose clock was changed moves to its promised time") {
  ShiftedCalendar alice;
  const Reference late = alice.shifted("2026-11-23T09:00Z");
  const Reference sound = alice.sound("2026-11-23T12:00Z");
  // 11:00 on the wall was promised, which is at 10:00Z.
  REQUIRE(shifted_from(alice.calendar.appointment(late)) == make::wall("2026-11-23T11:00"));
  CHECK_FALSE(shifted_from(alice.calendar.appointment(sound)));
  const std::string found = "2026-11-23T09:00Z->2026-11-23T10:00Z";
  CHECK(labels(alice.calendar.follow_clocks(alice.now, Effect::rehearsal)) == found);
  CHECK(alice.start_of(late) == "2026-11-23T09:00Z");
  CHECK(labels(alice.calendar.follow_clocks(alice.now, Effect::real)) == found);
  CHECK(alice.start_of(late) == "2026-11-23T10:00Z");
  CHECK(alice.start_of(sound) == "2026-11-23T12:00Z");
  CHECK(alice.calendar.follow_clocks(alice.now, Effect::real).empty());
}

TEST_CASE("what has begun, is cancelled, or lost its zone stays") {
  ShiftedCalendar alice;
  alice.shifted("2026-11-22T09:00Z");  // now
  alice.calendar.cancel(alice.shifted("2026-11-23T09:00Z"), {}, alice.now);
  const Reference gone = alice.store_at(at("2026-11-24T09:00Z"), 2h, "Mars/Olympus_Mons");
  CHECK(labels(alice.calendar.follow_clocks(alice.now, Effect::real)) == "");
  CHECK_FALSE(shifted_from(alice.calendar.appointment(gone)));
  alice.shifted("2026-11-22T10:00Z");
  CHECK(labels(alice.calendar.follow_clocks(alice.now, Effect::real)) == "2026-11-22T10:00Z->2026-11-22T11:00Z");
}

TEST_CASE("appointments in a row move together, each to where the next was") {
  ShiftedCalendar alice;
  for (const char* start : {"2026-11-23T08:00Z", "2026-11-23T09:00Z", "2026-11-23T10:00Z"}) alice.shifted(start);
  CHECK(labels(alice.calendar.follow_clocks(alice.now, Effect::real)) ==
        "2026-11-23T08:00Z->2026-11-23T09:00Z 2026-11-23T09:00Z->2026-11-23T10:00Z "
        "2026-11-23T10:00Z->2026-11-23T11:00Z");
  CHECK(starts(alice.upcoming()) == "2026-11-23T09:00Z 2026-11-23T10:00Z 2026-11-23T11:00Z");
}

TEST_CASE("a shift onto another stays, and so does the row behind it") {
  ShiftedCalendar alice;
  for (const char* start : {"2026-11-23T08:00Z", "2026-11-23T09:00Z", "2026-11-23T10:00Z"}) alice.shifted(start);
  alice.sound("2026-11-23T11:59Z");  // the last would end at 12:00
  alice.shifted("2026-11-23T14:00Z");
  CHECK(labels(alice.calendar.follow_clocks(alice.now, Effect::real)) ==
        "!2026-11-23T08:00Z->2026-11-23T09:00Z !2026-11-23T09:00Z->2026-11-23T10:00Z "
        "!2026-11-23T10:00Z->2026-11-23T11:00Z 2026-11-23T14:00Z->2026-11-23T15:00Z");
  CHECK(starts(alice.upcoming()) ==
        "2026-11-23T08:00Z 2026-11-23T09:00Z 2026-11-23T10:00Z 2026-11-23T11:59Z 2026-11-23T15:00Z");
}

TEST_CASE("two shifts that collide both stay, and block a third") {
  ShiftedCalendar alice;
  alice.store_at(at("2026-11-23T07:00Z"), 5h);  // to 11:00Z
  alice.shifted("2026-11-23T10:00Z");           // to 11:00Z
  alice.shifted("2026-11-23T09:00Z");           // to 10:00Z
  CHECK(labels(alice.calendar.follow_clocks(alice.now, Effect::real)) ==
        "!2026-11-23T07:00Z->2026-11-23T11:00Z !2026-11-23T09:00Z->2026-11-23T10:00Z "
        "!2026-11-23T10:00Z->2026-11-23T11:00Z");
}

TEST_CASE("a shift into the past stops at what has ended there") {
  ShiftedCalendar alice;
  alice.sound("2026-11-22T07:30Z");              // until 08:30Z, and now is 09:00Z
  alice.store_at(at("2026-11-22T10:00Z"), -1h);  // to 08:00Z
  CHECK(labels(alice.calendar.follow_clocks(alice.now, Effect::real)) == "!2026-11-22T10:00Z->2026-11-22T08:00Z");
}

TEST_CASE("a promised time that is skipped or repeated has one instant") {
  ShiftedCalendar alice;
  // 2026-03-29 in Berlin: 02:00 +01 -> 03:00 +02. 2026-10-25: 03:00 +02 -> 02:00 +01.
  alice.now = at("2026-03-01T00:00Z");
  alice.store_at(at("2026-03-28T23:30Z"), 3h);  // 02:30
  alice.store_at(at("2026-10-24T23:30Z"), 3h);  // 02:30
  CHECK(labels(alice.calendar.follow_clocks(alice.now, Effect::real)) ==
        "2026-03-28T23:30Z->2026-03-29T01:00Z 2026-10-24T23:30Z->2026-10-25T00:30Z");
}

TEST_CASE("a move to the time that it now has accepts a shift") {
  ShiftedCalendar alice;
  const Reference late = alice.shifted("2026-11-23T09:00Z");
  CHECK(alice.calendar.reschedule({late, at("2026-11-23T09:00Z"), alice.berlin}, alice.now, Effect::real).moved());
  CHECK(alice.calendar.follow_clocks(alice.now, Effect::real).empty());
  CHECK(alice.start_of(late) == "2026-11-23T09:00Z");
}

}  // namespace

}  // namespace calendar
