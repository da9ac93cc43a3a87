#include <algorithm>

#include "support/terminal.hpp"
#include "support/vectors.hpp"

namespace {

using Json = nlohmann::json;
using Strings = std::vector<std::string>;

// Words, of which some are in quotes.
Strings words_of(const std::string& line) {
  Strings words;
  bool quoted = false, begun = false;
  for (const char c : line) {
    if (c == '\'') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      begun = false;
    } else {
      if (!begun) words.emplace_back();
      begun = true;
      words.back() += c;
    }
  }
  return words;
}

Strings starts(const Json& appointments) {
  Strings all;
  for (const Json& each : appointments) all.push_back(each["start_utc"]);
  return all;
}

Strings starts(Terminal& calbook, const std::string& status) {
  return starts(calbook("history --all --json --status " + status).json());
}

// "{ref of 4th}" becomes the reference of the fourth.
std::string with_reference(std::string command, const Strings& refs) {
  const std::size_t at = command.find("{ref of ");
  if (at == command.npos) return command;
  const std::size_t end = command.find('}', at);
  const auto place = static_cast<std::size_t>(command[at + 8] - '1');
  return command.replace(at, end - at + 1, refs.at(place));
}

Strings lines_of(const std::string& text) {
  Strings lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// Tuesdays at ten, from 2026-11-24 on.
Strings book_eight(Terminal& calbook, const std::string& more = "") {
  const Answer answer = calbook("book 2026-11-24 10:00 --every week --times 8 --name Bob -q" + more);
  REQUIRE_MESSAGE(answer.exit == 0, answer.err);
  return lines_of(answer.out);
}

std::string series_of(Terminal& calbook, const std::string& ref) {
  return calbook("show --json " + ref).json()["series"];
}

std::string bytes(Terminal& calbook) {
  return bytes_of(calbook.folder / "calbook.db");
}

}  // namespace

TEST_CASE("worked cases of series end as they should") {
  for (const Json& each : vectors("series-cases.json", "/cases")) {
    CAPTURE(each["id"]);
    Terminal calbook;
    calbook.variables["CALBOOK_NOW"] = each["now"];
    Strings refs;
    for (const std::string line : each["setup"]) {
      Strings words = words_of(line);
      const bool books = words.front() == "book" && line.find("--every") != line.npos;
      if (books) words.push_back("-q");
      const Answer answer = calbook.run(words);
      REQUIRE_MESSAGE(answer.exit == 0, answer.err);
      if (books) refs = lines_of(answer.out);
    }
    Strings words = words_of(with_reference(each["command"], refs));
    words.push_back("--json");
    const Answer answer = calbook.run(words);
    REQUIRE_MESSAGE(answer.exit == each["exit"], answer.err);
    if (each.contains("error")) CHECK(answer.error()["error"] == each["error"]);
    if (each.contains("booked")) CHECK(starts(answer.json()["appointments"]) == each["booked"].get<Strings>());
    for (std::size_t i = 0; each.contains("skipped") && i < each["skipped"].size(); ++i) {
      CHECK(answer.json()["refused"][i]["start_utc"] == each["skipped"][i]["start"]);
      CHECK(answer.json()["refused"][i]["error"] == each["skipped"][i]["error"]);
    }
    if (!each.contains("after")) continue;
    for (const auto& [key, status] : {std::pair{"live", "booked"}, std::pair{"cancelled", "cancelled"}}) {
      if (each["after"].contains(key)) CHECK(starts(calbook, status) == each["after"][key].get<Strings>());
    }
  }
}

TEST_CASE("a series is told with its dates and their references") {
  Terminal calbook;
  calbook.open_office();
  const Answer answer = calbook("book 2026-11-24 10:00 --every week --times 3 --name Bob --email bob@example.org");
  const Strings lines = lines_of(answer.out);
  REQUIRE(lines.size() == 4);
  const std::string series = lines[0].substr(7, 6);
  CHECK(lines[0] == "Booked " + series + ", 3 dates: from Tue 2026-11-24 10:00, every week  Bob <bob@example.org>");
  CHECK(lines[1].starts_with("Tue 2026-11-24 10:00-11:00 +01:00  "));
  CHECK(lines[1].ends_with("  (1/3)"));
  CHECK(lines[3].starts_with("Tue 2026-12-08 10:00-11:00 +01:00  "));
  CHECK(lines[3].ends_with("  (3/3)"));
  const std::string ref = lines[2].substr(35, 6);
  CHECK(calbook("upcoming").out.find(ref + "  (2/3)  Bob") != std::string::npos);
  CHECK(calbook("show " + ref).out.find("series    " + series + ", 2 of 3\n") != std::string::npos);
  CHECK(calbook("day 2026-12-01").out.find(ref + "  Bob  (2/3)") != std::string::npos);
  CHECK(calbook("show " + series).out.starts_with(series + "  series\n"));
}

TEST_CASE("in json an appointment says which of its series it is") {
  Terminal calbook;
  calbook.open_office();
  const Json booked = calbook("book 2026-11-24 10:00 --every tue,thu --until 2026-12-03 --name Bob --json").json();
  CHECK(booked["every"] == "tue,thu");
  CHECK(booked["times"] == nullptr);
  CHECK(booked["until"] == "2026-12-03");
  CHECK(booked["tz"] == "Europe/Berlin");
  CHECK(booked["refused"] == Json::array());
  REQUIRE(booked["appointments"].size() == 4);
  CHECK(booked["appointments"][2]["series"] == booked["series"]);
  CHECK(booked["appointments"][2]["position"] == 3);
  CHECK(booked["appointments"][2]["of"] == 4);
  CHECK(calbook("show --json " + std::string{booked["series"]}).json() == booked);
  REQUIRE(calbook("book fri 9:00 --name Eve").exit == 0);
  const Json eve = calbook("upcoming fri --json").json()[0];
  for (const char* key : {"series", "position", "of"}) CHECK(eve[key] == nullptr);
}

TEST_CASE("tables of a series have a row for each appointment") {
  Terminal calbook;
  calbook.open_office();
  const std::string command = "book 2026-11-24 10:00 --every week --times 2 --name Bob --dry-run";
  CHECK(lines_of(calbook(command + " --format tsv").out).size() == 2);
  CHECK(calbook(command + " --columns start_utc,position,of --json").json() ==
        Json::parse(R"([{"start_utc":"2026-11-24T09:00:00Z","position":1,"of":2},
                        {"start_utc":"2026-12-01T09:00:00Z","position":2,"of":2}])"));
  CHECK(calbook
            .run({"book", "2026-11-24", "10:00", "--every", "week", "--times", "2", "--name", "Bob", "--dry-run",
                  "--template", "{start:%F} {position}/{of}"})
            .out == "2026-11-24 1/2\n2026-12-01 2/2\n");
}

TEST_CASE("a series with a refused date stores nothing, but offers fitting starts") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book 2026-12-08 10:00 --name Eve").exit == 0);
  const std::string before = bytes(calbook);
  const Answer answer = calbook("book 2026-11-24 10:00 --every week --times 8 --name Bob --json");
  CHECK(answer.exit == 4);
  CHECK(bytes(calbook) == before);
  const Json error = answer.error();
  CHECK(error["error"] == "slot_taken");
  REQUIRE(error["refused"].size() == 1);
  CHECK(error["refused"][0]["start_utc"] == "2026-12-08T09:00:00Z");
  CHECK(error["next"] == Json::parse(R"(["2026-11-24T09:00:00+01:00","2026-11-24T11:00:00+01:00",
                                         "2026-11-24T13:00:00+01:00"])"));
  for (const std::string start : error["next"]) {
    CAPTURE(start);
    CHECK(calbook("book " + start + " --every week --times 8 --name Bob --dry-run").exit == 0);
  }
}

TEST_CASE("dates that cannot be booked are named, and left out with --skip") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book 2026-12-08 10:00 --name Eve").exit == 0);
  REQUIRE(calbook("availability override 2026-12-15 closed").exit == 0);
  const std::string command = "book 2026-11-24 10:00 --every week --times 4 --name Bob";
  const Answer refused = calbook(command);
  CHECK(
      refused.err.starts_with("calbook: 2 of 4 dates cannot be booked: Tue 2026-12-08 10:00-11:00 is taken\n"
                              "  Tue 2026-12-08 10:00  slot_taken\n"
                              "  Tue 2026-12-15 10:00  outside_availability\n"
                              "hint: all dates are free: "));
  const Answer booked = calbook(command + " --skip");
  CHECK(booked.exit == 0);
  CHECK(booked.out.find(", 2 of 4 dates: from Tue 2026-11-24 10:00, every week  Bob\n") != std::string::npos);
  CHECK(
      booked.out.ends_with("  (2/4)\n"
                           "Not booked: Tue 2026-12-08 10:00  slot_taken\n"
                           "Not booked: Tue 2026-12-15 10:00  outside_availability\n"));
}

TEST_CASE("a series fills up to its number within twice as many dates") {
  Terminal calbook;
  calbook.open_office();
  const std::string command = "book 2026-11-24 10:00 --every week --times 2 --fill --name Bob --json";
  REQUIRE(calbook("availability override 2026-12-01..2026-12-08 closed").exit == 0);
  const Json booked = calbook(command + " --dry-run").json();
  CHECK(starts(booked["appointments"]) == Strings{"2026-11-24T09:00:00Z", "2026-12-15T09:00:00Z"});
  CHECK(booked["appointments"][1]["position"] == 4);
  REQUIRE(calbook("availability override 2026-12-15 closed").exit == 0);
  CHECK(calbook(command).error()["error"] == "outside_availability");
  CHECK(starts(calbook, "booked").empty());
}

TEST_CASE("a past first date or a closed service is never skipped") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("book 2026-11-17 10:00 --every week --times 4 --skip --name Bob --json").error()["error"] ==
        "in_the_past");
  REQUIRE(calbook("service set default --closed").exit == 0);
  CHECK(calbook("book 2026-11-24 10:00 --every week --times 4 --skip --name Bob --json").error()["error"] ==
        "not_offered");
}

TEST_CASE("an hour that the clock skips is a refused date") {
  Terminal calbook;
  REQUIRE(calbook("availability set daily 0:30-24").exit == 0);
  const std::string command = "book 2027-03-27 2:30 --every day --times 3 --name Bob --json";
  const Json error = calbook(command).error();
  CHECK(error["error"] == "skipped_time");
  CHECK(error["message"] == "Sun 2027-03-28 02:30 does not exist in Europe/Berlin: the clock goes from 01:59 to 03:00");
  const Json booked = calbook("book 2027-03-27 2:30 --every day --times 3 --name Bob --skip --json").json();
  CHECK(starts(booked["appointments"]) == Strings{"2027-03-27T01:30:00Z", "2027-03-29T00:30:00Z"});
  CHECK(calbook("show " + std::string{booked["series"]})
            .out.ends_with("Not booked: Sun 2027-03-28 02:30  skipped_time\n"));
}

TEST_CASE("a key is that of its series") {
  Terminal calbook;
  calbook.open_office();
  const Strings refs = book_eight(calbook, " --key k");
  CHECK(book_eight(calbook, " --key k") == refs);
  REQUIRE(calbook("cancel " + refs[2]).exit == 0);
  const Json again = calbook("book 2026-11-24 10:00 --every week --times 8 --name Bob --key k --json").json();
  CHECK(again["appointments"][2]["status"] == "cancelled");
  for (const char* other : {"10:00 --every week --times 7 --name Bob", "10:00 --every 7d --times 8 --name Eve",
                            "11:00 --every week --times 8 --name Bob", "10:00 --name Bob",
                            "10:00 --every week --times 8 --skip --name Bob"}) {
    CAPTURE(other);
    CHECK(calbook(std::string{"book 2026-11-24 "} + other + " --key k --json").error()["error"] == "key_reused");
  }
  REQUIRE(calbook("book fri 9:00 --name Bob --key one").exit == 0);
  CHECK(calbook("book 2026-11-24 14:00 --every week --times 2 --name Bob --key one --json").error()["error"] ==
        "key_reused");
}

TEST_CASE("a series or its rest is cancelled, and twice is once") {
  Terminal calbook;
  calbook.open_office();
  const Strings refs = book_eight(calbook);
  const std::string series = series_of(calbook, refs[0]);
  CHECK(calbook("cancel " + refs[6] + " --following --json").json().size() == 2);
  CHECK(starts(calbook, "booked").size() == 6);
  CHECK(calbook("cancel " + refs[6] + " --following --json").json().size() == 2);
  calbook.now = make::at("2026-11-24T09:30Z");
  CHECK(calbook("cancel " + series + " --json").json().size() == 7);
  CHECK(starts(calbook, "booked") == Strings{"2026-11-24T09:00:00Z"});
  calbook.now = make::at("2027-02-01T09:00Z");
  CHECK(calbook("cancel " + series + " --json").json().size() == 7);  // twice is once
}

TEST_CASE("only what is of a series has something behind it") {
  Terminal calbook;
  calbook.open_office();
  const std::string eve = calbook("book fri 9:00 --name Eve -q").out.substr(0, 6);
  CHECK(calbook("cancel " + eve + " --following --json").error()["error"] == "usage");
  CHECK(calbook("reschedule " + eve + " mon 9:00 --following --json").error()["error"] == "usage");
}

TEST_CASE("a series is named where an appointment is asked for") {
  Terminal calbook;
  calbook.open_office();
  const std::string series = series_of(calbook, book_eight(calbook)[0]);
  CHECK(calbook("reschedule " + series + " mon 9:00").err ==
        "calbook: " + series + " is a series, not an appointment\nhint: calbook show " + series + "\n");
  CHECK(calbook("--owner alice show " + series).exit == 0);
  REQUIRE(calbook("owner add bea").exit == 0);
  CHECK(calbook("--owner bea show " + series + " --json").error()["error"] == "unknown_reference");
}

TEST_CASE("a rest of a series moves as one, those moved singly too") {
  Terminal calbook;
  calbook.open_office();
  const Strings refs = book_eight(calbook);
  REQUIRE(calbook("reschedule " + refs[3] + " 2026-12-16 15:00").exit == 0);
  REQUIRE(calbook("cancel " + refs[7]).exit == 0);
  const Json moved = calbook("reschedule " + refs[2] + " 2026-12-09 11:00 --following --json").json();
  CHECK(starts(moved) == Strings{"2026-12-09T10:00:00Z", "2026-12-17T10:00:00Z", "2026-12-23T10:00:00Z",
                                 "2026-12-30T10:00:00Z", "2027-01-06T10:00:00Z"});
  CHECK(calbook("show --json " + refs[7]).json()["start_utc"] == "2027-01-12T09:00:00Z");
}

TEST_CASE("a move of a series that meets somebody else moves nothing") {
  Terminal calbook;
  calbook.open_office();
  const Strings refs = book_eight(calbook);
  REQUIRE(calbook("book 2026-12-23 11:00 --name Eve").exit == 0);
  const std::string before = bytes(calbook);
  const Answer answer = calbook("reschedule " + refs[2] + " 2026-12-09 11:00 --following --json");
  CHECK(answer.error()["error"] == "slot_taken");
  REQUIRE(answer.error()["refused"].size() == 1);
  CHECK(answer.error()["refused"][0]["start_utc"] == "2026-12-23T10:00:00Z");
  CHECK(bytes(calbook) == before);
  const Json next = answer.error()["next"];
  REQUIRE(next.size() == 3);
  for (const std::string start : next) {
    CAPTURE(start);
    CHECK(calbook("reschedule " + refs[2] + " " + start + " --following --dry-run").exit == 0);
  }
  CHECK(calbook("reschedule " + refs[2] + " 2026-12-09 12:00 --following --dry-run").exit == 3);
}

TEST_CASE("moving a series is refused where two of it would meet") {
  Terminal calbook;
  calbook.open_office();
  const Strings refs = book_eight(calbook);
  REQUIRE(calbook("reschedule " + refs[3] + " 2026-12-22 15:00").exit == 0);  // the date of the next
  const Answer answer = calbook("reschedule " + refs[2] + " 2026-12-09 11:00 --following --json");
  CHECK(answer.error()["error"] == "slot_taken");
  REQUIRE(answer.error()["refused"].size() == 1);
  CHECK(answer.error()["refused"][0]["start_utc"] == "2026-12-23T10:00:00Z");
}

TEST_CASE("what has begun or is cancelled is not edited with its series") {
  Terminal calbook;
  calbook.open_office();
  const Strings refs = book_eight(calbook);
  const std::string series = series_of(calbook, refs[0]);
  REQUIRE(calbook("cancel " + refs[7]).exit == 0);
  calbook.now = make::at("2026-11-24T09:30Z");
  const Json edited = calbook("edit " + series + " --note x --json").json();
  CHECK(edited.size() == 6);
  CHECK(calbook("show --json " + refs[0]).json()["note"] == nullptr);
  CHECK(calbook("show --json " + refs[1]).json()["note"] == "x");
}

TEST_CASE("a series is taken back, and done again, as one change") {
  Terminal calbook;
  calbook.open_office();
  const Strings refs = book_eight(calbook, " --key k");
  const std::string series = series_of(calbook, refs[0]);
  const Json entries = calbook("changes --json").json();
  CHECK(std::ranges::count_if(entries,
                              [&](const Json& entry) { return entry["change"] == entries.back()["change"]; }) == 8);
  const Json before = calbook("show --json " + series).json();
  REQUIRE(calbook("undo").exit == 0);
  CHECK(starts(calbook, "booked").empty());
  CHECK(calbook("show --json " + series).error()["error"] == "unknown_reference");
  REQUIRE(calbook("undo " + std::to_string(int{entries.back()["change"]} + 1)).exit == 0);
  CHECK(starts(calbook("show --json " + series).json()["appointments"]) == starts(before["appointments"]));
  CHECK(book_eight(calbook, " --key k") == refs);
  REQUIRE(calbook("cancel " + series).exit == 0);
  REQUIRE(calbook("undo").exit == 0);
  CHECK(starts(calbook, "booked").size() == 8);
}

TEST_CASE("a batch books series among appointments, all or none") {
  Terminal calbook;
  calbook.open_office();
  const std::filesystem::path file = calbook.folder / "lines";
  write_bytes(file, R"({"at": "2026-11-24T10:00", "name": "Bob", "every": "week", "times": 3}
{"at": "2026-12-01T11:00", "name": "Eve"}
{"at": "2026-11-24T11:00", "name": "Kim", "every": "week", "until": "2026-12-08", "conflicts": "skip"}
)");
  const std::string command = "book --batch " + file.string();
  const Json booked = calbook(command + " --json").json();
  REQUIRE(booked.size() == 3);
  CHECK(booked[0]["appointments"].size() == 3);
  CHECK(booked[1]["name"] == "Eve");
  CHECK(booked[2]["appointments"].size() == 2);
  CHECK(booked[2]["refused"][0]["error"] == "slot_taken");
  write_bytes(file, R"({"at": "2026-11-26T10:00", "name": "Bob", "every": "week", "times": 3}
{"at": "2026-12-03T10:00", "name": "Eve"}
)");
  const Json error = calbook(command + " --json").error();
  CHECK(error["error"] == "slot_taken");
  CHECK(error["line"] == 2);
  CHECK(starts(calbook, "booked").size() == 6);
}

TEST_CASE("a series by force breaks rules, but books nobody twice") {
  Terminal calbook;
  calbook.open_office();
  const std::string command = "book 2026-11-28 10:00 --every week --times 3 --force --name Bob";
  const Answer booked = calbook(command);
  CHECK(booked.exit == 0);
  CHECK(booked.out.find("against the rules: Sat 2026-12-05 10:00-11:00 is outside alice's hours\n") !=
        std::string::npos);
  CHECK(calbook(command + " --json").error()["error"] == "slot_taken");
}

TEST_CASE("a series stays in the record of an owner who comes back") {
  Terminal calbook;
  calbook.open_office();
  const Strings refs = book_eight(calbook);
  const std::string series = series_of(calbook, refs[0]);
  REQUIRE(calbook("owner remove alice --force").exit == 0);
  REQUIRE(calbook("undo").exit == 0);
  CHECK(calbook("show --json " + series).json()["appointments"].size() == 8);
}

TEST_CASE("a series until a date is never offered to begin after it") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book 2026-11-25 10:00 --name Eve").exit == 0);
  const Json error = calbook("book 2026-11-24 10:00 --every day --until 2026-11-25 --name Bob --json").error();
  for (const std::string start : error["next"]) {
    CAPTURE(start);
    CHECK(calbook("book " + start + " --every day --until 2026-11-25 --name Bob --dry-run").exit == 0);
  }
  CHECK_FALSE(error["next"].empty());
}

TEST_CASE("a series until a date is offered only with as many dates") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("busy add 2026-11-24 9:00..17:00").exit == 0);
  const Json next = calbook("book 2026-11-24 10:00 --every week --until 2026-12-15 --name Bob --json").error()["next"];
  REQUIRE(next.size() == 3);
  for (const std::string start : next) {
    CAPTURE(start);
    const Answer fits = calbook("book " + start + " --every week --until 2026-12-15 --name Bob --dry-run --json");
    CHECK(fits.json()["appointments"].size() == 4);
  }
}

TEST_CASE("the rest of a series may stay in place, whatever the rules") {
  Terminal calbook;
  calbook.open_office();
  const std::string ref = lines_of(calbook("book sat 10:00 --every week --times 3 --force --name Bob -q").out)[0];
  const Answer stays = calbook("reschedule " + ref + " 2026-11-28 10:00 --following");
  CHECK(stays.exit == 0);
  CHECK(stays.out.starts_with(ref + " is there already  "));
  CHECK(calbook("reschedule " + ref + " 2026-11-28 11:00 --following --json").error()["error"] ==
        "outside_availability");
}

TEST_CASE("a key of a series whose invitee is forgotten is another request's") {
  Terminal calbook;
  calbook.open_office();
  book_eight(calbook, " --key k");
  calbook.now = make::at("2027-02-01T09:00Z");
  REQUIRE(calbook("history --purge 2027-02-01").exit == 0);
  CHECK(calbook("book 2026-11-24 10:00 --every week --times 8 --name Bob --key k --json").error()["error"] ==
        "key_reused");
}

TEST_CASE("a series goes on with who has the rest of it") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("owner add bea").exit == 0);
  REQUIRE(calbook("availability set mon-fri 9-17 --owner bea").exit == 0);
  const Strings refs =
      lines_of(calbook("book 2026-11-24 10:00 --every week --times 3 --name Bob -q --owner alice --key k").out);
  const std::string series = series_of(calbook, refs[0]);
  REQUIRE(calbook("reschedule " + refs[1] + " 2026-12-01 10:00 --owner bea").exit == 0);
  CHECK(calbook("show " + series).out.find("(2/3)  with bea\n") != std::string::npos);
  REQUIRE(calbook("owner remove alice --force").exit == 0);
  CHECK(starts(calbook("show --json " + series).json()["appointments"]) == Strings{"2026-12-01T09:00:00Z"});
  REQUIRE(calbook("undo").exit == 0);
  CHECK(calbook("show --json " + series).json()["appointments"].size() == 3);
  CHECK(calbook("book 2026-11-24 10:00 --every week --times 3 --name Bob --owner alice --key k").exit == 0);
}

TEST_CASE("a series' key stands for one pass of a repeated hour") {
  Terminal calbook;
  REQUIRE(calbook("availability set daily 0-24").exit == 0);
  const std::string rest = " --every day --times 3 --name Bob --key k --json";
  REQUIRE(calbook("book 2027-10-31T02:00+01:00" + rest).exit == 0);
  CHECK(calbook("book 2027-10-31T02:00+01:00" + rest).exit == 0);
  CHECK(calbook("book 2027-10-31T02:00+02:00" + rest).error()["error"] == "key_reused");
}

TEST_CASE("what has all begun of a series is too late to cancel") {
  Terminal calbook;
  calbook.open_office();
  const std::string series = series_of(calbook, book_eight(calbook)[0]);
  calbook.now = make::at("2027-02-01T09:00Z");
  CHECK(calbook("cancel " + series + " --json").error()["error"] == "in_the_past");
}
