#include "views/refusal.hpp"

#include <doctest/doctest.h>

#include "input/grammar.hpp"
#include "sample.hpp"
#include "support/written.hpp"

namespace calbook {

namespace {

using calendar::Interval;
using calendar::Refusal;
using calendar::Verdict;
using make::at;
using make::span;
using Rule = Refusal::Rule;

// Monday from 10:00 to 11:00 in Berlin.
Verdict verdict(std::vector<Refusal> reasons, std::vector<Interval> next = {}) {
  calendar::Service call{.name = calendar::ServiceName{"call"}, .max_per_day = 5};
  return {sample::appointment().span, calendar::OwnerName{"alice"}, call,
          sample::berlin(),           std::move(reasons),           std::move(next)};
}

std::string message(Rule rule, const Interval& because) {
  const Refusal refusal{rule, because};
  return refusal_message(refusal, verdict({refusal}));
}

Interval moment_at(std::string_view text) {
  return {at(text), at(text)};
}

}  // namespace

TEST_CASE("each rule that forbids a time has a sentence") {
  CHECK(message(Rule::in_the_past, moment_at("2026-11-23T09:01Z")) == "Mon 2026-11-23 10:00 is in the past");
  CHECK(message(Rule::too_soon, moment_at("2026-11-23T10:00:01Z")) ==
        "Mon 2026-11-23 10:00 is too soon: the earliest start is Mon 2026-11-23 11:01");
  CHECK(message(Rule::too_far, span("2026-11-21T23:00Z", "2026-11-22T23:00Z")) ==
        "Mon 2026-11-23 10:00 is too far ahead: the last date is Sun 2026-11-22");
  CHECK(message(Rule::outside_hours, moment_at("2026-11-23T09:00Z")) ==
        "Mon 2026-11-23 10:00-11:00 is outside alice's hours");
  CHECK(message(Rule::past_closing, span("2026-11-23T08:00Z", "2026-11-23T09:30Z")) ==
        "Mon 2026-11-23 10:00-11:00 runs past alice's hours, which end at 10:30");
  CHECK(message(Rule::off_grid, span("2026-11-23T08:30Z", "2026-11-23T16:00Z")) ==
        "Mon 2026-11-23 10:00 is not a start time: from 09:30 slots start every 60 min");
  CHECK(message(Rule::day_full, span("2026-11-22T23:00Z", "2026-11-23T23:00Z")) ==
        "Mon 2026-11-23 is full: call takes at most 5 a day");
}

TEST_CASE("taken time says by what, and whether only the buffers meet it") {
  CHECK(message(Rule::appointment, span("2026-11-23T09:00Z", "2026-11-23T10:00Z")) ==
        "Mon 2026-11-23 10:00-11:00 is taken");
  CHECK(message(Rule::appointment, span("2026-11-23T09:30Z", "2026-11-23T10:30Z")) ==
        "Mon 2026-11-23 10:00-11:00 is taken: an appointment occupies Mon 2026-11-23 10:30-11:30");
  CHECK(message(Rule::busy_time, span("2026-11-23T10:00Z", "2026-11-23T11:00Z")) ==
        "Mon 2026-11-23 10:00-11:00, buffers included, is taken: busy Mon 2026-11-23 11:00-12:00");
}

TEST_CASE("taken time names the appointment or busy time where it is known") {
  const Interval next_hour = span("2026-11-23T10:00Z", "2026-11-23T11:00Z");
  const Refusal by_bob{Rule::appointment, sample::appointment().span, sample::appointment()};
  const Refusal by_meeting{Rule::busy_time, next_hour,
                           calendar::Busy{4, calendar::OwnerName{"alice"}, next_hour, "team"}};
  const Verdict refused = verdict({by_bob, by_meeting});
  CHECK(refusal_message(by_bob, refused) ==
        "Mon 2026-11-23 10:00-11:00 is taken: K7QD3F  Mon 2026-11-23 10:00-11:00  Bob Stone");
  CHECK(refusal_message(by_meeting, refused) ==
        "Mon 2026-11-23 10:00-11:00, buffers included, is taken: busy 4  Mon 2026-11-23 11:00-12:00  team");
  const std::string json = as_json(why_report(refused));
  CHECK(json.find(R"("ref":"K7QD3F","busy":null,"calendar":null})") != std::string::npos);
  CHECK(json.find(R"("ref":null,"busy":4,"calendar":null})") != std::string::npos);
}

TEST_CASE("a date is followed by its free starts, which can be typed") {
  // 2026-10-25 in Berlin: 03:00 +02 -> 02:00 +01.
  const std::vector<Interval> next{span("2026-10-24T22:00Z", "2026-10-24T23:00Z"),
                                   span("2026-10-25T01:00Z", "2026-10-25T02:00Z"),
                                   span("2026-10-26T08:00Z", "2026-10-26T09:00Z")};
  CHECK(refusal_hint(verdict({}, next)) == "free: Sun 2026-10-25 00:00, 2026-10-25T02:00+01:00; Mon 2026-10-26 09:00");
  const auto typed = [](std::string_view words) {
    return parse_start(words, sample::berlin(), make::date("2026-10-20")).value();
  };
  CHECK(typed("2026-10-25 00:00") == next[0].start);
  CHECK(typed("2026-10-25T02:00+01:00") == next[1].start);
  CHECK(typed("2026-10-26 09:00") == next[2].start);
}

TEST_CASE("slots why names every reason, and what is free instead") {
  const Verdict refused = verdict({{Rule::outside_hours, moment_at("2026-11-23T09:00Z")},
                                   {Rule::day_full, span("2026-11-22T23:00Z", "2026-11-23T23:00Z")}},
                                  {span("2026-11-24T09:00Z", "2026-11-24T10:00Z")});
  const Report report = why_report(refused);
  CHECK(as_text(report) ==
        "outside_availability  Mon 2026-11-23 10:00-11:00 is outside alice's hours\n"
        "day_full  Mon 2026-11-23 is full: call takes at most 5 a day\n"
        "free: Tue 2026-11-24 10:00\n");
  CHECK(as_quiet(report).empty());
  CHECK(
      as_json(report) ==
      R"({"start":"2026-11-23T10:00:00+01:00","end":"2026-11-23T11:00:00+01:00","bookable":false,"reasons":[)"
      R"({"error":"outside_availability","message":"Mon 2026-11-23 10:00-11:00 is outside alice's hours","ref":null,"busy":null,"calendar":null},)"
      R"({"error":"day_full","message":"Mon 2026-11-23 is full: call takes at most 5 a day","ref":null,"busy":null,"calendar":null}],)"
      R"("next":["2026-11-24T10:00:00+01:00"]})"
      "\n");
}

TEST_CASE("a time that can be booked has no reasons") {
  const Report report = why_report(verdict({}));
  CHECK(as_text(report) == "Mon 2026-11-23 10:00-11:00 can be booked\n");
  CHECK(as_tsv(report) ==
        "start\tend\tbookable\treasons\tnext\n"
        "2026-11-23T10:00:00+01:00\t2026-11-23T11:00:00+01:00\ttrue\t[]\t[]\n");
}

}  // namespace calbook
