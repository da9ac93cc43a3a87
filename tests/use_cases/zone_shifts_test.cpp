// What becomes of appointments when the zone data change. Here the data are the same and the
// appointments are made as if with others: an hour late by the clock of Berlin, where +01:00 holds.

#include <doctest/doctest.h>

#include "calendar/calendar.hpp"
#include "support/desk.hpp"
#include "support/stored.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using make::at;
using make::text;

struct ShiftedDesk : Desk {
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
  ShiftedDesk desk;
  const Reference late = desk.shifted("2026-11-23T09:00Z");
  const Reference sound = desk.sound("2026-11-23T12:00Z");
  // 11:00 on the wall was promised, which is at 10:00Z.
  REQUIRE(shifted_from(desk.calendar.appointment(late)) == make::wall("2026-11-23T11:00"));
  CHECK_FALSE(shifted_from(desk.calendar.appointment(sound)));
  const std::string found = "2026-11-23T09:00Z->2026-11-23T10:00Z";
  CHECK(labels(desk.calendar.follow_clocks(desk.now, Effect::rehearsal)) == found);
  CHECK(desk.start_of(late) == "2026-11-23T09:00Z");
  CHECK(labels(desk.calendar.follow_clocks(desk.now, Effect::real)) == found);
  CHECK(desk.start_of(late) == "2026-11-23T10:00Z");
  CHECK(desk.start_of(sound) == "2026-11-23T12:00Z");
  CHECK(desk.calendar.follow_clocks(desk.now, Effect::real).empty());
}

TEST_CASE("what has begun, is cancelled, or lost its zone stays") {
  ShiftedDesk desk;
  desk.shifted("2026-11-22T09:00Z");  // now
  desk.calendar.cancel(desk.shifted("2026-11-23T09:00Z"), {}, desk.now);
  const Reference gone = desk.store_at(at("2026-11-24T09:00Z"), 2h, "Mars/Olympus_Mons");
  CHECK(labels(desk.calendar.follow_clocks(desk.now, Effect::real)) == "");
  CHECK_FALSE(shifted_from(desk.calendar.appointment(gone)));
  desk.shifted("2026-11-22T10:00Z");
  CHECK(labels(desk.calendar.follow_clocks(desk.now, Effect::real)) == "2026-11-22T10:00Z->2026-11-22T11:00Z");
}

TEST_CASE("appointments in a row move together, each to where the next was") {
  ShiftedDesk desk;
  for (const char* start : {"2026-11-23T08:00Z", "2026-11-23T09:00Z", "2026-11-23T10:00Z"}) desk.shifted(start);
  CHECK(labels(desk.calendar.follow_clocks(desk.now, Effect::real)) ==
        "2026-11-23T08:00Z->2026-11-23T09:00Z 2026-11-23T09:00Z->2026-11-23T10:00Z "
        "2026-11-23T10:00Z->2026-11-23T11:00Z");
  CHECK(starts(desk.upcoming()) == "2026-11-23T09:00Z 2026-11-23T10:00Z 2026-11-23T11:00Z");
}

TEST_CASE("a shift onto another stays, and so does the row behind it") {
  ShiftedDesk desk;
  for (const char* start : {"2026-11-23T08:00Z", "2026-11-23T09:00Z", "2026-11-23T10:00Z"}) desk.shifted(start);
  desk.sound("2026-11-23T11:59Z");  // the last would end at 12:00
  desk.shifted("2026-11-23T14:00Z");
  CHECK(labels(desk.calendar.follow_clocks(desk.now, Effect::real)) ==
        "!2026-11-23T08:00Z->2026-11-23T09:00Z !2026-11-23T09:00Z->2026-11-23T10:00Z "
        "!2026-11-23T10:00Z->2026-11-23T11:00Z 2026-11-23T14:00Z->2026-11-23T15:00Z");
  CHECK(starts(desk.upcoming()) ==
        "2026-11-23T08:00Z 2026-11-23T09:00Z 2026-11-23T10:00Z 2026-11-23T11:59Z 2026-11-23T15:00Z");
}

TEST_CASE("two shifts onto each other both stay, and so does a third behind") {
  ShiftedDesk desk;
  desk.store_at(at("2026-11-23T07:00Z"), 5h);  // to 11:00Z
  desk.shifted("2026-11-23T10:00Z");           // to 11:00Z
  desk.shifted("2026-11-23T09:00Z");           // to 10:00Z
  CHECK(labels(desk.calendar.follow_clocks(desk.now, Effect::real)) ==
        "!2026-11-23T07:00Z->2026-11-23T11:00Z !2026-11-23T09:00Z->2026-11-23T10:00Z "
        "!2026-11-23T10:00Z->2026-11-23T11:00Z");
}

TEST_CASE("a shift into the past stops at what has ended there") {
  ShiftedDesk desk;
  desk.sound("2026-11-22T07:30Z");              // until 08:30Z, and now is 09:00Z
  desk.store_at(at("2026-11-22T10:00Z"), -1h);  // to 08:00Z
  CHECK(labels(desk.calendar.follow_clocks(desk.now, Effect::real)) == "!2026-11-22T10:00Z->2026-11-22T08:00Z");
}

TEST_CASE("a promised time that is skipped or repeated has one instant") {
  ShiftedDesk desk;
  // 2026-03-29 in Berlin: 02:00 +01 -> 03:00 +02. 2026-10-25: 03:00 +02 -> 02:00 +01.
  desk.now = at("2026-03-01T00:00Z");
  desk.store_at(at("2026-03-28T23:30Z"), 3h);  // 02:30
  desk.store_at(at("2026-10-24T23:30Z"), 3h);  // 02:30
  CHECK(labels(desk.calendar.follow_clocks(desk.now, Effect::real)) ==
        "2026-03-28T23:30Z->2026-03-29T01:00Z 2026-10-24T23:30Z->2026-10-25T00:30Z");
}

TEST_CASE("a move to the time that it now has accepts a shift") {
  ShiftedDesk desk;
  const Reference late = desk.shifted("2026-11-23T09:00Z");
  CHECK(desk.calendar.reschedule(late, at("2026-11-23T09:00Z"), desk.berlin, desk.now).moved());
  CHECK(desk.calendar.follow_clocks(desk.now, Effect::real).empty());
  CHECK(desk.start_of(late) == "2026-11-23T09:00Z");
}

}  // namespace

}  // namespace calendar
