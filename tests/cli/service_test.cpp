#include "support/terminal.hpp"

TEST_CASE("set keeps other rules; the step follows the duration until set") {
  Terminal calbook;
  calbook.open_office();
  CHECK(
      calbook("service set call --duration 20m --json").out ==
      R"({"name":"call","owner":"alice","duration":20,"step":20,"buffer_before":0,"buffer_after":0,"notice":0,)"
      R"("horizon":null,"max_per_day":null,"duration_max":null,"notice_days":0,"max_per_week":null,"title":null,"closed":false})"
      "\n");
  CHECK(calbook("service set call --duration 30m --json").json()["step"] == 30);
  CHECK(calbook("service set call --step 10m --buffer-after 5m --notice 2d --horizon 60d --max-per-day 5").out ==
        "call  30 min, every 10 min, 5 min free after, notice 48 h, up to 60 days ahead, at most 5 a day\n");
  CHECK(calbook("service set call --duration 40m --json").json()["step"] == 10);
  CHECK(calbook("service set call --buffer-after 0m --notice 0m --horizon none --max-per-day none").out ==
        "call  40 min, every 10 min\n");
  CHECK(calbook("service list -q").out == "call\ndefault\n");
}

TEST_CASE("removing the default service restores its initial rules") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("service set default --duration 90m").out == "default  90 min\n");
  CHECK(calbook("slots search mon").out == "Mon 2026-11-23  09:00 10:30 13:00 14:30  Europe/Berlin, +01:00\n");
  CHECK(calbook("service remove default").out == "Restored the initial rules of default  60 min\n");
  CHECK(calbook("service show default").out == "default  60 min\n");
}

TEST_CASE("invalid rules and unknown services are refused") {
  Terminal calbook;
  calbook.open_office();
  const auto code = [&](const std::string& line) {
    return calbook(line + " --json").error()["error"].get<std::string>();
  };
  CHECK(code("service set call --duration 0m") == "invalid_duration");
  CHECK(code("service set call --step 90") == "invalid_duration");
  CHECK(code("service set call --notice 1w") == "invalid_duration");
  CHECK(code("service set call --horizon 60") == "invalid_duration");
  CHECK(code("service set call --max-per-day 0") == "invalid_input");
  CHECK(code("service set Call --duration 20m") == "invalid_name");
  CHECK(code("service show call") == "unknown_service");
  CHECK(code("slots search --service call") == "unknown_service");
  CHECK(code("book mon 10:00 --name Bob --service call") == "unknown_service");
}

TEST_CASE("an appointment keeps the buffers it was booked with") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("service set session --duration 60m --step 30m --buffer-before 30m --buffer-after 30m").exit == 0);
  REQUIRE(calbook("book mon 10:00 --name Bob --service session").exit == 0);
  REQUIRE(calbook("service set session --buffer-before 0m --buffer-after 0m").exit == 0);
  CHECK(calbook("slots search mon --service session").out ==
        "Mon 2026-11-23  13:00 13:30 14:00 14:30 15:00 15:30 16:00  Europe/Berlin, +01:00\n");
  CHECK(calbook("book mon 11:00 --name Eve --service session")
            .err.starts_with(
                "calbook: Mon 2026-11-23 11:00-12:00 is taken: an appointment occupies Mon 2026-11-23 09:30-11:30\n"));
}

TEST_CASE("notice is inclusive; horizon and limit count whole dates") {
  Terminal calbook;  // Sunday 10:00 in Berlin
  calbook.open_office();
  REQUIRE(calbook("service set call --duration 30m --notice 24h --horizon 2d --max-per-day 2").exit == 0);
  CHECK(calbook("book mon 9:30 --name Bob --service call --json").error()["error"] == "too_soon");
  CHECK(calbook("book mon 10:00 --name Bob --service call").exit == 0);
  CHECK(calbook("book tue 16:30 --name Bob --service call").exit == 0);
  CHECK(calbook("book wed 9:00 --name Bob --service call --json").error()["error"] == "too_far");
  CHECK(calbook("book mon 11:00 --name Bob --service call").exit == 0);
  CHECK(calbook("book mon 13:00 --name Bob --service call --json").error()["error"] == "day_full");
  CHECK(calbook("book mon 13:00 --name Bob").exit == 0);
}

TEST_CASE("too soon names a minute from which on it is not") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("service set call --notice 24h --duration 1m").exit == 0);
  calbook.now += std::chrono::seconds{1};
  CHECK(
      calbook("book mon 10:00 --name Bob --service call")
          .err.starts_with("calbook: Mon 2026-11-23 10:00 is too soon: the earliest start is Mon 2026-11-23 10:01\n"));
  CHECK(calbook("book mon 10:01 --name Bob --service call").exit == 0);
}

TEST_CASE("slots why names every rule forbidding a time, and who has it") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("service set call --duration 30m --notice 2d --max-per-day 1").exit == 0);
  REQUIRE(calbook("book mon 10:00 --name Bob --service call --force").exit == 0);
  REQUIRE(calbook("busy add mon 10:00 1h --note secret").exit == 0);
  const Answer why = calbook("slots why mon 10:10 --service call");
  CHECK(why.exit == 0);
  CHECK(why.out ==
        "too_soon  Mon 2026-11-23 10:10 is too soon: the earliest start is Tue 2026-11-24 10:00\n"
        "not_a_slot  Mon 2026-11-23 10:10 is not a start time: from 09:00 slots start every 30 min\n"
        "slot_taken  Mon 2026-11-23 10:10-10:40 is taken: 2S4M2C  Mon 2026-11-23 10:00-10:30  Bob\n"
        "slot_taken  Mon 2026-11-23 10:10-10:40 is taken: busy 1  Mon 2026-11-23 10:00-11:00  secret\n"
        "day_full  Mon 2026-11-23 is full: call takes at most 1 a day\n"
        "free: Tue 2026-11-24 10:00, 10:30, 11:00\n");
  const auto json = calbook("slots why wed 9:00 --service call --json").json();
  CHECK(json["bookable"] == true);
  CHECK(json["reasons"].empty());
  CHECK(calbook("slots why wed 9:00").out == "Wed 2026-11-25 09:00-10:00 can be booked\n");
}

TEST_CASE("busy time blocks slots, may overlap, and lists its appointments") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book mon 14:00 --name Bob").exit == 0);
  CHECK(calbook("busy add mon 13:00 3h --note school").out ==
        "Busy 1  Mon 2026-11-23 13:00-16:00  school\n"
        "Still booked during that time:\n"
        "Mon 2026-11-23 14:00-15:00  2S4M2C  Bob\n");
  CHECK(calbook.run({"busy", "add", "mon 15:30..tue 10:00"}).out == "Busy 2  Mon 2026-11-23 15:30-10:00\n");
  CHECK(calbook("slots search mon").out == "Mon 2026-11-23  09:00 10:00 11:00  Europe/Berlin, +01:00\n");
  CHECK(calbook("book mon 15:00 --name Eve --force --json").error()["error"] == "slot_taken");
  CHECK(calbook("busy list -q").out == "1\n2\n");
  CHECK(calbook("busy list -q --from tue --to tue").out == "2\n");
  CHECK(calbook("busy list --json").json()[0]["note"] == "school");
  CHECK(calbook("busy add mon 8:00 1h -q").out == "3\n");
  CHECK(calbook("busy remove 3 -q").out == "");
  CHECK(calbook("busy remove 1").out == "Removed 1  Mon 2026-11-23 13:00-16:00  school\n");
  CHECK(calbook("busy remove 1 --json").error()["error"] == "unknown_reference");
  CHECK(calbook("busy add mon 9:00").exit == 2);
  CHECK(calbook("busy add 2026-11-24T10:00..2026-11-24T09:00").exit == 2);
}
