#include "time/zone_rule.hpp"

#include <doctest/doctest.h>

#include "support/make.hpp"

using namespace calendar;

namespace {

// "at offset" of each change of that year, the offset in hours.
std::string changes(std::string_view rule, int year) {
  const auto parsed = ZoneRule::parse(rule);
  REQUIRE_MESSAGE(parsed, std::string{rule});
  std::string all;
  for (const OffsetChange& change : parsed->changes(std::chrono::year{year}, std::chrono::year{year}))
    all +=
        (all.empty() ? "" : ", ") + make::text(change.at) + " " + std::to_string(change.offset / std::chrono::hours{1});
  return all;
}

}  // namespace

TEST_CASE("a rule names each year's changes, on both sides of the equator") {
  CHECK(changes("CET-1CEST,M3.5.0,M10.5.0/3", 2026) == "2026-03-29T01:00Z 2, 2026-10-25T01:00Z 1");
  CHECK(changes("NZST-12NZDT,M9.5.0,M4.1.0/3", 2026) == "2026-04-04T14:00Z 12, 2026-09-26T14:00Z 13");
  CHECK(changes("UTC0", 2026) == "");
  CHECK(changes("<-03>3", 2026) == "");
}

TEST_CASE("a rule may number days, pass midnight, and save in winter") {
  // Greenland: the Saturday before the last Sunday, at ten in the evening.
  CHECK(changes("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2026) == "2026-03-29T01:00Z -1, 2026-10-25T01:00Z -2");
  CHECK(changes("STD0DST,J60/0,J300/0", 2028) == "2028-03-01T00:00Z 1, 2028-10-26T23:00Z 0");
  CHECK(changes("STD0DST,59/0,299/0", 2028) == "2028-02-29T00:00Z 1, 2028-10-25T23:00Z 0");
  // Dublin's standard time is that of summer.
  CHECK(changes("IST-1GMT0,M10.5.0,M3.5.0/1", 2026) == "2026-03-29T01:00Z 1, 2026-10-25T01:00Z 0");
}

TEST_CASE("what is no rule is not read as one") {
  for (const char* text :
       {"", "C", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J365", "CET-168", "CET-1:60", "<CET-1", "CET-1 ",
        "CET-1CEST,M3.5.0,M10.5.0/3 ", "CET-1CEST,M3.5.0,M10.5.0/"}) {
    CAPTURE(text);
    CHECK_FALSE(ZoneRule::parse(text));
  }
}

TEST_CASE("an offset in a rule ends before 25 hours") {
  CHECK(ZoneRule::parse("AAA-24:59:59"));
  CHECK(ZoneRule::parse("AAA-24:59:59BBB24:59:59,J1,J2/167"));
  for (const char* text : {"AAA-25", "AAA25", "AAA-1BBB-25,J1,J2", "AAA-1BBB167,J1,J2"}) {
    CAPTURE(text);
    CHECK_FALSE(ZoneRule::parse(text));
  }
}
