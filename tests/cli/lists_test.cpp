#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>

#include "support/terminal.hpp"
#include "text/time_text.hpp"

namespace {

// alice in Berlin and bea in New York, an appointment each on Monday, and one for alice in a week.
struct TwoOffices : Terminal {
  TwoOffices() {
    open_office();
    REQUIRE((*this)("availability set mon-fri 09:00-17:00 --owner bea --tz America/New_York").exit == 0);
    REQUIRE((*this)("book mon 10:00 --name Bob --owner alice").exit == 0);
    REQUIRE((*this)("book mon 9:00 --name Carl --owner bea").exit == 0);
    REQUIRE((*this)("book +8d 11:00 --name Dora --owner alice").exit == 0);
  }
};

}  // namespace

TEST_CASE("listing every owner passes over one without appointments or zone data") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("owner add bob").exit == 0);
  REQUIRE(calbook("book mon 10:00 --name Eve --owner alice").exit == 0);
  SQLite::Database{(calbook.folder / "calbook.db").string(), SQLite::OPEN_READWRITE}.exec(
      "UPDATE owner SET zone = 'Mars/Base' WHERE name = 'bob'");
  for (const char* list : {"upcoming --all", "upcoming --all --days 7", "history --all"})
    CHECK(calbook(list).out == "Mon 2026-11-23 10:00-11:00  2S4M2C  alice  Eve\n");
}

TEST_CASE("upcoming keeps to its bounds: days, inclusive dates, elapsed time") {
  TwoOffices calbook;
  CHECK(calbook("upcoming --owner alice -q").out == "2S4M2C\nG2QQD7\n");
  CHECK(calbook("upcoming --owner alice -q --days 1").out.empty());
  CHECK(calbook("upcoming --owner alice -q --days 2").out == "2S4M2C\n");
  CHECK(calbook("upcoming --owner alice -q --until 2026-11-29").out == "2S4M2C\n");
  CHECK(calbook("upcoming --owner alice -q --until 2026-11-30").out == "2S4M2C\nG2QQD7\n");
  CHECK(calbook("upcoming --owner alice -q --within 24h").out.empty());
  CHECK(calbook("upcoming --owner alice -q --within 24h --now 2026-11-22T10:01+01:00").out == "2S4M2C\n");
  CHECK(calbook("upcoming --owner alice -q --limit 1").out == "2S4M2C\n");
}

TEST_CASE("a list of dates has what starts then, by each owner's clock") {
  TwoOffices calbook;
  REQUIRE(calbook("availability set sun 20:00-24:00 --owner bea").exit == 0);
  REQUIRE(calbook("book today 22:00 --name Zoe --owner bea").exit == 0);  // Monday 04:00 in Berlin
  for (const std::string list : {"upcoming ", "history "}) {
    CAPTURE(list);
    CHECK(calbook(list + "mon --owner alice,bea -q").out == "2S4M2C\n948N6B\n");
    CHECK(calbook(list + "today --all -q").out == "QY77M9\n");
    CHECK(calbook(list + "mon --all --tz Europe/Berlin -q").out == "QY77M9\n2S4M2C\n948N6B\n");
    CHECK(calbook(list + "tomorrow..2026-11-30 --all -q").out == "2S4M2C\n948N6B\nG2QQD7\n");
    CHECK(calbook(list + "--from mon --to 2026-11-23T12:00 --all -q").out == "2S4M2C\n948N6B\n");
    CHECK(calbook(list + "--from +2d --all -q").out == "G2QQD7\n");
    CHECK(calbook(list + "--from mon --days 8 --owner alice -q").out == "2S4M2C\nG2QQD7\n");
    CHECK(calbook(list + "--from mon --days 7 --owner alice -q").out == "2S4M2C\n");
    CHECK(calbook(list + "--within 48h --all -q").out == "QY77M9\n2S4M2C\n948N6B\n");
    CHECK(calbook(list + "--within 8d --owner alice -q").out == "2S4M2C\n");
    CHECK(calbook(list + "--within 9d --owner alice -q").out == "2S4M2C\nG2QQD7\n");
  }
}

TEST_CASE("of a date, upcoming lists what has not ended, and history all") {
  TwoOffices calbook;
  REQUIRE(calbook("book mon 11:00 --name Eve --owner alice").exit == 0);
  REQUIRE(calbook("cancel 948N6B").exit == 0);
  calbook.now = make::at("2026-11-23T10:00Z");
  CHECK(calbook("upcoming today --owner alice -q").out == "QY77M9\n");
  CHECK(calbook("history today --owner alice -q").out == "2S4M2C\nQY77M9\n");
  CHECK(calbook("history today --owner bea -q").out == "948N6B\n");
}

TEST_CASE("what began yesterday is in upcoming --days, but not in upcoming today") {
  Terminal calbook;
  REQUIRE(calbook("availability set daily 23:00-01:00").exit == 0);
  REQUIRE(calbook("service set default --duration 2h").exit == 0);
  REQUIRE(calbook("book mon 23:00 --name Bob").exit == 0);
  calbook.now = make::at("2026-11-23T23:15Z");  // Tuesday 00:15 in Berlin
  CHECK(calbook("upcoming --days 1 -q").out == "2S4M2C\n");
  CHECK(calbook("upcoming --within 1h -q").out == "2S4M2C\n");
  CHECK(calbook("upcoming today -q").out.empty());
  CHECK(calbook("history --days 1 -q").out.empty());
  CHECK(calbook("history --within 1h -q").out.empty());
}

TEST_CASE("days count by the owner's clock, from a typed date by --tz") {
  TwoOffices calbook;
  const std::string tokyo = " --owner alice -q --tz Asia/Tokyo --now 2026-11-22T23:30+01:00";  // Monday in Tokyo
  CHECK(calbook("upcoming --days 1" + tokyo).out.empty());
  CHECK(calbook("upcoming today" + tokyo).out == "2S4M2C\n");
  CHECK(calbook("upcoming --from today --days 1" + tokyo).out == "2S4M2C\n");
}

TEST_CASE("a history keeps to a status, and its limit counts only those") {
  TwoOffices calbook;
  REQUIRE(calbook("cancel G2QQD7").exit == 0);
  REQUIRE(calbook("availability override today 00:00-24:00 --owner alice").exit == 0);
  REQUIRE(calbook("book today 10:00 --name Eve --owner alice").exit == 0);
  calbook.now = make::at("2026-11-22T11:00Z");
  REQUIRE(calbook("mark QY77M9 no-show").exit == 0);
  CHECK(calbook("history --all --status booked -q").out == "QY77M9\n2S4M2C\n948N6B\n");
  CHECK(calbook("history --all --status cancelled -q").out == "G2QQD7\n");
  CHECK(calbook("history --all --status no-show -q").out == "QY77M9\n");
  CHECK(calbook("history --all --status booked --limit 2 -q").out == "QY77M9\n2S4M2C\n");
  CHECK(calbook("history --all --status came").err.starts_with("calbook: --status 'came' is not one of booked,"));
}

TEST_CASE("a list of a service counts only its appointments, on all pages") {
  Terminal calbook;
  REQUIRE(calbook("availability set daily 00:00-24:00 --tz UTC").exit == 0);
  REQUIRE(calbook("service set call --duration 10m").exit == 0);
  std::string batch;
  for (int i = 0; i < 1200; ++i) {
    const auto start = make::at("2026-11-23T00:00Z") + std::chrono::hours{i};
    batch += R"({"at":")" + make::text(start) + R"(","name":"Bob","service":")" +
             (i % 400 == 399 ? "call" : "default") + "\"}\n";
  }
  write_bytes(calbook.folder / "batch", batch);
  REQUIRE(calbook("book --batch " + (calbook.folder / "batch").string()).exit == 0);
  CHECK(calbook("upcoming --service call -q").out == "T4YH52\nVCAX3H\nWMMA22\n");
  CHECK(calbook("history --service call --limit 2 -q").out == "T4YH52\nVCAX3H\n");
}

TEST_CASE("an unknown service is refused; a removed one has its appointments") {
  TwoOffices calbook;
  REQUIRE(calbook("service set call --owner bea").exit == 0);
  REQUIRE(calbook("book tue 9:00 --service call --name Eve --owner bea").exit == 0);
  CHECK(calbook("upcoming --all --service tlak").err ==
        "calbook: none of the owners offers a service named 'tlak'\nhint: name one of these: default, call\n");
  CHECK(calbook("history --owner alice --service call").err ==
        "calbook: alice offers no service named 'call'\nhint: name one of these: default\n");
  REQUIRE(calbook("service remove call --owner bea").exit == 0);
  for (const char* whose : {"--owner bea", "--owner alice,bea", "--all"}) {
    CHECK(calbook(std::string{"upcoming --service call -q "} + whose).out == "QY77M9\n");
    CHECK(calbook(std::string{"history --status cancelled --service call -q "} + whose).out.empty());
  }
  Terminal empty;
  CHECK(empty("upcoming --service call").exit == 0);
  CHECK(empty("upcoming --all --service call").exit == 0);
}

TEST_CASE("an appointment comes up until it has ended") {
  TwoOffices calbook;
  CHECK(calbook("upcoming --owner bea -q --now 2026-11-23T09:59:59-05:00").out == "948N6B\n");
  CHECK(calbook("upcoming --owner bea -q --now 2026-11-23T10:00-05:00").out.empty());
}

TEST_CASE("upcoming --all lists all owners by time, each in its zone") {
  TwoOffices calbook;
  CHECK(calbook("upcoming --all --days 2").out ==
        "Mon 2026-11-23 10:00-11:00 +01:00  2S4M2C  alice  Bob\n"
        "Mon 2026-11-23 09:00-10:00 -05:00  948N6B  bea    Carl\n");
  CHECK(calbook("upcoming --all --days 2 --tz UTC").out ==
        "Mon 2026-11-23 09:00-10:00  2S4M2C  alice  Bob\n"
        "Mon 2026-11-23 14:00-15:00  948N6B  bea    Carl\n");
}

TEST_CASE("--owner with several names lists theirs, each named once") {
  TwoOffices calbook;
  REQUIRE(calbook("availability set daily 09:00-17:00 --owner carla --tz UTC").exit == 0);
  REQUIRE(calbook("book mon 10:00 --name Eve --owner carla").exit == 0);
  CHECK(calbook("upcoming --owner bea,alice,bea --days 2").out ==
        "Mon 2026-11-23 10:00-11:00 +01:00  2S4M2C  alice  Bob\n"
        "Mon 2026-11-23 09:00-10:00 -05:00  948N6B  bea    Carl\n");
  CHECK(calbook("history --owner bea,alice -q").out == "2S4M2C\n948N6B\nG2QQD7\n");
  CHECK(calbook.run({"history", "--owner", "bea , carla", "-q"}).out == "QY77M9\n948N6B\n");
}

TEST_CASE("a list of several owners needs each of them, and no --all") {
  TwoOffices calbook;
  CHECK(calbook("upcoming --owner alice,bob").err ==
        "calbook: no owner is named 'bob'\nhint: the owners are alice, bea\n");
  CHECK(calbook("upcoming --owner alice, --json").error()["error"] == "invalid_name");
  CHECK(calbook("upcoming --owner alice,bea --all --json").error()["error"] == "usage");
}

TEST_CASE("several owners instead of one are refused with the first as hint") {
  TwoOffices calbook;
  for (const std::string command :
       {"book mon 9:00 --name Eve", "availability show", "show 2S4M2C", "slots why mon 9:00"}) {
    CAPTURE(command);
    CHECK(calbook(command + " --owner bea,alice").err ==
          "calbook: 'bea,alice' names several owners, but this command is about one\nhint: --owner bea\n");
  }
}

TEST_CASE("an empty list is silent, except for a sentence on a terminal") {
  Terminal calbook;
  for (const std::string list : {"upcoming", "slots search", "owner list", "upcoming --all"}) {
    CAPTURE(list);
    calbook.is_terminal = false;
    const Answer piped = calbook(list);
    CHECK(piped.exit == 0);
    CHECK(piped.out.empty());
    CHECK(piped.err.empty());
    CHECK(calbook(list + " --json").out == "[]\n");
    CHECK(calbook(list + " --format jsonl").out.empty());
    calbook.is_terminal = true;
    CHECK(calbook(list).out.empty());
    CHECK_FALSE(calbook(list).err.empty());
  }
  CHECK_FALSE(std::filesystem::exists(calbook.folder / "calbook.db"));
}

TEST_CASE("tsv has fixed columns, an optional header, and escapes line breaks") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook.run({"book", "mon", "10:00", "--name", "Back\\slash"}).exit == 0);
  CHECK(
      calbook("upcoming --format tsv --header").out ==
      "ref\tstart\tend\tname\temail\tservice\towner\tstatus\tphone\tnote\tkey\n"
      "2S4M2C\t2026-11-23T10:00:00+01:00\t2026-11-23T11:00:00+01:00\tBack\\\\slash\t\tdefault\talice\tbooked\t\t\t\n");
  CHECK(calbook("slots search mon --format tsv --limit 1").out ==
        "2026-11-23T09:00:00+01:00\t2026-11-23T10:00:00+01:00\n");
  CHECK(calbook("owner list --format tsv --header").out ==
        "name\ttz\tappointments\ttitle\temail\tmax_per_day\tanswer\nalice\tEurope/Berlin\t1\t\t\t\t\n");
}

TEST_CASE("slots search counts days from today, from --from, or up to --to") {
  Terminal calbook;
  calbook.open_office();
  const auto dates = [&](const std::string& options) {
    std::string found;
    for (const auto& slot : calbook("slots search --json " + options).json()) {
      const std::string date = slot["start"].get<std::string>().substr(5, 5);
      if (!found.ends_with(date)) found += (found.empty() ? "" : " ") + date;
    }
    return found;
  };
  CHECK(dates("") == "11-23 11-24 11-25 11-26 11-27");
  CHECK(dates("--days 2") == "11-23");
  CHECK(dates("--from wed") == "11-25 11-26 11-27 11-30 12-01");
  CHECK(dates("--from wed --days 1") == "11-25");
  CHECK(dates("--from wed --to thu") == "11-25 11-26");
  CHECK(dates("--to tue") == "11-23 11-24");
  CHECK(dates("2026-11-26..2026-11-30") == "11-26 11-27 11-30");
  CHECK(dates("in 2 days") == "11-24");
}

TEST_CASE("a datetime as --to is not included") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook.run({"slots", "search", "--from", "mon 10:00", "--to", "mon 14:00", "-q"}).out ==
        "2026-11-23T10:00+01:00\n2026-11-23T11:00+01:00\n2026-11-23T13:00+01:00\n");
}

TEST_CASE("a range that is reversed or given twice is refused") {
  Terminal calbook;
  calbook.open_office();
  for (const std::string line :
       {"slots search --from wed --to tue", "slots search 2026-11-26..2026-11-25", "slots search --to yesterday",
        "slots search mon --from tue", "slots search --to mon --days 3"}) {
    CAPTURE(line);
    CHECK(calbook(line + " --json").error()["error"] == "usage");
    CHECK(calbook(line).exit == 2);
  }
}

TEST_CASE("a slow reader gets the same list, from a temporary file") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("availability set daily 00:00-24:00").exit == 0);
  std::ofstream batch{calbook.folder / "batch"};
  for (int hour = 0; hour < 600; ++hour)
    batch << R"({"at": ")" << ::calbook::rfc3339_utc(calbook.now + std::chrono::hours{hour}) << R"(", "name": "Bob"})"
          << '\n';
  batch.close();
  REQUIRE(calbook("book -q --batch " + (calbook.folder / "batch").string()).exit == 0);
  const std::string list = calbook("upcoming --json").out;
  REQUIRE(list.size() > std::size_t{1} << 17);
  calbook.reader_keeps_up = false;
  calbook.variables["TMPDIR"] = calbook.folder.path().string();
  CHECK(calbook("upcoming --json").out == list);
  calbook.variables["TMPDIR"] = (calbook.folder / "missing").string();
  CHECK(calbook("upcoming --json").error()["error"] == "io_error");
}

TEST_CASE("a list fits the terminal or COLUMNS, and is whole when piped") {
  Terminal calbook;
  calbook.open_office();
  const std::string name(150, 'x');
  REQUIRE(calbook("book mon 10:00 --name " + name).exit == 0);
  const std::string start = "Mon 2026-11-23 10:00-11:00  2S4M2C  ";
  const auto line_of = [&](std::size_t cells) { return start + name.substr(0, cells - start.size() - 1) + "…\n"; };
  CHECK(calbook("upcoming").out == start + name + "\n");
  calbook.is_terminal = true;
  calbook.variables["TERM"] = "dumb";
  CHECK(calbook("upcoming").out == line_of(80));
  calbook.width = 120;
  CHECK(calbook("upcoming").out == line_of(120));
  calbook.variables["COLUMNS"] = "60";
  CHECK(calbook("upcoming").out == line_of(60));
  calbook.variables["COLUMNS"] = "wide";
  CHECK(calbook("upcoming").out == line_of(120));
  calbook.is_terminal = false;
  calbook.variables["COLUMNS"] = "60";
  CHECK(calbook("upcoming").out == start + name + "\n");
}

TEST_CASE("on a narrow terminal a cancelled appointment says so, its number whole") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("owner add ben --tz America/New_York").exit == 0);
  REQUIRE(calbook("service set haircut --duration 30m --owner alice").exit == 0);
  REQUIRE(calbook("book mon 10:00 --name Bob --phone 0170-555 --service haircut --owner alice").exit == 0);
  REQUIRE(calbook("book mon 11:00 --name Ann --owner ben --force").exit == 0);
  REQUIRE(calbook("cancel bob --owner alice").exit == 0);
  calbook.is_terminal = true;
  calbook.variables["COLUMNS"] = "80";
  const std::string out = calbook("history --all --color never").out;
  CHECK(out.find("Bob  0170-555  cancelled\n") != std::string::npos);
}
