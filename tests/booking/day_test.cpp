#include "calendar/day.hpp"

#include <doctest/doctest.h>

#include "support/alice_calendar.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using make::span;

// 2026-11-23 in UTC.
Day monday() {
  return {.date = make::date("2026-11-23"), .span = span("2026-11-23T00:00Z", "2026-11-24T00:00Z")};
}

Busy busy(const Interval& when) {
  return {0, alice_name(), when, {}};
}

}  // namespace

TEST_CASE("of what reaches past a date only the part on it counts") {
  Day day = monday();
  day.windows = {span("2026-11-22T22:00Z", "2026-11-23T02:00Z"), span("2026-11-23T22:00Z", "2026-11-24T02:00Z")};
  day.busy = {busy(span("2026-11-20T00:00Z", "2026-11-23T01:00Z")),
              busy(span("2026-11-23T23:00Z", "2026-11-25T00:00Z"))};
  CHECK(day.open() == 4h);
  CHECK(day.busy_time() == 2h);
  CHECK(day.taken() == 2h);
}

TEST_CASE("busy time and windows that overlap count once") {
  Day day = monday();
  day.windows = {span("2026-11-23T09:00Z", "2026-11-23T12:00Z"), span("2026-11-23T11:00Z", "2026-11-23T14:00Z")};
  day.busy = {busy(span("2026-11-23T08:00Z", "2026-11-23T10:00Z")),
              busy(span("2026-11-23T08:00Z", "2026-11-23T11:00Z"))};
  CHECK(day.open() == 5h);
  CHECK(day.busy_time() == 3h);
  CHECK(day.taken() == 2h);
}

TEST_CASE("taken are the open hours in busy time, appointments and their buffers") {
  Day day = monday();
  day.windows = {span("2026-11-23T09:00Z", "2026-11-23T12:00Z"), span("2026-11-23T13:00Z", "2026-11-23T17:00Z")};
  day.occupied = {span("2026-11-23T08:30Z", "2026-11-23T10:00Z"), span("2026-11-23T11:00Z", "2026-11-23T14:00Z")};
  day.busy = {busy(span("2026-11-23T13:30Z", "2026-11-23T15:00Z"))};
  CHECK(day.taken() == 4h);
}

TEST_CASE("a day without hours has nothing taken, however busy it is") {
  Day day = monday();
  day.busy = {busy(day.span)};
  CHECK(day.open() == 0h);
  CHECK(day.taken() == 0h);
  CHECK(day.busy_time() == 24h);
}

}  // namespace calendar
