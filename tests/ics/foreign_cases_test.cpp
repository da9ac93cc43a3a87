// Calendars as programs of the world write them, with what independent readers agree that they block.

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "support/ics.hpp"
#include "support/vectors.hpp"

namespace calendar {

namespace {

std::string bytes_of(const std::string& file) {
  std::ifstream stream{std::string{CALBOOK_TEST_DATA} + "/ics-cases/" + file, std::ios::binary};
  REQUIRE_MESSAGE(stream.good(), "cannot read ", file);
  return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string expected_spans(const nlohmann::json& spans) {
  std::vector<Interval> all;
  for (const auto& each : spans)
    all.push_back(make::span(each.at(0).get<std::string>(), each.at(1).get<std::string>()));
  return make::text(all);
}

// Each span once, whatever blocks it.
std::string distinct_spans(const ForeignTimes& times) {
  std::vector<Interval> spans;
  for (const ForeignSpan& each : times.spans) {
    if (spans.empty() || spans.back() != each.span) spans.push_back(each.span);
  }
  return make::text(spans);
}

// What is left in the range of spans that may overlap.
std::vector<Interval> merged_in(const ForeignTimes& times, const Interval& range) {
  std::vector<Interval> cut;
  for (const ForeignSpan& each : times.spans)
    cut.push_back({std::max(each.span.start, range.start), std::min(each.span.end, range.end)});
  return merged(cut);
}

TEST_CASE("every worked calendar blocks what its readers agree on") {
  for (const auto& one : vectors("ics-cases/expected.json", "/cases")) {
    const auto file = one.at("file").get<std::string>();
    CAPTURE(file);
    const Interval range = make::span(one.at("from").get<std::string>(), one.at("to").get<std::string>());
    const ForeignTimes times =
        read_foreign(bytes_of(file), {.dates = make::zone(one.at("zone").get<std::string>()), .range = range});
    CHECK(distinct_spans(times) == expected_spans(one.at("spans")));
    CHECK(make::text(merged_in(times, range)) == expected_spans(one.at("busy")));
    const std::string warnings = make::warnings(times);
    if (!one.contains("warnings")) continue;
    for (const auto& expected : one.at("warnings"))
      CHECK_MESSAGE(warnings.find(expected.get<std::string>()) != warnings.npos, warnings);
  }
}

TEST_CASE("a worked calendar cut off anywhere before its end is refused") {
  for (const auto& one : vectors("ics-cases/expected.json", "/cases")) {
    const auto file = one.at("file").get<std::string>();
    const std::string bytes = bytes_of(file);
    const std::size_t last = bytes.rfind("\nEND:");
    for (std::size_t size = 0; size <= last; size += 1 + last / 50) {
      CAPTURE(file);
      CAPTURE(size);
      CHECK(make::code_of([&] { (void)make::read(std::string_view{bytes}.substr(0, size)); }) ==
            Code::invalid_calendar);
    }
  }
}

}  // namespace

}  // namespace calendar
