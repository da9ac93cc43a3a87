#include <doctest/doctest.h>

#include "calendar/message.hpp"
#include "support/make.hpp"

using namespace calendar;
using namespace std::chrono_literals;
using Event = TellingEvent;

namespace {

Instant booked_at() {
  return make::at("2026-11-22T09:00Z");
}

const Telling everything{.booked = true, .moved = true, .cancelled = true, .leads = {{1h}, {24h}}};

Standing standing(std::string_view start) {
  const Instant at = make::at(start);
  return {.span = {at, at + 1h}, .live = true, .since = booked_at()};
}

Told told(const Standing& what, std::vector<GivenReminder> reminders = {}) {
  return {.standing = what, .reminders = std::move(reminders)};
}

Standing cancelled(Standing what) {
  what.live = false;
  return what;
}

Standing monday() {
  return standing("2026-11-30T10:00Z");
}

Standing tuesday() {
  return standing("2026-12-01T10:00Z");
}

std::optional<Message> soon(const Standing& standing, const Told& told, const Telling& telling = everything) {
  return message_of(standing, told, telling, booked_at());
}

Message moved_from(const Standing& standing) {
  return {.event = Event::moved, .was = standing.span};
}

Message reminder(Minutes lead) {
  return {.event = Event::reminder, .lead = lead};
}

}  // namespace

TEST_CASE("who knows nothing of an appointment is told that it is booked") {
  CHECK(soon(monday(), {}) == Message{Event::booked});
}

TEST_CASE("what was booked and cancelled before anybody was told is no message") {
  CHECK(!soon(cancelled(monday()), {}));
}

TEST_CASE("a move says when it was to be, whatever came in between") {
  CHECK(soon(tuesday(), told(monday())) == moved_from(monday()));
  CHECK(!soon(monday(), told(monday())));  // there and back
}

TEST_CASE("a cancellation is told once, and that it is booked again too") {
  CHECK(soon(cancelled(monday()), told(monday())) == Message{Event::cancelled});
  CHECK(!soon(cancelled(monday()), told(cancelled(monday()))));
  CHECK(soon(monday(), told(cancelled(monday()))) == Message{Event::booked});
}

TEST_CASE("what is not to be told is no message") {
  const Telling only_cancelled{.cancelled = true};
  CHECK(!soon(monday(), {}, only_cancelled));
  CHECK(!soon(tuesday(), told(monday()), only_cancelled));
  CHECK(soon(cancelled(tuesday()), told(monday()), only_cancelled) == Message{Event::cancelled});
}

TEST_CASE("what was perhaps told is told again while it is true") {
  CHECK(soon(monday(), {.perhaps = monday()}) == Message{Event::booked});
  CHECK(soon(tuesday(), {.standing = monday(), .perhaps = tuesday()}) == moved_from(monday()));
  CHECK(soon(cancelled(monday()), {.standing = monday(), .perhaps = cancelled(monday())}) == Message{Event::cancelled});
}

TEST_CASE("what was perhaps told, and is true no more, counts as told") {
  CHECK(soon(cancelled(monday()), {.perhaps = monday()}) == Message{Event::cancelled});
  CHECK(soon(tuesday(), {.perhaps = monday()}) == moved_from(monday()));
  CHECK(soon(monday(), {.standing = monday(), .perhaps = tuesday()}) == moved_from(tuesday()));
  CHECK(soon(monday(), {.standing = monday(), .perhaps = cancelled(monday())}) == Message{Event::booked});
}

TEST_CASE("whoever has another address now is told once more, of what is") {
  const Told elsewhere{.standing = monday(), .elsewhere = true};
  CHECK(soon(monday(), elsewhere) == Message{Event::booked});
  CHECK(soon(tuesday(), elsewhere) == moved_from(monday()));
  CHECK(soon(cancelled(monday()), elsewhere) == Message{Event::cancelled});
  CHECK(!message_of(monday(), elsewhere, everything, monday().span.start));
}

TEST_CASE("a reminder is due from its lead on until the start") {
  const auto at = [](std::string_view now) { return message_of(monday(), told(monday()), everything, make::at(now)); };
  CHECK(!at("2026-11-29T09:59Z"));
  CHECK(at("2026-11-29T10:00Z") == reminder(24h));
  CHECK(at("2026-11-30T09:59Z") == reminder(1h));
  CHECK(!at("2026-11-30T10:00Z"));
}

TEST_CASE("only the nearest due reminder is given, and no farther one afterwards") {
  const auto given = [](std::vector<GivenReminder> reminders) {
    return message_of(monday(), told(monday(), std::move(reminders)), everything, make::at("2026-11-30T09:30Z"));
  };
  CHECK(given({}) == reminder(1h));
  CHECK(given({{24h, monday().span.start}}) == reminder(1h));
  CHECK(!given({{1h, monday().span.start}}));
}

TEST_CASE("a reminder that was given for another time is given again") {
  const Told moved = told(tuesday(), {{24h, monday().span.start}});
  CHECK(message_of(tuesday(), moved, everything, make::at("2026-11-30T10:00Z")) == reminder(24h));
}

TEST_CASE("what is booked or moved within a lead needs no such reminder") {
  const Standing next_day = standing("2026-11-23T08:00Z");
  CHECK(!message_of(next_day, told(next_day), everything, make::at("2026-11-22T10:00Z")));
  CHECK(message_of(next_day, told(next_day), everything, make::at("2026-11-23T07:00Z")) == reminder(1h));
}

TEST_CASE("what was booked before a lead was set has no such reminder") {
  const Telling later{.leads = {{1h, booked_at()}, {24h, booked_at() + 1h}}};
  CHECK(!message_of(monday(), told(monday()), later, make::at("2026-11-29T10:00Z")));
  CHECK(message_of(monday(), told(monday()), later, make::at("2026-11-30T09:00Z")) == reminder(1h));
}

TEST_CASE("a lead that was there before stays as old as it is") {
  const Telling before{.leads = {{24h, booked_at()}}};
  const Telling after = set_at({.leads = {{1h}, {24h}}}, before, booked_at() + 1h);
  CHECK(after.leads == std::vector<Lead>{{1h, booked_at() + 1h}, {24h, booked_at()}});
}

TEST_CASE("a cancelled appointment has no reminder") {
  CHECK(!message_of(cancelled(monday()), told(cancelled(monday())), everything, make::at("2026-11-29T10:00Z")));
}

TEST_CASE("what changed is told before a reminder") {
  CHECK(message_of(tuesday(), told(monday()), everything, make::at("2026-12-01T09:30Z")) == moved_from(monday()));
}

TEST_CASE("what failed waits twice as long each time, up to an hour") {
  std::vector<Minutes> waits;
  for (const int attempts : {1, 2, 3, 6, 7, 8, 1000}) waits.push_back(wait_after(attempts));
  CHECK(waits == std::vector<Minutes>{1min, 2min, 4min, 32min, 60min, 60min, 60min});
}

TEST_CASE("a reminder is pointless from the start on, news later") {
  CHECK(pointless_from(reminder(24h), monday()) == monday().span.start);
  CHECK(pointless_from({Event::cancelled}, monday()) == monday().span.end);
  CHECK(pointless_from({Event::booked}, standing("2026-11-22T10:00Z")) == make::at("2026-11-27T09:00Z"));
}
