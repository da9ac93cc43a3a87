#include "support/terminal.hpp"

TEST_CASE("setting some days leaves the others as they were") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("availability set sat,sun 10-14 fri closed").out ==
        "alice (Europe/Berlin), 36 h a week\n"
        "  Mon-Thu  09:00-12:00 13:00-17:00\n"
        "  Sat-Sun  10:00-14:00\n");
  CHECK(calbook("availability clear mon-wed").out ==
        "alice (Europe/Berlin), 15 h a week\n"
        "  Thu      09:00-12:00 13:00-17:00\n"
        "  Sat-Sun  10:00-14:00\n");
  CHECK(calbook("availability clear").out == "alice (Europe/Berlin), no weekly hours\n");
}

TEST_CASE("availability as json names the week and the overrides from today on") {
  Terminal calbook;
  REQUIRE(calbook("availability set sun 0-24 mon 22:00-00:00").exit == 0);
  REQUIRE(calbook("availability override yesterday closed").exit == 0);
  CHECK(calbook("availability show --json").json() == nlohmann::json::parse(R"({"owner":"alice","tz":"Europe/Berlin",
      "weekly":[{"day":"mon","start":"22:00","end":"24:00"},{"day":"sun","start":"00:00","end":"24:00"}],"overrides":[],"services":[]})"));
}

TEST_CASE("a change lists appointments outside the hours, and touches none") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book mon 10:00 --name Bob").exit == 0);
  REQUIRE(calbook("book mon 14:00 --name Carl").exit == 0);
  const std::string before = bytes_of(calbook.folder / "calbook.db");
  const std::string rehearsal =
      "alice (Europe/Berlin), 40 h a week\n"
      "  Mon      12:00-24:00\n"
      "  Tue-Fri  09:00-12:00 13:00-17:00\n"
      "Still booked, outside these hours:\n"
      "Mon 2026-11-23 10:00-11:00  2S4M2C  Bob\n";
  CHECK(calbook("availability set mon 12-24 --dry-run").out == "Dry run, nothing changed. New hours:\n" + rehearsal);
  CHECK(bytes_of(calbook.folder / "calbook.db") == before);
  CHECK(calbook("availability set mon 12-24").out == rehearsal);
  CHECK(calbook("availability set tue closed --json").json()["stranded"][0]["ref"] == "2S4M2C");
  CHECK(calbook("upcoming -q").out == "2S4M2C\n948N6B\n");
}

TEST_CASE("invalid hours are refused by name, and nothing is created") {
  Terminal calbook;
  const auto code = [&](const std::string& line) {
    return calbook("availability " + line + " --json").error()["error"].get<std::string>();
  };
  CHECK(code("set mon") == "usage");
  CHECK(code("set mon 9-12 tue") == "usage");
  CHECK(code("set mon 9-12 mon 13-14") == "invalid_days");
  CHECK(code("set tues 9-12") == "invalid_days");
  CHECK(code("set mon 9-5pm") == "invalid_range");
  CHECK(code("set mon 9-12 --tz Europe/Berln") == "invalid_zone");
  CHECK(code("override 2026-02-30 closed") == "unknown_owner");
  CHECK(code("show") == "unknown_owner");
  CHECK_FALSE(std::filesystem::exists(calbook.folder / "calbook.db"));
  calbook.open_office();
  CHECK(code("override 2026-02-30 closed") == "invalid_date");
}

TEST_CASE("--tz on a change is the owner's zone itself") {
  Terminal calbook;
  REQUIRE(calbook("availability set mon 9-17 --tz Asia/Tokyo").exit == 0);
  CHECK(calbook("owner list").out == "alice  Asia/Tokyo  0 appointments\n");
  REQUIRE(calbook("availability set tue 9-17 --tz Europe/Paris").exit == 0);
  CHECK(calbook("availability show").out == "alice (Europe/Paris), 16 h a week\n  Mon-Tue  09:00-17:00\n");
  REQUIRE(calbook("book mon 9:00 --name Bob").exit == 0);
  CHECK(calbook("owner set alice --tz America/New_York").out ==
        "alice is now in America/New_York\n"
        "Still booked, outside these hours:\n"
        "Mon 2026-11-23 03:00-04:00  2S4M2C  Bob\n");
}

TEST_CASE("owners are added, listed, and removed with what was theirs") {
  Terminal calbook;
  CHECK(calbook("owner add bea --tz America/New_York").out == "Added bea (America/New_York)\n");
  CHECK(calbook("owner add bea").exit == 4);
  CHECK(calbook("owner add alice --json").json() ==
        nlohmann::json::parse(R"({"name":"alice","tz":"Europe/Berlin","appointments":0,
            "title":null,"email":null,"max_per_day":null,"answer":null})"));
  calbook.open_office();
  REQUIRE(calbook("book mon 9:00 --name Bob").exit == 0);
  CHECK(calbook("owner list").out ==
        "alice  Europe/Berlin     1 appointment\n"
        "bea    America/New_York  0 appointments\n");
  const Answer refused = calbook("owner remove alice");
  CHECK(refused.exit == 4);
  CHECK(refused.err.starts_with("calbook: alice has 1 appointment that has not ended\n"));
  CHECK(calbook("owner remove alice --force").out ==
        "Removed alice (Europe/Berlin), along with hours and 1 appointment\n");
  CHECK(calbook("owner list -q").out == "bea\n");
}
