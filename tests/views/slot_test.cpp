#include "views/slot.hpp"

#include <doctest/doctest.h>

#include "sample.hpp"
#include "support/written.hpp"

namespace calbook {

namespace {

using calendar::Interval;

// In pages: the second one is empty.
Report report_of(const std::vector<Interval>& first, const std::vector<Interval>& last) {
  const auto offer = std::make_shared<const Offer>(
      Offer{calendar::OwnerName{"alice"}, calendar::ServiceName{"call"}, sample::berlin()});
  return slots_report(sample::pages<ShownSlot>({shown_in(offer, first), {}, shown_in(offer, last)}),
                      OwnerColumn::hidden);
}

Interval nine() {
  return make::span("2026-11-23T08:00Z", "2026-11-23T09:00Z");
}
Interval ten() {
  return make::span("2026-11-23T09:00Z", "2026-11-23T10:00Z");
}
Interval tuesday() {
  return make::span("2026-11-24T08:00Z", "2026-11-24T09:00Z");
}

}  // namespace

TEST_CASE("slots are grouped by date; an empty page prints nothing") {
  CHECK(as_text(report_of({nine(), ten()}, {tuesday()})) ==
        "Mon 2026-11-23  09:00 10:00  Europe/Berlin, +01:00\n"
        "Tue 2026-11-24  09:00\n");
  CHECK(as_quiet(report_of({nine()}, {tuesday()})) == "2026-11-23T09:00+01:00\n2026-11-24T09:00+01:00\n");
  CHECK(as_tsv(report_of({nine()}, {tuesday()})) ==
        "start\tend\n"
        "2026-11-23T09:00:00+01:00\t2026-11-23T10:00:00+01:00\n"
        "2026-11-24T09:00:00+01:00\t2026-11-24T10:00:00+01:00\n");
  CHECK(as_json(report_of({nine()}, {tuesday()})) ==
        "[\n"
        R"({"owner":"alice","service":"call","start":"2026-11-23T09:00:00+01:00","end":"2026-11-23T10:00:00+01:00",)"
        R"("start_utc":"2026-11-23T08:00:00Z","end_utc":"2026-11-23T09:00:00Z","tz":"Europe/Berlin"})"
        ",\n"
        R"({"owner":"alice","service":"call","start":"2026-11-24T09:00:00+01:00","end":"2026-11-24T10:00:00+01:00",)"
        R"("start_utc":"2026-11-24T08:00:00Z","end_utc":"2026-11-24T09:00:00Z","tz":"Europe/Berlin"})"
        "\n]\n");
}

TEST_CASE("no slots are an empty list in each format") {
  CHECK(as_text(report_of({}, {})).empty());
  CHECK(as_json(report_of({}, {})) == "[]\n");
  CHECK(as(Format::jsonl, report_of({}, {})).empty());
  CHECK(as_tsv(report_of({}, {})) == "start\tend\n");
}

TEST_CASE("each line of slots has its date, and at most 80 cells") {
  std::vector<Interval> many;
  for (int i = 0; i < 18; ++i) {
    const calendar::Instant start = nine().start + std::chrono::minutes{10} * i;
    many.push_back({start, start + std::chrono::minutes{10}});
  }
  const std::string lines =
      "Mon 2026-11-23  09:00 09:10 09:20 09:30 09:40 09:50 10:00  Europe/Berlin, +01:00\n"
      "Mon 2026-11-23  10:10 10:20 10:30 10:40 10:50 11:00 11:10 11:20 11:30 11:40\n"
      "Mon 2026-11-23  11:50\n";
  CHECK(as_text(report_of(many, {})) == lines);
  CHECK(on_terminal(120, report_of(many, {})) == lines);
  CHECK(on_terminal(40, report_of({nine(), ten()}, {})) ==
        "Mon 2026-11-23  Europe/Berlin, +01:00\n"
        "Mon 2026-11-23  09:00 10:00\n");
}

TEST_CASE("the zone of slots is said once, and where it changes") {
  // 2026-10-25 in Berlin: 03:00 +02 -> 02:00 +01.
  CHECK(as_text(report_of({make::span("2026-10-23T08:00Z", "2026-10-23T09:00Z"),
                           make::span("2026-10-24T08:00Z", "2026-10-24T09:00Z")},
                          {make::span("2026-10-26T08:00Z", "2026-10-26T09:00Z")})) ==
        "Fri 2026-10-23  10:00  Europe/Berlin, +02:00\n"
        "Sat 2026-10-24  10:00\n"
        "Mon 2026-10-26  09:00  Europe/Berlin, +01:00\n");
}

TEST_CASE("starts in an hour that the clock repeats carry their offsets") {
  // 2026-10-25 in Berlin: 03:00 +02 -> 02:00 +01.
  CHECK(as_text(report_of({make::span("2026-10-25T00:00Z", "2026-10-25T01:00Z"),
                           make::span("2026-10-25T01:00Z", "2026-10-25T02:00Z")},
                          {})) == "Sun 2026-10-25  02:00+02:00 02:00+01:00  Europe/Berlin, +02:00 then +01:00\n");
}

}  // namespace calbook
