#include <cerrno>
#include <fstream>

#include "support/terminal.hpp"

TEST_CASE("cancelling frees the time, keeps the record, and can be repeated") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book mon 10:00 --name Bob").exit == 0);
  CHECK(calbook("cancel 2s4m2c --reason sick").out ==
        "Cancelled 2S4M2C  Mon 2026-11-23 10:00-11:00 +01:00  Bob  (tomorrow)\n");
  CHECK(calbook("upcoming").out.empty());
  CHECK(calbook("book mon 10:00 --name Eve -q").out == "948N6B\n");
  calbook.now += std::chrono::hours{1};
  const auto again = calbook("cancel 2S4M2C --reason other --json").json();
  CHECK(again["status"] == "cancelled");
  CHECK(again["reason"] == "sick");
  CHECK(again["cancelled_utc"] == "2026-11-22T09:00:00Z");
  CHECK(calbook("history").out ==
        "Mon 2026-11-23 10:00-11:00  2S4M2C  Bob  cancelled\n"
        "Mon 2026-11-23 10:00-11:00  948N6B  Eve\n");
  CHECK(calbook("cancel ZZZZZZ").exit == 3);
}

TEST_CASE("a move keeps the reference and is refused like a booking") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("service set default --step 15m").exit == 0);
  REQUIRE(calbook("book mon 10:00 --name Bob").exit == 0);
  REQUIRE(calbook("book mon 14:00 --name Carl").exit == 0);
  CHECK(calbook("reschedule 2S4M2C mon 10:15").out ==
        "Moved 2S4M2C  Mon 2026-11-23 10:15-11:15 +01:00  Bob  (tomorrow), was Mon 2026-11-23 10:00-11:00\n");
  const Answer again = calbook("reschedule 2S4M2C mon 10:15");
  CHECK(again.exit == 0);
  CHECK(again.out == "2S4M2C is there already  Mon 2026-11-23 10:15-11:15 +01:00  Bob  (tomorrow)\n");
  CHECK(calbook("reschedule 2S4M2C mon 13:15 --json").error()["error"] == "slot_taken");
  CHECK(calbook("reschedule 2S4M2C sat 10:00 --json").error()["error"] == "outside_availability");
  CHECK(calbook("slots search mon -q --limit 2").out == "2026-11-23T09:00+01:00\n2026-11-23T09:15+01:00\n");
  calbook.now = make::at("2026-11-23T09:15Z");
  CHECK(calbook("reschedule 2S4M2C tue 10:00 --json").error()["error"] == "in_the_past");
  REQUIRE(calbook("cancel 948N6B").exit == 0);
  CHECK(calbook("reschedule 948N6B tue 10:00 --json").error()["error"] == "cancelled");
}

TEST_CASE("--owner only says whose a reference or an id must be") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("availability set mon 9-10 --owner ben").exit == 0);
  REQUIRE(calbook("book mon 10:00 --name Bob --owner alice").exit == 0);
  REQUIRE(calbook("busy add tue 10:00 1h --owner alice").exit == 0);
  for (const std::string command : {"show 2S4M2C", "edit 2S4M2C --name Eve", "cancel 2S4M2C", "busy remove 1"}) {
    CAPTURE(command);
    const Answer another = calbook(command + " --owner ben");
    CHECK(another.exit == 3);
    CHECK(another.err.find("is alice's, not ben's\nhint: --owner alice, or leave --owner out\n") != std::string::npos);
    CHECK(calbook(command + " --owner nobody --json").error()["error"] == "unknown_owner");
    calbook.variables["CALBOOK_OWNER"] = "ben";
    CHECK(calbook(command + " --owner alice").exit == 0);
    CHECK(calbook.variables.erase("CALBOOK_OWNER") == 1);
  }
}

TEST_CASE("$CALBOOK_OWNER does not bind where a reference says who is meant") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book mon 10:00 --name Bob").exit == 0);
  calbook.variables["CALBOOK_OWNER"] = "nobody";
  CHECK(calbook("cancel 2S4M2C").exit == 0);
}

TEST_CASE("a moved appointment keeps its length whatever its service became since") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("service set long --duration 2h").exit == 0);
  REQUIRE(calbook("book mon 9:00 --name Bob --service long").exit == 0);
  REQUIRE(calbook("service set long --duration 30m").exit == 0);
  CHECK(calbook("reschedule 2S4M2C mon 9:30 --json").json()["end"] == "2026-11-23T11:30:00+01:00");
  REQUIRE(calbook("service remove long").exit == 0);
  CHECK(calbook("reschedule 2S4M2C mon 15:00 --json").json()["end"] == "2026-11-23T17:00:00+01:00");
}

TEST_CASE("book first takes the earliest free slot between its bounds") {
  Terminal calbook;
  calbook.open_office();
  const auto first = [&](const std::string& options) {
    return calbook("book first --name Bob --json " + options).json()["start"].get<std::string>();
  };
  CHECK(first("") == "2026-11-23T09:00:00+01:00");
  CHECK(first("") == "2026-11-23T10:00:00+01:00");
  CHECK(first("--from wed") == "2026-11-25T09:00:00+01:00");
  const Answer none = calbook("book first --name Bob --from sat --to 2026-11-29 --json");
  CHECK(none.exit == 3);
  CHECK(none.error()["error"] == "no_availability");
  CHECK(calbook("book mon 15:00 --name Bob --from tue").exit == 2);
}

TEST_CASE("force overrides hours and rules, but not days past or taken time") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("service set default --notice 3d").exit == 0);
  CHECK(calbook("book mon 12:15 --name Bob --force").out ==
        "Booked 2S4M2C  Mon 2026-11-23 12:15-13:15 +01:00  Bob  (tomorrow)\n"
        "  against the rules: Mon 2026-11-23 12:15 is too soon: the earliest start is Wed 2026-11-25 10:00\n"
        "  against the rules: Mon 2026-11-23 12:15-13:15 is outside alice's hours\n");
  CHECK(calbook("book mon 13:00 --name Eve --force --json").error()["error"] == "slot_taken");
  CHECK(calbook("book yesterday 9:00 --name Eve --force --json").error()["error"] == "in_the_past");
}

TEST_CASE("a key belongs to one request, and always returns its appointment") {
  Terminal calbook;
  calbook.open_office();
  const std::string request = "book mon 10:00 --name Bob --key k1";
  const std::string booked = calbook(request + " --json").out;
  CHECK(calbook(request + " --json").out == booked);
  CHECK(calbook("upcoming -q").out == "2S4M2C\n");
  for (const std::string other : {"book mon 11:00 --name Bob --key k1", "book mon 10:00 --name Rob --key k1",
                                  "book mon 10:00 --name Bob --note n --key k1"}) {
    CHECK(calbook(other + " --json").error()["error"] == "key_reused");
    CHECK(calbook(other).exit == 4);
  }
  REQUIRE(calbook("reschedule 2S4M2C tue 10:00").exit == 0);
  CHECK(calbook(request + " -q").out == "2S4M2C\n");
  REQUIRE(calbook("cancel 2S4M2C").exit == 0);
  CHECK(calbook(request + " --json").json()["status"] == "cancelled");
  CHECK(calbook("book mon 10:00 --name Bob --key k2").exit == 0);
  REQUIRE(calbook("availability set mon 9-17 --owner bea").exit == 0);
  CHECK(calbook("book mon 9:00 --name Zoe --key k1 --owner bea").exit == 0);
  CHECK(calbook("book first --name Ann --key k3 --owner bea -q").out ==
        calbook("book first --name Ann --key k3 --owner bea -q").out);
}

namespace {

Answer batch(Terminal& calbook, const std::string& lines, const std::string& options = "") {
  std::ofstream{calbook.folder / "batch", std::ios::binary} << lines;
  return calbook("book --batch " + (calbook.folder / "batch").string() + " " + options);
}

}  // namespace

TEST_CASE("a batch books all its lines in order") {
  Terminal calbook;
  calbook.open_office();
  CHECK(batch(calbook,
              "\xEF\xBB\xBF{\"at\": \"mon 10:00\", \"name\": \"Bob\"}\r\n\n"
              "{\"at\": \"first\", \"name\": \"Eve\", \"email\": \"eve@example.org\", \"note\": null}")
            .out ==
        "Mon 2026-11-23 10:00-11:00  2S4M2C  alice  Bob\n"
        "Mon 2026-11-23 09:00-10:00  948N6B  alice  Eve  <eve@example.org>\n");
  CHECK(batch(calbook, "", "--json").out == "[]\n");
}

TEST_CASE("a batch with a wrong line books nothing, and names the line") {
  Terminal calbook;
  calbook.open_office();
  const std::string good = R"({"at":"mon 10:00","name":"Bob"})"
                           "\n";
  struct Case {
    std::string line, error, field;
    int exit;
  };
  for (const Case& one :
       std::vector<Case>{{good, "slot_taken", "", 4},
                         {R"({"at":"mon 11:00"})", "invalid_input", "name", 2},
                         {R"({"at":"mon 11:00","name":7})", "invalid_input", "name", 2},
                         {R"({"at":"mon 11:00","name":"A","note":""})", "invalid_input", "note", 2},
                         {R"({"at":"mon 11:00","name":"A","emial":"x"})", "invalid_input", "emial", 2},
                         {R"({"at":"mon 11:00","name":"A","email":"x"})", "invalid_email", "email", 2},
                         {R"({"at":"soon","name":"A"})", "invalid_time", "", 2},
                         {R"({"at":"mon 11:00",)", "invalid_input", "", 2},
                         {R"({"at":"mon 11:00","name":1e999})", "invalid_input", "", 2},
                         {"[1]", "invalid_input", "", 2},
                         {"{\"at\":\"mon 11:00\",\"name\":\"\xff\"}", "invalid_input", "", 2},
                         {"{\"name\":\"" + std::string(1 << 20, 'x') + "\"}", "invalid_input", "", 2}}) {
    CAPTURE(one.line.substr(0, 40));
    const Answer refused = batch(calbook, good + one.line, "--json");
    CHECK(refused.exit == one.exit);
    CHECK(refused.out.empty());
    CHECK(refused.error()["error"] == one.error);
    CHECK(refused.error()["line"] == 2);
    CHECK(refused.error().value("field", "") == one.field);
  }
  CHECK(calbook("upcoming").out.empty());
  CHECK(calbook("book --batch /nonexistent").exit == 5);
  CHECK(batch(calbook, good, "--name Bob").exit == 2);
}

TEST_CASE("a batch's dry run checks its lines against each other") {
  Terminal calbook;
  calbook.open_office();
  const std::string line = R"({"at":"mon 10:00","name":"Bob"})"
                           "\n";
  CHECK(batch(calbook, line, "--dry-run --format jsonl").json()["ref"].is_null());
  CHECK(batch(calbook, line + line, "--dry-run").exit == 4);
  CHECK(calbook("upcoming").out.empty());
}

TEST_CASE("backup - writes the copy to stdout, whatever -q says") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book mon 10:00 --name Bob").exit == 0);
  for (const std::string words : {"backup -", "backup - -q"}) {
    const Answer answer = calbook(words);
    CHECK(answer.exit == 0);
    write_bytes(calbook.folder / "copy.db", answer.out);
    CHECK(calbook("upcoming --db " + (calbook.folder / "copy.db").string()).out == calbook("upcoming").out);
  }
  CHECK(calbook("backup - --json").error()["error"] == "usage");
  calbook.write_failure = ENOSPC;
  CHECK(calbook("backup -").exit == 5);
}
TEST_CASE("backup - makes its copy in $TMPDIR, and leaves nothing there") {
  Terminal calbook;
  calbook.open_office();
  calbook.variables["TMPDIR"] = (calbook.folder / "missing").string();
  const Answer refused = calbook("backup -");
  CHECK(refused.exit == 5);
  CHECK(refused.out.empty());
  CHECK(refused.err.find("/missing/") != std::string::npos);
  std::filesystem::create_directory(calbook.folder / "missing");
  CHECK(calbook("backup -").exit == 0);
  CHECK(std::filesystem::is_empty(calbook.folder / "missing"));
}

TEST_CASE("a limit cuts no change in two, and going on misses none") {
  Terminal calbook;
  calbook.open_office();  // change 1
  for (const char* time : {"9:00", "10:00", "11:00"})
    REQUIRE(calbook.run({"book", "mon", time, "--name", "Bob"}).exit == 0);
  const std::string refs = calbook("upcoming -q").out;
  REQUIRE(calbook("cancel " + refs.substr(0, 6) + " " + refs.substr(7, 6) + " " + refs.substr(14, 6)).exit == 0);
  const auto all = calbook("changes --json").json();
  nlohmann::json seen = nlohmann::json::array();
  for (std::string last = "0";;) {
    const auto next = calbook("changes --json --limit 1 --after " + last).json();
    if (next.empty()) break;
    for (const auto& entry : next) {
      seen.push_back(entry);
      CHECK(entry["change"] == next.front()["change"]);
    }
    last = std::to_string(next.back()["change"].get<int>());
  }
  CHECK(seen == all);
  CHECK(seen.back()["change"] == seen.at(seen.size() - 3)["change"]);
}

TEST_CASE("on a terminal a change goes on below, with what was before") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("owner add benjamin-the-barber --tz America/New_York").exit == 0);
  REQUIRE(calbook.run({"book", "mon 10:00", "--name", "Bob Stone", "--owner", "alice"}).exit == 0);
  REQUIRE(calbook("reschedule bob tue 9:00 --owner alice").exit == 0);
  REQUIRE(calbook.run({"edit", "bob", "--note", std::string(90, 'n'), "--owner", "alice"}).exit == 0);
  calbook.is_terminal = true;
  calbook.variables["NO_COLOR"] = "1";
  CHECK(calbook("changes --after 3 --limit 2").out ==
        "4  Sun 2026-11-22 10:00  moved   alice  2S4M2C\n"
        "    Tue 2026-11-24 09:00-10:00  Bob Stone, was Mon 2026-11-23 10:00-11:00\n"
        "5  Sun 2026-11-22 10:00  edited  alice  2S4M2C\n"
        "    Tue 2026-11-24 09:00-10:00  Bob Stone\n"
        "    nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…, was Tue 2026-11-24 09:00-10:00  no\n"
        "    note\n");
  calbook.width = 120;
  CHECK(calbook("changes --after 3 --limit 1").out ==
        "4  Sun 2026-11-22 10:00  moved  alice  2S4M2C  Tue 2026-11-24 09:00-10:00  Bob Stone, was Mon 2026-11-23 "
        "10:00-11:00\n");
}

TEST_CASE("a forgotten name is null in json, and says so in text") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book mon 9:00 --name Bob").exit == 0);
  calbook.now = make::at("2026-11-24T09:00Z");
  REQUIRE(calbook("history --purge today").exit == 0);
  CHECK(calbook("history --json").json().at(0)["name"].is_null());
  CHECK(calbook("history").out == "Mon 2026-11-23 09:00-10:00  2S4M2C  (forgotten)\n");
  CHECK(calbook("changes --after 1").out.find("(forgotten)\n") != std::string::npos);
}

TEST_CASE("what is still to come cannot be forgotten") {
  Terminal calbook;  // on a Sunday
  calbook.open_office();
  REQUIRE(calbook("book mon 9:00 --name Bob").exit == 0);
  for (const std::string option : {"history --purge", "changes --prune"}) {
    CHECK(calbook(option + " tomorrow").err ==
          "calbook: 'tomorrow' is Mon 2026-11-23, which is still to come\n"
          "hint: calbook " +
              option + " 2026-11-22\n");
    CHECK(calbook(option + " sun").exit == 2);
    CHECK(calbook("upcoming").out.find("Bob") != std::string::npos);
    CHECK(calbook(option + " today").exit == 0);
  }
}

TEST_CASE("--owner says whose change is taken back") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("owner add ben").exit == 0);
  CHECK(calbook("undo --owner nobody").exit == 3);
  CHECK(calbook("undo --owner alice").exit == 3);
  CHECK(calbook("undo --owner alice").err.starts_with("calbook: change 2 is ben's, not alice's\n"));
  CHECK(calbook("owner list -q").out == "alice\nben\n");
  CHECK(calbook("undo --owner ben").exit == 0);
  CHECK(calbook("owner list -q").out == "alice\n");
}

TEST_CASE("the record says what differs, whose it is, and on which clock") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("owner add ben --tz America/New_York").exit == 0);
  REQUIRE(calbook("book mon 10:00 --name Bob --owner alice").exit == 0);
  REQUIRE(calbook("edit bob --phone 0170123 --note knee --owner alice").exit == 0);
  REQUIRE(calbook("reschedule bob mon 9:00 --owner ben --force").exit == 0);
  REQUIRE(calbook("undo").exit == 0);
  REQUIRE(calbook("edit bob --phone= --owner alice").exit == 0);
  const auto lines = calbook("changes --after 3").out;
  for (const char* line :
       {"4  Sun 2026-11-22 10:00  edited    alice  2S4M2C  Mon 2026-11-23 10:00-11:00  Bob  0170123  knee, "
        "was Mon 2026-11-23 10:00-11:00  no number  no note\n",
        "5  Sun 2026-11-22 10:00  moved     ben    2S4M2C  Mon 2026-11-23 09:00-10:00 -05:00  Bob  with ben, "
        "was Mon 2026-11-23 04:00-05:00 -05:00  with alice\n",
        "6  Sun 2026-11-22 10:00  undone 5  ben    2S4M2C",
        "Bob  no number, was Mon 2026-11-23 10:00-11:00  0170123\n"})
    CHECK_MESSAGE(lines.find(line) != lines.npos, line);
  CHECK(calbook("changes --after 5 --limit 1 --json").json().at(0)["undoes"] == 5);
}
