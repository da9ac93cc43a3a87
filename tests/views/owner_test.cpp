#include "views/owner.hpp"

#include <doctest/doctest.h>

#include "sample.hpp"
#include "support/written.hpp"

namespace calbook {

namespace {

calendar::OwnerSummary summary(std::string_view name, const std::string& zone, std::int64_t appointments) {
  return {{{}, calendar::OwnerName{name}, zone}, appointments};
}

}  // namespace

TEST_CASE("owners are listed with zone and number of appointments") {
  const Report report = owners_report({summary("alice", "Europe/Berlin", 1), summary("bea-anne", "UTC", 0)});
  CHECK(as_text(report) ==
        "alice     Europe/Berlin  1 appointment\n"
        "bea-anne  UTC            0 appointments\n");
  CHECK(as_quiet(report) == "alice\nbea-anne\n");
  CHECK(as_tsv(report) ==
        "name\ttz\tappointments\ttitle\temail\tmax_per_day\tanswer\n"
        "alice\tEurope/Berlin\t1\t\t\t\t\n"
        "bea-anne\tUTC\t0\t\t\t\t\n");
  CHECK(
      as_json(report) ==
      "[\n"
      R"({"name":"alice","tz":"Europe/Berlin","appointments":1,"title":null,"email":null,"max_per_day":null,"answer":null})"
      ",\n"
      R"({"name":"bea-anne","tz":"UTC","appointments":0,"title":null,"email":null,"max_per_day":null,"answer":null})"
      "\n]\n");
}

TEST_CASE("a changed owner is reported in a sentence, or silently with --quiet") {
  const Report report = owner_report(summary("alice", "Europe/Berlin", 1), "Added alice");
  CHECK(as_text(report) == "Added alice\n");
  CHECK(as_quiet(report).empty());
  CHECK(
      as_json(report) ==
      R"({"name":"alice","tz":"Europe/Berlin","appointments":1,"title":null,"email":null,"max_per_day":null,"answer":null})"
      "\n");
}

TEST_CASE("a change of zone lists the appointments now outside the hours") {
  const Report report = changed_owner_report(
      {summary("alice", "Europe/Berlin", 1), shown_in(sample::berlin(), {sample::appointment()})}, "alice is moved");
  CHECK(as_text(report) ==
        "alice is moved\n"
        "Still booked, outside these hours:\n"
        "Mon 2026-11-23 10:00-11:00  K7QD3F  Bob Stone  <bob@example.org>\n");
  CHECK(as_json(report).starts_with(
      R"({"name":"alice","tz":"Europe/Berlin","appointments":1,"title":null,"email":null,"max_per_day":null,"answer":null,"stranded":[{"ref":"K7QD3F",)"));
}

}  // namespace calbook
