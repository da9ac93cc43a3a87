#include "support/terminal.hpp"

TEST_CASE("the main job: set hours, find a slot, book it, list it") {
  Terminal calbook;
  CHECK(calbook("availability set mon-fri 09:00-12:00,13:00-17:00").out ==
        "alice (Europe/Berlin), 35 h a week\n"
        "  Mon-Fri  09:00-12:00 13:00-17:00\n");
  CHECK(calbook("slots search tomorrow").out ==
        "Mon 2026-11-23  09:00 10:00 11:00 13:00 14:00 15:00 16:00  Europe/Berlin, +01:00\n");
  CHECK(calbook.run({"book", "tomorrow", "10:00", "--name", "Bob Stone", "--email", "bob@example.org"}).out ==
        "Booked 2S4M2C  Mon 2026-11-23 10:00-11:00 +01:00  Bob Stone <bob@example.org>  (tomorrow)\n");
  CHECK(calbook("slots search tomorrow").out ==
        "Mon 2026-11-23  09:00 11:00 13:00 14:00 15:00 16:00  Europe/Berlin, +01:00\n");
  CHECK(calbook("upcoming --days 7").out == "Mon 2026-11-23 10:00-11:00  2S4M2C  Bob Stone  <bob@example.org>\n");
}

TEST_CASE("a taken slot is refused with exit 4 and free starts") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book tomorrow 10:00 --name Bob").exit == 0);
  const Answer refused = calbook("book tomorrow 10:00 --name Eve");
  CHECK(refused.exit == 4);
  CHECK(refused.out.empty());
  CHECK(refused.err ==
        "calbook: Mon 2026-11-23 10:00-11:00 is taken\n"
        "hint: free: Mon 2026-11-23 09:00, 11:00, 13:00\n");
  CHECK(calbook("upcoming -q").out == "2S4M2C\n");
}

TEST_CASE("a json refusal is one object on stderr, with free starts") {
  Terminal calbook;
  calbook.open_office();
  const Answer refused = calbook("book tomorrow 16:30 --name Eve --json");
  CHECK(refused.exit == 3);
  CHECK(refused.out.empty());
  const auto error = refused.error();
  CHECK(error["error"] == "outside_availability");
  CHECK(error["message"] == "Mon 2026-11-23 16:30-17:30 runs past alice's hours, which end at 17:00");
  CHECK(error["next"] ==
        nlohmann::json{"2026-11-23T15:00:00+01:00", "2026-11-23T16:00:00+01:00", "2026-11-24T09:00:00+01:00"});
}

TEST_CASE("each rule that forbids a time has its name") {
  Terminal calbook;
  calbook.open_office();
  const auto error_of = [&](const std::string& when) {
    return calbook("book " + when + " --name Eve --json").error()["error"].get<std::string>();
  };
  CHECK(error_of("yesterday 10:00") == "in_the_past");
  CHECK(error_of("today 10:00") == "outside_availability");
  CHECK(error_of("tomorrow 12:00") == "outside_availability");
  CHECK(error_of("tomorrow 09:30") == "not_a_slot");
  CHECK(error_of("tomorrow 12:30") == "outside_availability");
}

TEST_CASE("booking where nobody has set hours says so and creates no file") {
  Terminal calbook;
  const Answer answer = calbook("book tomorrow 10:00 --name Bob");
  CHECK(answer.exit == 3);
  CHECK(answer.err ==
        "calbook: nobody can be booked: no owner has set hours yet\n"
        "hint: calbook availability set mon-fri 09:00-17:00\n");
  CHECK_FALSE(std::filesystem::exists(calbook.folder / "calbook.db"));
}

TEST_CASE("a dry run shows the appointment without a reference and books nothing") {
  Terminal calbook;
  calbook.open_office();
  const std::string before = bytes_of(calbook.folder / "calbook.db");
  CHECK(calbook("book tomorrow 10:00 --name Bob --dry-run").out ==
        "Would book  Mon 2026-11-23 10:00-11:00 +01:00  Bob  (tomorrow)\n");
  CHECK(calbook("book tomorrow 10:00 --name Bob --dry-run --json").json()["ref"].is_null());
  CHECK(bytes_of(calbook.folder / "calbook.db") == before);
}

TEST_CASE("an appointment has the keys of the contract, in their order") {
  Terminal calbook;
  calbook.open_office();
  const Answer booked = calbook.run({"book", "2026-11-23T10:00", "--name", "Bob", "--note", "two\"quotes", "--json"});
  CHECK(booked.out ==
        R"({"ref":"2S4M2C","owner":"alice","service":"default","status":"booked",)"
        R"("start":"2026-11-23T10:00:00+01:00","end":"2026-11-23T11:00:00+01:00",)"
        R"("start_utc":"2026-11-23T09:00:00Z","end_utc":"2026-11-23T10:00:00Z","tz":"Europe/Berlin",)"
        R"("name":"Bob","email":null,"note":"two\"quotes","key":null,)"
        R"("created_utc":"2026-11-22T09:00:00Z","cancelled_utc":null,"reason":null,)"
        R"("phone":null,"changed_utc":null,"attendance":null,"series":null,"position":null,"of":null,"revision":0})"
        "\n");
  CHECK(calbook("show 2s4m2c --json").out == booked.out.substr(0, booked.out.size() - 2) + ",\"partstat\":null}\n");
  CHECK(calbook("upcoming --json").out == "[\n" + booked.out + "]\n");
  CHECK(calbook("upcoming --format jsonl").out == booked.out);
}

TEST_CASE("show tells all that is known of an appointment") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book mon 10:00 --name Bob --note Hello").exit == 0);
  CHECK(calbook("show 2S4M2C").out ==
        "2S4M2C  booked\n"
        "  when      Mon 2026-11-23 10:00-11:00 +01:00, Europe/Berlin (tomorrow)\n"
        "  who       Bob\n"
        "  note      Hello\n"
        "  owner     alice\n"
        "  service   default\n"
        "  booked    Sun 2026-11-22 10:00 +01:00\n");
  CHECK(calbook("show ZZZZZZ").exit == 3);
  CHECK(calbook("show nonsense --json").error()["error"] == "unknown_reference");
}

TEST_CASE("under --tz times are typed and shown in that zone") {
  // Berlin +01:00, Tokyo +09:00.
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("slots search mon --tz Asia/Tokyo").out ==
        "Mon 2026-11-23  17:00 18:00 19:00 21:00 22:00 23:00  Asia/Tokyo, +09:00\n");
  CHECK(calbook("book mon 18:00 --name Bob --tz Asia/Tokyo").out ==
        "Booked 2S4M2C  Mon 2026-11-23 18:00-19:00 +09:00  Bob  (tomorrow)\n");
  CHECK(calbook("upcoming").out == "Mon 2026-11-23 10:00-11:00  2S4M2C  Bob\n");
}

TEST_CASE("starts in a repeated hour carry, and need, their offset") {
  // 2026-10-25 in Berlin: 03:00 +02 -> 02:00 +01.
  Terminal calbook;
  calbook.now = make::at("2026-10-20T09:00Z");
  REQUIRE(calbook("availability set sun 01:00-04:00").exit == 0);
  CHECK(calbook("slots search sun").out ==
        "Sun 2026-10-25  01:00 02:00+02:00 02:00+01:00  Europe/Berlin, +02:00 then +01:00\n"
        "Sun 2026-10-25  03:00\n");
  const Answer refused = calbook("book sun 2:00 --name Bob");
  CHECK(refused.exit == 2);
  CHECK(refused.err ==
        "calbook: 'Sun 2026-10-25 02:00' comes twice in Europe/Berlin: say which with its offset\n"
        "hint: 2026-10-25T02:00+02:00 or 2026-10-25T02:00+01:00\n");
  CHECK(calbook("book 2026-10-25T02:00+01:00 --name Bob").exit == 0);
  CHECK(calbook("upcoming").out == "Sun 2026-10-25 02:00+01:00-03:00  2S4M2C  Bob\n");
}

TEST_CASE("a skipped time is refused with the times on both sides") {
  // 2026-03-29 in Berlin: 02:00 +01 -> 03:00 +02.
  Terminal calbook;
  calbook.now = make::at("2026-03-25T09:00Z");
  REQUIRE(calbook("availability set sun 01:00-05:00").exit == 0);
  CHECK(calbook("slots search sun").out == "Sun 2026-03-29  01:00 03:00 04:00  Europe/Berlin, +01:00 then +02:00\n");
  CHECK(calbook("book sun 2:30 --name Bob").err ==
        "calbook: 'Sun 2026-03-29 02:30' does not exist in Europe/Berlin: "
        "the clock goes from Sun 2026-03-29 01:59 to Sun 2026-03-29 03:00\n"
        "hint: 2026-03-29T01:59+01:00 or 2026-03-29T03:00+02:00\n");
}
