// Slots of several owners, and booking with whoever is free first.

#include <sstream>

#include "support/terminal.hpp"

namespace {

// Three owners; carla is in New York and offers calls.
struct Practice : Terminal {
  Practice() {
    open_office();
    REQUIRE((*this)("availability set mon-fri 09:00-11:00 --owner bea --tz Europe/Berlin").exit == 0);
    REQUIRE((*this)("availability set mon-fri 04:00-06:00 --owner carla --tz America/New_York").exit == 0);
    REQUIRE((*this)("service set call --owner carla --duration 30m").exit == 0);
  }
};

}  // namespace

TEST_CASE("slots of several owners have a line for each date and owner") {
  Practice calbook;
  CHECK(calbook("slots search mon..tue --owner carla,alice,carla").out ==
        "Mon 2026-11-23  alice  09:00 10:00 11:00 13:00 14:00  Europe/Berlin, +01:00\n"
        "Mon 2026-11-23  alice  15:00 16:00\n"
        "Mon 2026-11-23  carla  04:00 05:00  America/New_York, -05:00\n"
        "Tue 2026-11-24  alice  09:00 10:00 11:00 13:00 14:00 15:00 16:00\n"
        "Tue 2026-11-24  carla  04:00 05:00\n");
  CHECK(calbook("slots search mon --all --limit 3").out ==
        "Mon 2026-11-23  alice  09:00 10:00  Europe/Berlin, +01:00\n"
        "Mon 2026-11-23  bea    09:00\n");
}

TEST_CASE("slots in several zones name each owner's zone once, in 80 cells") {
  Practice calbook;
  const std::string owner(32, 'o');
  REQUIRE(calbook("availability set sat 0-12 --owner " + owner + " --tz America/Argentina/Buenos_Aires").exit == 0);
  REQUIRE(calbook("availability set sat 0-12 --owner carla").exit == 0);
  const std::string out = calbook("slots search 2027-03-13..2027-03-20 --all").out;
  std::istringstream lines{out};
  for (std::string line; std::getline(lines, line);) CHECK_MESSAGE(line.size() <= 80, line);
  const auto times = [&](const std::string& text) {
    std::size_t count = 0;
    for (std::size_t at = out.find(text); at != out.npos; at = out.find(text, at + 1)) ++count;
    return count;
  };
  CHECK(times("America/New_York") == 2);  // its clock changes on the 14th
  CHECK(times("Buenos_Aires") == 1);
  CHECK(times("Europe/Berlin") == 2);  // alice's and bea's
}

TEST_CASE("slots of several owners are in time order, then by owner") {
  Practice calbook;
  CHECK(calbook("slots search mon --all --limit 5 --format tsv --header --tz UTC").out ==
        "start\tend\towner\n"
        "2026-11-23T08:00:00+00:00\t2026-11-23T09:00:00+00:00\talice\n"
        "2026-11-23T08:00:00+00:00\t2026-11-23T09:00:00+00:00\tbea\n"
        "2026-11-23T09:00:00+00:00\t2026-11-23T10:00:00+00:00\talice\n"
        "2026-11-23T09:00:00+00:00\t2026-11-23T10:00:00+00:00\tbea\n"
        "2026-11-23T09:00:00+00:00\t2026-11-23T10:00:00+00:00\tcarla\n");
  CHECK(calbook("slots search mon --owner alice --format tsv --header --limit 1 --tz UTC").out ==
        "start\tend\n2026-11-23T08:00:00+00:00\t2026-11-23T09:00:00+00:00\n");
}

TEST_CASE("a long search of several owners is in time order across pages") {
  Practice calbook;
  REQUIRE(calbook("availability set daily 18:00-24:00 --owner carla").exit == 0);
  std::string before;
  std::size_t count = 0;
  for (const auto& slot : calbook("slots search --days 100 --all --json --tz UTC").json()) {
    const std::string key = slot["start_utc"].get<std::string>() + slot["owner"].get<std::string>();
    CHECK(before < key);
    before = key;
    ++count;
  }
  std::size_t one_by_one = 0;
  for (const char* owner : {"alice", "bea", "carla"})
    one_by_one += calbook(std::string{"slots search --days 100 --json --tz UTC --owner "} + owner).json().size();
  CHECK(count == one_by_one);
}

TEST_CASE("only owners who offer the service are searched, and one must") {
  Practice calbook;
  CHECK(calbook("slots search mon --all --service call").out ==
        "Mon 2026-11-23  carla  04:00 04:30 05:00 05:30  America/New_York, -05:00\n");
  CHECK(calbook("slots search mon --owner alice,bea --service call").err ==
        "calbook: none of the owners offers a service named 'call'\nhint: name one of these: default\n");
  CHECK(calbook("book first --all --service call --name Bob").out ==
        "Booked 2S4M2C with carla  Mon 2026-11-23 04:00-04:30 -05:00  Bob  (tomorrow)\n");
}

TEST_CASE("book first of several owners says with whom it booked") {
  Practice calbook;
  CHECK(calbook("book first --all --name Bob").out ==
        "Booked 2S4M2C with alice  Mon 2026-11-23 09:00-10:00 +01:00  Bob  (tomorrow)\n");
  CHECK(calbook("book first --all --name Bob").out ==
        "Booked 948N6B with bea  Mon 2026-11-23 09:00-10:00 +01:00  Bob  (tomorrow)\n");
  CHECK(calbook("book first --owner bea,carla --name Bob").out ==
        "Booked G2QQD7 with carla  Mon 2026-11-23 04:00-05:00 -05:00  Bob  (tomorrow)\n");
  CHECK(calbook("book first --all --name Eve --dry-run").out ==
        "Would book with alice  Mon 2026-11-23 10:00-11:00 +01:00  Eve  (tomorrow)\n");
  CHECK(calbook("book first --owner alice --name Eve --dry-run").out ==
        "Would book  Mon 2026-11-23 10:00-11:00 +01:00  Eve  (tomorrow)\n");
}

TEST_CASE("book first --all books the earliest slot that slots search --all shows") {
  Practice calbook;
  REQUIRE(calbook("service set default --max-per-day 3 --owner alice").exit == 0);
  for (int i = 0; i < 30; ++i) {
    CAPTURE(i);
    const auto shown = calbook("slots search --all --limit 1 --json").json().at(0);
    const auto booked = calbook("book first --all --name Bob --json").json();
    CHECK(booked["start_utc"] == shown["start_utc"]);
    CHECK(booked["end_utc"] == shown["end_utc"]);
  }
}

TEST_CASE("where nobody is free the hint searches the same owners for longer") {
  Practice calbook;
  CHECK(calbook("book first --all --to today --name Bob").err ==
        "calbook: none of the owners has a free slot in that time\nhint: calbook slots search --all --days 60\n");
  CHECK(calbook("book first --owner bea,carla --to today --name Bob").err ==
        "calbook: none of the owners has a free slot in that time\n"
        "hint: calbook slots search --owner bea,carla --days 60\n");
}

TEST_CASE("several owners go with first, one with a time or batch") {
  Practice calbook;
  CHECK(calbook("book mon 9:00 --all --name Bob").err ==
        "calbook: --all goes with 'first', not with 'mon 9:00'\n"
        "hint: calbook book first --all --name 'Bob Stone'\n");
  CHECK(calbook("book --batch x --all --json").error()["error"] == "usage");
  CHECK(calbook("book first --all --owner bea --name Bob --json").error()["error"] == "usage");
  CHECK(calbook("book mon 9:00 --owner alice,bea --name Bob --json").error()["error"] == "usage");
}

TEST_CASE("a key used with several owners is repeated, or shown without them") {
  Practice calbook;
  REQUIRE(calbook("book first --owner bea,alice --name Bob --key k").out.starts_with("Booked 2S4M2C with alice  "));
  CHECK(calbook("book first --all --name Bob --key k").out.starts_with("Booked 2S4M2C with alice  "));
  CHECK(calbook("book first --owner bea,alice --name Eve --key k").err ==
        "calbook: the key 'k' belongs to another request\nhint: calbook show 2S4M2C\n");
}

TEST_CASE("in a file without owners --all searches nobody and can book nobody") {
  Terminal calbook;
  CHECK(calbook("slots search --all").exit == 0);
  CHECK(calbook("slots search nonsense --all").exit == 2);
  CHECK(calbook("book first --all --name Bob --json").error()["error"] == "no_availability");
}
