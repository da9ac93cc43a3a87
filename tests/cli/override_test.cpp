#include "support/terminal.hpp"

namespace {

using Lines = std::vector<std::string>;

// The overrides of alice from today on, as `availability show` prints them.
std::string overrides(Terminal& calbook) {
  const std::string shown = calbook("availability show --owner alice").out;
  const std::size_t at = shown.find(" 20");  // behind a weekday
  return at == shown.npos ? "" : shown.substr(shown.rfind('\n', at) + 1);
}

std::string batch(Terminal& calbook, const std::string& lines) {
  const std::filesystem::path file = calbook.folder / "lines";
  write_bytes(file, lines);
  return file.string();
}

// The changes with that number, one a line.
std::size_t entries_of_change(Terminal& calbook, int number) {
  const auto entries = calbook("changes --json").json();
  return static_cast<std::size_t>(
      std::ranges::count_if(entries, [&](const auto& entry) { return entry["change"] == number; }));
}

}  // namespace

TEST_CASE("an override replaces its dates' hours until removed by weekly") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("availability override 2026-11-23..2026-11-24 closed").out ==
        "alice (Europe/Berlin)\n"
        "  Mon 2026-11-23..Tue 2026-11-24  closed\n");
  CHECK(calbook("availability override tue 22-2").out ==
        "alice (Europe/Berlin)\n"
        "  Tue 2026-11-24  22:00-02:00\n");
  CHECK(calbook("slots search 2026-11-23..2026-11-25 -q").out.starts_with("2026-11-24T22:00+01:00\n"));
  CHECK(calbook("availability override mon weekly --json").json()["overrides"] ==
        nlohmann::json::parse(R"([{"date":"2026-11-24","windows":[{"start":"22:00","end":"02:00"}],"note":null}])"));
  CHECK(calbook("availability override mon..wed weekly").out ==
        "alice (Europe/Berlin)\n"
        "  Mon 2026-11-23..Wed 2026-11-25  weekly hours\n");
}

TEST_CASE("an override names days within its dates, and leaves the others alone") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("availability override 2027-07-05 9-10").exit == 0);
  REQUIRE(calbook("availability override 2027-07-04 9-10").exit == 0);
  CHECK(calbook("availability override 2027-07-01..2027-07-11 mon-fri 10:00-14:00 sat closed tue weekly")
            .err.starts_with("calbook: 'tue' names Tue a second time\n"));
  CHECK(calbook("availability override 2027-07-01..2027-07-11 mon,wed-fri 10:00-14:00 sat closed tue weekly").out ==
        "alice (Europe/Berlin)\n"
        "  Thu 2027-07-01..Fri 2027-07-02  10:00-14:00\n"
        "  Sat 2027-07-03                  closed\n"
        "  Mon 2027-07-05                  10:00-14:00\n"
        "  Tue 2027-07-06                  weekly hours\n"
        "  Wed 2027-07-07..Fri 2027-07-09  10:00-14:00\n"
        "  Sat 2027-07-10                  closed\n");
  CHECK(overrides(calbook).find("  Sun 2027-07-04                  09:00-10:00\n") != std::string::npos);
}

TEST_CASE("an override is repeated every so often, until a date, inclusive") {
  Terminal calbook;
  calbook.open_office();
  const auto dates = [&](const std::string& line) {
    std::string all;
    const auto changed = calbook("availability override " + line + " --json").json();
    for (const auto& each : changed["overrides"])
      all += (all.empty() ? "" : " ") + each["date"].get<std::string>().substr(5);
    REQUIRE(calbook("undo").exit == 0);
    return all;
  };
  CHECK(dates("fri closed --every 2w --until 2026-12-25") == "11-27 12-11 12-25");
  CHECK(dates("fri closed --every 2w --until 2026-12-24") == "11-27 12-11");
  CHECK(dates("fri..sat closed --every week --until 2026-12-04") == "11-27 11-28 12-04");
  CHECK(dates("fri closed --every 10d --until 2026-12-17") == "11-27 12-07 12-17");
  CHECK(dates("fri closed --every day --until mon") == "11-27 11-28 11-29 11-30");
  CHECK(dates("mon..sun mon,wed closed --every 2w --until 2026-12-09") == "11-23 11-25 12-07 12-09");
  CHECK(dates("2028-02-29 closed --every 1w --until 2028-02-29") == "02-29");
  CHECK(dates("tue closed --every tue,thu --until 2026-12-03") == "11-24 11-26 12-01 12-03");
  CHECK(dates("2026-12-31 closed --every month --until 2027-04-30") == "12-31 01-31 03-31");
  CHECK(dates("2026-12-08..2026-12-09 closed --every 2nd-tue --until 2027-01-12") == "12-08 12-09 01-12");
  CHECK(dates("fri closed --every last-friday --until 2026-12-31") == "11-27 12-25");
}

TEST_CASE("an override for all owners is one change") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("owner add ben --tz America/New_York").exit == 0);
  CHECK(calbook("availability override 2026-12-24..2026-12-26 closed --all").out ==
        "alice (Europe/Berlin)\n"
        "  Thu 2026-12-24..Sat 2026-12-26  closed\n"
        "ben (America/New_York)\n"
        "  Thu 2026-12-24..Sat 2026-12-26  closed\n");
  CHECK(entries_of_change(calbook, 3) == 6);
  const auto all = calbook("availability override 2026-12-24 closed --all --dry-run --json").json();
  CHECK(all.size() == 2);
  CHECK(all[1]["owner"] == "ben");
  REQUIRE(calbook("undo").exit == 0);
  CHECK(overrides(calbook).empty());
  CHECK(calbook("availability override tomorrow closed --all --owner ben").exit == 2);
  CHECK(Terminal{}("availability override tomorrow closed --all").exit == 3);
}

TEST_CASE("each owner's today says which date tomorrow is") {
  Terminal calbook;
  calbook.now = make::at("2026-11-22T20:00Z");
  REQUIRE(calbook("availability set mon 9-17 --owner alice --tz Asia/Tokyo").exit == 0);
  REQUIRE(calbook("availability set mon 9-17 --owner ben --tz America/New_York").exit == 0);
  CHECK(calbook("availability override tomorrow closed --owner alice,ben").out ==
        "alice (Asia/Tokyo)\n  Tue 2026-11-24  closed\nben (America/New_York)\n  Mon 2026-11-23  closed\n");
}

TEST_CASE("a batch of overrides is one change, later lines over earlier ones") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("owner add ben --tz Europe/Berlin").exit == 0);
  const std::string file = batch(calbook,
                                 R"({"from": "2026-12-21", "to": "2026-12-31", "ranges": "closed"}
{"date": "2026-12-28..2026-12-30", "days": "tue", "ranges": "9-12"}

{"date": "2026-12-31", "ranges": "weekly", "owner": "ben"}
{"date": "2026-12-24", "ranges": "closed", "owner": "ben"}
)");
  CHECK(calbook("availability override --owner alice --batch " + file).out ==
        "alice (Europe/Berlin)\n"
        "  Mon 2026-12-21..Mon 2026-12-28  closed\n"
        "  Tue 2026-12-29                  09:00-12:00\n"
        "  Wed 2026-12-30..Thu 2026-12-31  closed\n"
        "ben (Europe/Berlin)\n"
        "  Thu 2026-12-24  closed\n"
        "  Thu 2026-12-31  weekly hours\n");
  CHECK(entries_of_change(calbook, 3) == 12);
  CHECK(calbook("availability override --all --dry-run --batch " + file).out.find("ben (Europe/Berlin)\n  Mon") !=
        std::string::npos);
}

TEST_CASE("a batch of overrides names a wrong line, and changes nothing") {
  Terminal calbook;  // on a Sunday
  calbook.open_office();
  const std::string before = bytes_of(calbook.folder / "calbook.db");
  const std::string good = R"({"date": "2026-12-24", "ranges": "closed"})"
                           "\n\n";
  for (const auto& each : std::vector<std::pair<std::string, std::string>>{
           {R"({"date": "sun", "ranges": "closed"})", "invalid_date"},
           {R"({"date": "2027-02-29", "ranges": "closed"})", "invalid_date"},
           {R"({"date": "mon", "ranges": "9-5"})", "invalid_range"},
           {R"({"date": "mon", "days": "mno", "ranges": "9-17"})", "invalid_days"},
           {R"({"date": "mon", "days": "tue", "ranges": "9-17"})", "usage"},
           {R"({"date": "mon", "ranges": "9-17", "owner": "nobody"})", "unknown_owner"},
           {R"({"date": "mon"})", "invalid_input"},
           {R"({"date": "mon", "start": "9", "ranges": "9-17"})", "invalid_input"}}) {
    const std::string &line = each.first, &code = each.second;
    CAPTURE(line);
    const Answer refused = calbook("availability override --json --batch " + batch(calbook, good + line));
    CHECK(refused.error()["error"] == code);
    CHECK(refused.error()["line"] == 3);
    CHECK(bytes_of(calbook.folder / "calbook.db") == before);
  }
  CHECK(calbook("availability override --batch " + batch(calbook, "\n")).out.empty());
  CHECK(calbook("availability override mon closed --batch lines").err ==
        "calbook: --batch takes no dates, hours or note: put them in the file\n"
        "hint: calbook availability override --batch FILE\n");
}

TEST_CASE("a year's holidays are one file") {
  Terminal calbook;
  REQUIRE(calbook("availability set daily 9-17").exit == 0);
  REQUIRE(calbook("availability override --batch " CALBOOK_TEST_DATA "/holidays-berlin-2027.jsonl").exit == 0);
  CHECK(overrides(calbook) ==
        "  Fri 2027-01-01                  closed  Neujahr\n"
        "  Mon 2027-03-08                  closed  Frauentag\n"
        "  Fri 2027-03-26                  closed  Karfreitag\n"
        "  Mon 2027-03-29                  closed  Ostermontag\n"
        "  Sat 2027-05-01                  closed  Tag der Arbeit\n"
        "  Thu 2027-05-06                  closed  Christi Himmelfahrt\n"
        "  Mon 2027-05-17                  closed  Pfingstmontag\n"
        "  Sun 2027-10-03                  closed  Tag der Deutschen Einheit\n"
        "  Fri 2027-12-24                  09:00-12:00  Heiligabend\n"
        "  Sat 2027-12-25..Sun 2027-12-26  closed  Weihnachten\n"
        "  Fri 2027-12-31                  09:00-12:00  Silvester\n");
  CHECK(calbook("slots search 2027-12-23..2027-12-27 -q").out.find("2027-12-26") == std::string::npos);
}

TEST_CASE("a note says why, and parts dates that are otherwise alike") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook.run({"availability", "override", "2026-12-24..2026-12-27", "closed", "--note", " Christmas \n"}).out ==
        "alice (Europe/Berlin)\n"
        "  Thu 2026-12-24..Sun 2026-12-27  closed  Christmas\n");
  REQUIRE(calbook("availability override 2026-12-28..2026-12-31 mon,tue closed thu weekly --note inventory").exit == 0);
  CHECK(overrides(calbook) ==
        "  Thu 2026-12-24..Sun 2026-12-27  closed  Christmas\n"
        "  Mon 2026-12-28..Tue 2026-12-29  closed  inventory\n");
  CHECK(calbook("availability show --json").json()["overrides"][5] ==
        nlohmann::json::parse(R"({"date":"2026-12-29","windows":[],"note":"inventory"})"));
  REQUIRE(calbook("availability override 2026-12-25 9-10").exit == 0);  // without a note it has none
  CHECK(overrides(calbook).find("  Fri 2026-12-25                  09:00-10:00\n") != std::string::npos);
  REQUIRE(calbook("undo").exit == 0);
  CHECK(overrides(calbook).starts_with("  Thu 2026-12-24..Sun 2026-12-27  closed  Christmas\n"));
}

TEST_CASE("a note that cannot be kept is refused") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("availability override mon weekly --note gone").err ==
        "calbook: a note goes with hours, not with 'weekly', which removes them\nhint: leave the note out\n");
  const auto code = [&](const std::string& note) {
    return calbook.run({"availability", "override", "mon", "closed", "--note", note, "--json"}).error()["error"];
  };
  CHECK(code("\x1b[31m") == "invalid_input");
  CHECK(code(std::string(2001, 'x')) == "invalid_input");
  CHECK(code("") == "usage");
  CHECK(overrides(calbook).empty());
}

TEST_CASE("--tz next to an override is refused, naming what moves the owner") {
  Terminal calbook;
  calbook.open_office();
  const Answer refused = calbook("availability override tomorrow closed --tz Asia/Tokyo");
  CHECK(refused.exit == 2);
  CHECK(refused.err ==
        "calbook: availability override takes no --tz: its dates are in the owner's zone\n"
        "hint: calbook owner set alice --tz Asia/Tokyo\n");
  CHECK(calbook("availability show").out.starts_with("alice (Europe/Berlin)"));
  CHECK(calbook("owner set alice --tz Asia/Tokyo").exit == 0);
}

TEST_CASE("more dates than 3660 are refused, however they are written") {
  Terminal calbook;
  calbook.open_office();
  const std::string hint = "hint: override fewer, or close the week itself: calbook availability clear\n";
  CHECK(calbook("availability override 1970-01-01..9998-12-31 closed").err ==
        "calbook: '1970-01-01..9998-12-31' goes beyond 3660 dates\n" + hint);
  CHECK(calbook("availability override tomorrow closed --every day --until 9998-12-31").err ==
        "calbook: --until '9998-12-31' goes beyond 3660 dates\n" + hint);
  CHECK(calbook("availability override 2027-01-01..2037-01-07 closed").exit == 0);  // 3660
  CHECK(calbook("availability override 2027-01-01..2037-01-08 closed").exit == 2);
  CHECK(calbook("availability override 2027-01-01..2090-12-31 sat closed").exit == 0);
}

TEST_CASE("a date the zone skips can be overridden, and is never open") {
  Terminal calbook;
  calbook.now = make::at("2011-12-20T20:00Z");
  REQUIRE(calbook("availability set mon 9-17 --tz Pacific/Apia").exit == 0);
  CHECK(calbook("availability override 2011-12-29..2011-12-31 9-10").out ==
        "alice (Pacific/Apia)\n  Thu 2011-12-29..Sat 2011-12-31  09:00-10:00\n");
  CHECK(calbook("slots search 2011-12-29..2011-12-31 -q").out == "2011-12-29T09:00-10:00\n2011-12-31T09:00+14:00\n");
}

TEST_CASE("a refused override says what to write, and that is accepted") {
  Terminal calbook;  // on a Sunday
  calbook.open_office();
  struct Case {
    Lines typed;
    std::string message, hint;
    Lines corrected;
  };
  for (const Case& one : std::vector<Case>{
           {{"2026-12-24", "2026-12-26", "closed"},
            "'2026-12-26' needs '..' before it",
            "write 2026-12-24..2026-12-26",
            {"2026-12-24..2026-12-26", "closed"}},
           {{"mon", "to", "2026-12-26", "closed"},
            "'2026-12-26' needs '..' before it",
            "write mon..2026-12-26",
            {"mon..2026-12-26", "closed"}},
           {{"mon-fri", "closed"}, "'mon-fri' is not a date", "write mon..fri", {"mon..fri", "closed"}},
           {{"sun-tue", "closed"},
            "'sun-tue' is not a date",
            "write 2026-11-22..tue or 2026-11-29..tue",
            {"2026-11-29..tue", "closed"}},
           {{"mon", "9-12", "13-17"}, "'13-17' needs a comma before it", "write 9-12,13-17", {"mon", "9-12,13-17"}},
           {{"mon", "9-12,", "13-17"}, "'13-17' needs a comma before it", "write 9-12,13-17", {"mon", "9-12,13-17"}},
           {{"mon..sun", "mon", "9-12", "13-17"},
            "'13-17' needs a comma before it",
            "write 9-12,13-17",
            {"mon..sun", "mon", "9-12,13-17"}},
           {{"mon", "off"}, "'off' is not a range", "write closed", {"mon", "closed"}},
           {{"mon", "closed", "--every", "2 weeks", "--until", "2026-12-31"},
            "'2 weeks' is not a repetition",
            "write 2w",
            {"mon", "closed", "--every", "2w", "--until", "2026-12-31"}},
           {{"mon", "closed", "--every", "2w", "--until", "2026-11-01"},
            "--until '2026-11-01' is before 'mon'",
            "--until 2026-12-07",
            {"mon", "closed", "--every", "2w", "--until", "2026-12-07"}},
           {{"mon", "closed", "--every", "tue,thu", "--until", "2026-12-31"},
            "'mon' is not one of 'tue,thu'",
            "begin on 2026-11-24, or write --every mon",
            {"mon", "closed", "--every", "mon", "--until", "2026-12-31"}},
           {{"mon", "closed", "--every", "2w"},
            "--every goes with --until",
            "--every 2w --until 2026-12-31",
            {"mon", "closed", "--every", "2w", "--until", "2026-12-31"}},
           {{"mon", "closed", "--until", "fri"},
            "--until goes with --every",
            "--every 2w --until 2026-12-31",
            {"mon", "closed", "--every", "2w", "--until", "2026-12-31"}},
           {{"mon..sun", "sat"},
            "'sat' has no RANGES after it",
            "calbook availability override 2027-07-01..2027-08-31 mon-fri 10:00-14:00 sat closed",
            {"2027-07-01..2027-08-31", "mon-fri", "10:00-14:00", "sat", "closed"}},
           {{"mon..wed", "sat", "closed"},
            "'mon..wed' holds none of these days",
            "name a weekday that is in it, or leave the days out",
            {"mon..wed", "closed"}}}) {
    CAPTURE(one.message);
    const auto run = [&](Lines words) {
      words.insert(words.begin(), {"availability", "override"});
      return calbook.run(words);
    };
    const Answer refused = run(one.typed);
    CHECK(refused.exit == 2);
    CHECK(refused.err == "calbook: " + one.message + "\nhint: " + one.hint + "\n");
    CHECK(run(one.corrected).exit == 0);
  }
}
