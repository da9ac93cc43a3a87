#include "calendar/slots.hpp"

#include <doctest/doctest.h>

#include "support/make.hpp"
#include "support/vectors.hpp"

namespace calendar {

namespace {

using namespace std::chrono_literals;
using make::at;
using make::span;
using make::text;
using Rule = Refusal::Rule;

constexpr Instant long_ago{};

// One worked case: an agenda, the range that is asked about, and what must be offered.
struct Case {
  std::string id;
  Agenda agenda;
  Interval range;
  std::vector<Interval> expected;
};

Windows windows_in(const nlohmann::json& texts) {
  Windows windows;
  for (const auto& one : texts) windows.push_back(make::window(one.get<std::string>()));
  return windows;
}

Interval span_in(const nlohmann::json& vector) {
  return span(vector["start"].get<std::string>(), vector["end"].get<std::string>());
}

std::chrono::weekday weekday_in(const std::string& name) {
  constexpr std::string_view names = "sun mon tue wed thu fri sat";
  return std::chrono::weekday{static_cast<unsigned>(names.find(name) / 4)};
}

Case case_in(const nlohmann::json& vector) {
  Case one{vector["id"].get<std::string>(),
           {{make::zone(vector["zone"].get<std::string>()), {}, {}}, {}, {}, {}, {}},
           span(vector["from_utc"].get<std::string>(), vector["to_utc"].get<std::string>()),
           {}};
  for (const auto& [day, texts] : vector["weekly"].items()) {
    one.agenda.availability.weekly.set(weekday_in(day), windows_in(texts));
  }
  for (const auto& [date, texts] : vector["overrides"].items()) {
    one.agenda.availability.overrides[make::date(date)] = windows_in(texts);
  }
  one.agenda.service.duration = Minutes{vector["length_min"].get<int>()};
  one.agenda.service.step = Minutes{vector["step_min"].get<int>()};
  for (const auto& booking : vector["bookings"]) one.agenda.occupied.push_back(span_in(booking));
  for (const auto& slot : vector["expected"]) one.expected.push_back(span_in(slot));
  return one;
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const auto& vector : vectors("tz-vectors.json", "/slots")) all.push_back(case_in(vector));
  return all;
}

// Berlin, Monday 2026-11-23, +01:00; an hour each, on the hour.
Agenda office() {
  return {{make::zone("Europe/Berlin"), make::daily({"09:00-12:00", "13:00-17:00"}), {}}, {}, {}, {}, {}};
}

std::string codes(const std::vector<Refusal>& refusals) {
  std::string all;
  for (const Refusal& refusal : refusals) all += (all.empty() ? "" : " ") + std::string{refusal.code().name};
  return all;
}

TEST_CASE("every worked case offers exactly the slots that it states, in order") {
  for (const Case& one : cases()) {
    CAPTURE(one.id);
    CHECK(text(free_slots(one.agenda, one.range, long_ago)) == text(one.expected));
  }
}

TEST_CASE("each minute is refused exactly when it is not offered") {
  for (const Case& one : cases()) {
    CAPTURE(one.id);
    for (const Interval& slot : one.expected) CHECK(codes(refusals(one.agenda, slot.start, long_ago)) == "");
    if (one.range.end - one.range.start > Days{3}) continue;
    auto next = one.expected.begin();
    for (Instant minute = one.range.start; minute < one.range.end; minute += 1min) {
      if (next != one.expected.end() && next->start == minute) {
        ++next;
      } else {
        CAPTURE(minute);
        REQUIRE_FALSE(refusals(one.agenda, minute, long_ago).empty());
      }
    }
    CHECK(next == one.expected.end());
  }
}

TEST_CASE("a time between two minutes is refused") {
  for (const Case& one : cases()) {
    CAPTURE(one.id);
    for (const Interval& slot : one.expected) {
      CHECK_FALSE(refusals(one.agenda, slot.start + 1s, long_ago).empty());
      CHECK_FALSE(refusals(one.agenda, slot.start - 1s, long_ago).empty());
    }
  }
}

TEST_CASE("where a query is cut moves no slot") {
  for (const Case& one : cases()) {
    CAPTURE(one.id);
    const auto length = one.range.end - one.range.start;
    for (const Instant cut : {one.range.start + length / 3, one.range.start + length / 2 + 7min, one.range.end - 1s}) {
      if (!one.range.contains(cut)) continue;
      auto slots = free_slots(one.agenda, {one.range.start, cut}, long_ago);
      std::ranges::copy(free_slots(one.agenda, {cut, one.range.end}, long_ago), std::back_inserter(slots));
      CHECK(text(slots) == text(one.expected));
    }
  }
}

TEST_CASE("no slot starts before now, and one that starts now is offered") {
  for (const Case& one : cases()) {
    if (one.expected.empty()) continue;
    CAPTURE(one.id);
    const std::size_t middle = one.expected.size() / 2;
    const Instant now = one.expected[middle].start;
    const std::vector<Interval> from_now{one.expected.begin() + static_cast<std::ptrdiff_t>(middle),
                                         one.expected.end()};
    CHECK(text(free_slots(one.agenda, one.range, now)) == text(from_now));
    CHECK(codes(refusals(one.agenda, now, now)) == "");
    CHECK(codes(refusals(one.agenda, now, now + 1s)) == "in_the_past");
  }
}

TEST_CASE("an appointment takes the slots that it overlaps and no others") {
  for (const Case& one : cases()) {
    CAPTURE(one.id);
    for (const Interval& taken : one.expected) {
      Agenda agenda = one.agenda;
      agenda.occupied.push_back(taken);
      std::ranges::sort(agenda.occupied);
      std::vector<Interval> left;
      for (const Interval& slot : one.expected) {
        if (!slot.overlaps(taken)) left.push_back(slot);
      }
      REQUIRE(text(free_slots(agenda, one.range, long_ago)) == text(left));
    }
  }
}

TEST_CASE("a time on the grid before now is in the past, only") {
  const auto reasons = refusals(office(), at("2026-11-23T08:00Z"), at("2026-11-23T08:00:01Z"));
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].rule == Rule::in_the_past);
}

TEST_CASE("a time outside every window is outside the hours, because of none") {
  for (const char* start :
       {"2026-11-23T07:59Z", "2026-11-23T11:00Z", "2026-11-23T11:30Z", "2026-11-23T16:00Z", "2026-11-23T22:00Z"}) {
    CAPTURE(start);
    const auto reasons = refusals(office(), at(start), long_ago);
    REQUIRE(reasons.size() == 1);
    CHECK(reasons[0].rule == Rule::outside_hours);
  }
}

TEST_CASE("a slot that outlasts its window is refused because of that window") {
  // 11:30-12:30 on the wall; the window is 09:00-12:00.
  for (const char* start : {"2026-11-23T10:30Z", "2026-11-23T10:00:01Z", "2026-11-23T10:59Z"}) {
    CAPTURE(start);
    const auto reasons = refusals(office(), at(start), long_ago);
    REQUIRE(reasons.size() == 1);
    CHECK(reasons[0].rule == Rule::past_closing);
    CHECK(reasons[0].because == span("2026-11-23T08:00Z", "2026-11-23T11:00Z"));
  }
}

TEST_CASE("a slot of any length opens the windows around its start only") {
  Agenda endless = office();
  endless.service.duration = Days{2'900'000};  // opening the windows of so many dates takes minutes
  const auto reasons = refusals(endless, at("2026-11-23T09:00Z"), long_ago);
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].rule == Rule::past_closing);
  CHECK(reasons[0].because == span("2026-11-23T08:00Z", "2026-11-23T11:00Z"));
}

TEST_CASE("a time off the grid is refused because of its window") {
  const auto reasons = refusals(office(), at("2026-11-23T12:30Z"), long_ago);
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].rule == Rule::off_grid);
  CHECK(reasons[0].because == span("2026-11-23T12:00Z", "2026-11-23T16:00Z"));
}

TEST_CASE("a time that an appointment overlaps is taken, because of that appointment") {
  Agenda agenda = office();
  agenda.occupied = {span("2026-11-23T08:00Z", "2026-11-23T09:00Z"), span("2026-11-23T09:59Z", "2026-11-23T10:15Z"),
                     span("2026-11-23T12:00Z", "2026-11-23T13:00Z")};
  const auto reasons = refusals(agenda, at("2026-11-23T09:00Z"), long_ago);
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].rule == Rule::appointment);
  CHECK(reasons[0].because == agenda.occupied[1]);
  CHECK(codes(refusals(agenda, at("2026-11-23T10:00Z"), long_ago)) == "slot_taken");
  CHECK(codes(refusals(agenda, at("2026-11-23T13:00Z"), long_ago)) == "");
}

TEST_CASE("all rules that forbid a time are named, in one order") {
  Agenda agenda = office();
  agenda.occupied = {span("2026-11-23T10:00Z", "2026-11-23T14:00Z")};
  const Instant later = at("2026-11-24T00:00Z");
  CHECK(codes(refusals(agenda, at("2026-11-23T11:00Z"), later)) == "in_the_past outside_availability slot_taken");
  CHECK(codes(refusals(agenda, at("2026-11-23T12:30Z"), later)) == "in_the_past not_a_slot slot_taken");
  CHECK(codes(refusals(agenda, at("2026-11-23T12:30Z"), long_ago)) == "not_a_slot slot_taken");
  CHECK(codes(refusals(agenda, at("2026-11-23T12:00Z"), later)) == "in_the_past slot_taken");
}

TEST_CASE("slots run on into a touching window, which keeps its own grid") {
  // Berlin in November: 22:30-24:00 and 00:00-02:00 on the wall.
  Agenda agenda = office();
  agenda.availability.weekly = make::daily({"00:00-02:00", "22:30-24:00"});
  CHECK(text(free_slots(agenda, span("2026-11-23T20:00Z", "2026-11-24T02:00Z"), long_ago)) ==
        "2026-11-23T21:30Z/2026-11-23T22:30Z 2026-11-23T22:30Z/2026-11-23T23:30Z 2026-11-23T23:00Z/2026-11-24T00:00Z "
        "2026-11-24T00:00Z/2026-11-24T01:00Z");
  CHECK(codes(refusals(agenda, at("2026-11-23T22:30Z"), long_ago)) == "");
  agenda.availability.overrides[make::date("2026-11-24")] = Windows{{1min, 120min}};
  const auto reasons = refusals(agenda, at("2026-11-23T22:30Z"), long_ago);
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].rule == Rule::past_closing);
  CHECK(reasons[0].because == span("2026-11-23T21:30Z", "2026-11-23T23:00Z"));
}

TEST_CASE("a slot of a day runs on through every window that touches") {
  Agenda agenda = office();
  agenda.availability.weekly = make::daily({"00:00-24:00"});
  agenda.service.duration = Days{1};
  const Interval day = span("2026-11-23T22:00Z", "2026-11-24T22:00Z");
  CHECK(text(free_slots(agenda, day, long_ago)) == "2026-11-23T23:00Z/2026-11-24T23:00Z");
  CHECK(codes(refusals(agenda, at("2026-11-23T22:30Z"), long_ago)) == "not_a_slot");
  agenda.service.step = 30min;
  CHECK(free_slots(agenda, day, long_ago).size() == 48);
  // Over a day of 23 hours, from Saturday 23:30 to Monday 00:30.
  CHECK(codes(refusals(agenda, at("2026-03-28T22:30Z"), long_ago)) == "");
  CHECK(agenda.availability.covers(span("2026-03-28T22:30Z", "2026-03-29T22:30Z")));
}

TEST_CASE("a start that two windows offer is offered once") {
  // A tail past midnight, 22:00-02:00, meets the next date's 00:00-03:00.
  Agenda agenda = office();
  agenda.availability.weekly = make::daily({"00:00-03:00", "22:00-02:00"});
  const auto slots = free_slots(agenda, span("2026-11-23T21:00Z", "2026-11-24T03:00Z"), long_ago);
  CHECK(text(slots) ==
        "2026-11-23T21:00Z/2026-11-23T22:00Z 2026-11-23T22:00Z/2026-11-23T23:00Z 2026-11-23T23:00Z/2026-11-24T00:00Z "
        "2026-11-24T00:00Z/2026-11-24T01:00Z 2026-11-24T01:00Z/2026-11-24T02:00Z");
}

TEST_CASE("a repeated hour is offered twice, a skipped one not at all") {
  Agenda agenda = office();
  agenda.availability.weekly = make::daily({"01:00-04:00"});
  // 2026-10-25 in Berlin: 03:00 +02 -> 02:00 +01. On the wall 01:00 02:00 02:00 03:00.
  CHECK(text(free_slots(agenda, span("2026-10-24T22:00Z", "2026-10-25T23:00Z"), long_ago)) ==
        "2026-10-24T23:00Z/2026-10-25T00:00Z 2026-10-25T00:00Z/2026-10-25T01:00Z 2026-10-25T01:00Z/2026-10-25T02:00Z "
        "2026-10-25T02:00Z/2026-10-25T03:00Z");
  // 2026-03-29 in Berlin: 02:00 +01 -> 03:00 +02. On the wall 01:00 03:00.
  CHECK(text(free_slots(agenda, span("2026-03-28T23:00Z", "2026-03-29T22:00Z"), long_ago)) ==
        "2026-03-29T00:00Z/2026-03-29T01:00Z 2026-03-29T01:00Z/2026-03-29T02:00Z");
}

// The wall-clock times on 2026-11-23 that the office of office() offers with that service.
std::string offered(const Agenda& agenda, Instant now = long_ago) {
  std::string all;
  for (const Interval& slot : free_slots(agenda, span("2026-11-22T23:00Z", "2026-11-23T23:00Z"), now))
    all += (all.empty() ? "" : " ") + text(Instant{slot.start + 1h}).substr(11, 5);
  return all;
}

TEST_CASE("a notice forbids what starts sooner, to the second") {
  Agenda agenda = office();
  agenda.service.notice = 3h;
  CHECK(offered(agenda, at("2026-11-23T07:00Z")) == "11:00 13:00 14:00 15:00 16:00");
  CHECK(codes(refusals(agenda, at("2026-11-23T10:00Z"), at("2026-11-23T07:00Z"))) == "");
  const auto reasons = refusals(agenda, at("2026-11-23T10:00Z"), at("2026-11-23T07:00:01Z"));
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].rule == Rule::too_soon);
  CHECK(reasons[0].because == span("2026-11-23T10:00:01Z", "2026-11-23T10:00:01Z"));
  CHECK(codes(refusals(agenda, at("2026-11-23T10:00Z"), at("2026-11-23T10:00:01Z"))) == "in_the_past");
}

TEST_CASE("a horizon counts whole dates of the owner's zone, the last included") {
  Agenda agenda = office();
  agenda.service.horizon = Days{1};
  // 23:00Z is midnight in Berlin: a second before it, the 23rd is tomorrow.
  CHECK(offered(agenda, at("2026-11-21T23:00Z")) == "09:00 10:00 11:00 13:00 14:00 15:00 16:00");
  CHECK(offered(agenda, at("2026-11-21T22:59:59Z")) == "");
  const auto reasons = refusals(agenda, at("2026-11-23T08:00Z"), at("2026-11-21T22:59:59Z"));
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].rule == Rule::too_far);
  CHECK(reasons[0].because == span("2026-11-21T23:00Z", "2026-11-22T23:00Z"));
  agenda.service.horizon = Days{0};
  CHECK(offered(agenda, at("2026-11-23T07:00Z")) == "09:00 10:00 11:00 13:00 14:00 15:00 16:00");
}

TEST_CASE("a date is full when so many appointments start on it") {
  Agenda agenda = office();
  agenda.service.max_per_day = 2;
  agenda.starts = {at("2026-11-22T22:59Z"), at("2026-11-22T23:00Z")};  // 23:59 the day before, 00:00
  CHECK(offered(agenda) == "09:00 10:00 11:00 13:00 14:00 15:00 16:00");
  agenda.starts.push_back(at("2026-11-23T22:59Z"));  // 23:59
  CHECK(offered(agenda) == "");
  const auto reasons = refusals(agenda, at("2026-11-23T08:00Z"), long_ago);
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].rule == Rule::day_full);
  CHECK(reasons[0].because == span("2026-11-22T23:00Z", "2026-11-23T23:00Z"));
  CHECK(codes(refusals(agenda, at("2026-11-24T08:00Z"), long_ago)) == "");
}

TEST_CASE("a notice in dates forbids whole dates of the owner's zone") {
  Agenda agenda = office();
  agenda.service.notice_days = Days{1};
  const Instant late = at("2026-11-23T22:59Z");  // 23:59 on Monday
  const auto reasons = refusals(agenda, at("2026-11-23T23:30Z"), at("2026-11-23T23:00Z"));
  REQUIRE(reasons.size() == 2);  // and outside the hours
  CHECK(reasons[0].rule == Rule::too_soon);
  CHECK(reasons[0].because.start == at("2026-11-24T23:00Z"));
  CHECK(codes(refusals(agenda, at("2026-11-24T08:00Z"), late)) == "");
  CHECK(codes(refusals(agenda, at("2026-11-24T08:00Z"), late + 1min)) == "too_soon");
  agenda.service.notice = 12h;
  CHECK(codes(refusals(agenda, at("2026-11-24T08:00Z"), late)) == "too_soon");
}

TEST_CASE("a Monday-to-Sunday week is full when so many appointments start in it") {
  Agenda agenda = office();
  agenda.service.max_per_week = 2;
  agenda.starts = {at("2026-11-22T08:00Z"), at("2026-11-23T08:00Z"), at("2026-11-29T22:59Z"), at("2026-11-29T23:00Z")};
  const auto reasons = refusals(agenda, at("2026-11-27T08:00Z"), long_ago);
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].rule == Rule::week_full);
  CHECK(reasons[0].because == span("2026-11-22T23:00Z", "2026-11-29T23:00Z"));
  CHECK(codes(refusals(agenda, at("2026-11-21T08:00Z"), long_ago)) == "");
  CHECK(codes(refusals(agenda, at("2026-11-30T08:00Z"), long_ago)) == "");
  agenda.service.max_per_week = 3;
  CHECK(codes(refusals(agenda, at("2026-11-27T08:00Z"), long_ago)) == "");
}

TEST_CASE("a closed service offers nothing, whatever else") {
  Agenda agenda = office();
  agenda.service.closed = true;
  CHECK(free_slots(agenda, span("2026-11-23T00:00Z", "2026-11-24T00:00Z"), long_ago).empty());
  CHECK(codes(refusals(agenda, at("2026-11-23T08:00Z"), long_ago)) == "not_offered");
  CHECK(refusals(agenda, at("2026-11-23T08:00Z"), long_ago).front().can_be_overridden());
}

TEST_CASE("buffers keep their distance, and may reach past the window") {
  Agenda agenda = office();
  agenda.service.buffer_before = 30min;
  agenda.service.buffer_after = 15min;
  CHECK(offered(agenda) == "09:00 10:00 11:00 13:00 14:00 15:00 16:00");
  agenda.occupied = {span("2026-11-23T11:15Z", "2026-11-23T11:30Z")};  // 12:15-12:30
  CHECK(offered(agenda) == "09:00 10:00 11:00 13:00 14:00 15:00 16:00");
  agenda.occupied = {span("2026-11-23T11:14Z", "2026-11-23T11:30Z")};
  CHECK(offered(agenda) == "09:00 10:00 13:00 14:00 15:00 16:00");
  agenda.occupied = {span("2026-11-23T11:15Z", "2026-11-23T11:31Z")};
  CHECK(offered(agenda) == "09:00 10:00 11:00 14:00 15:00 16:00");
  agenda.busy = {span("2026-11-23T07:00Z", "2026-11-23T07:30:01Z")};
  CHECK(offered(agenda) == "10:00 11:00 14:00 15:00 16:00");
  CHECK(refusals(agenda, at("2026-11-23T08:00Z"), long_ago).at(0).rule == Rule::busy_time);
}

TEST_CASE("a step of its own offers starts between the ends of appointments") {
  Agenda agenda = office();
  agenda.service.duration = 90min;
  CHECK(offered(agenda) == "09:00 10:30 13:00 14:30");
  agenda.service.step = 30min;
  CHECK(offered(agenda) == "09:00 09:30 10:00 10:30 13:00 13:30 14:00 14:30 15:00 15:30");
}

TEST_CASE("taken time is nobody's to override, all else is") {
  for (const Rule rule : {Rule::appointment, Rule::busy_time}) CHECK_FALSE(Refusal{rule, {}}.can_be_overridden());
  for (const Rule rule : {Rule::in_the_past, Rule::too_soon, Rule::too_far, Rule::outside_hours, Rule::past_closing,
                          Rule::off_grid, Rule::day_full})
    CHECK(Refusal{rule, {}}.can_be_overridden());
}

}  // namespace

}  // namespace calendar
