#include <fstream>

#include "calendar/store.hpp"
#include "cli/delivery.hpp"
#include "support/terminal.hpp"
#include "text/time_text.hpp"

namespace {

// alice's Bob Stone and Ute Schäfer on Monday, another Bob on Tuesday; bea's Zoë on Monday.
struct Reception : Terminal {
  Reception() {
    open_office();
    REQUIRE((*this)("availability set mon-fri 09:00-17:00 --owner bea --tz America/New_York").exit == 0);
    book({"mon 10:00", "--name", "Bob Stone", "--phone", "0170 555-1234", "--owner", "alice"});  // 2S4M2C
    book({"mon 11:00", "--name", "Ute Schäfer", "--note", "left knee", "--owner", "alice"});     // 948N6B
    book({"tue 10:00", "--name", "Bob Kane", "--email", "bk@example.org", "--owner", "alice"});  // G2QQD7
    book({"mon 9:00", "--name", "Zoë", "--phone", "+49 30 901820", "--owner", "bea"});           // PTA6GK
  }

  void book(std::vector<std::string> words) {
    words.insert(words.begin(), "book");
    const Answer answer = run(words);
    REQUIRE_MESSAGE(answer.exit == 0, answer.err);
  }
};

}  // namespace

TEST_CASE("--find lists what has every word of its text somewhere") {
  Reception calbook;
  for (const std::string list : {"upcoming", "history"}) {
    CHECK(calbook(list + " -q --find schafer").out == "948N6B\n");
    CHECK(calbook(list + " -q --find bob").out == "2S4M2C\nG2QQD7\n");
    CHECK(calbook(list + " -q --find 0170555").out == "2S4M2C\n");
    CHECK(calbook.run({list, "-q", "--find", "kane EXAMPLE"}).out == "G2QQD7\n");
    CHECK(calbook(list + " -q --find zoe").out.empty());
    CHECK(calbook(list + " -q --all --find zoe").out == calbook(list + " -q --owner bea").out);
    CHECK(calbook(list + " --json --find nobody").out == "[]\n");
    CHECK(calbook.run({list, "--json", "--find", " "}).error()["error"] == "invalid_input");
    CHECK(calbook.run({list, "--json", "--find", ""}).error()["error"] == "usage");
  }
  REQUIRE(calbook("cancel 2S4M2C").exit == 0);
  CHECK(calbook("upcoming -q --find bob").out == "G2QQD7\n");
  CHECK(calbook("history -q --find bob").out == "2S4M2C\nG2QQD7\n");
}

TEST_CASE("a text of several words without quotes gets them as its hint") {
  Reception calbook;
  CHECK(calbook("upcoming --find bob stone").err.find("hint: --find 'bob stone'\n") != std::string::npos);
}

TEST_CASE("--limit counts what is found") {
  Reception calbook;
  CHECK(calbook("upcoming -q --find bob --limit 1").out == "2S4M2C\n");
  CHECK(calbook("upcoming -q --find kane --limit 1").out == "G2QQD7\n");
  CHECK(calbook("upcoming -q --find bob --limit 2").out == "2S4M2C\nG2QQD7\n");
}

TEST_CASE("what is found is found on every page of a long list") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("availability set daily 00:00-24:00").exit == 0);
  std::ofstream batch{calbook.folder / "batch"};
  for (int hour = 0; hour < 1100; ++hour)
    batch << R"({"at": ")" << ::calbook::rfc3339_utc(calbook.now + std::chrono::hours{hour}) << R"(", "name": ")"
          << (hour % 499 == 0 ? "Bob" : "Eve") << "\"}\n";
  batch.close();
  REQUIRE(calbook("book -q --batch " + (calbook.folder / "batch").string()).exit == 0);
  const auto found = [&](const std::string& options) { return calbook("upcoming --json --find bob" + options).json(); };
  REQUIRE(found("").size() == 3);
  CHECK(found("")[2]["start_utc"] == ::calbook::rfc3339_utc(calbook.now + std::chrono::hours{998}));
  CHECK(found(" --limit 2").size() == 2);
  CHECK(found(" --limit 2")[1] == found("")[1]);
}

TEST_CASE("a page's text is written before the next but one is read") {
  int pages = 0, pages_before_writing = 0;
  calbook::Host host;
  host.write_out = [&](std::string_view) {
    if (pages_before_writing == 0) pages_before_writing = pages;
    return 0;
  };
  const auto with_text = [](const std::string& text) {
    calbook::Report report;
    report.text = [text](const calbook::Style&) { return text; };
    return report;
  };
  calbook::Report list = with_text("");
  list.next = [&]() -> std::optional<calbook::Report> {
    if (pages == 10) return std::nullopt;
    return with_text(++pages == 3 ? "Bob\n" : "");
  };
  const calbook::OutputOptions options{calbook::Format::text, calbook::Header::hidden,
                                       calbook::Style{calbook::Style::Use::plain}, false};
  REQUIRE(calbook::Delivery{host, "/nonexistent", nullptr}.write(list, options) == 0);
  CHECK(pages == 10);
  CHECK(pages_before_writing == 4);
}

TEST_CASE("a text names the only appointment it finds, wherever a reference does") {
  Reception calbook;
  CHECK(calbook("show -q schafer").out == "948N6B\n");
  CHECK(calbook("edit -q knee --phone 0171/42").out == "948N6B\n");
  CHECK(calbook("reschedule 17142 wed 10:00 -q").out == "948N6B\n");
  CHECK(calbook.run({"cancel", "bob kane", "ute", "-q"}).out == "G2QQD7\n948N6B\n");
  CHECK(calbook("cancel bob BOB 2s4m2c -q").out == "2S4M2C\n");
  calbook.now = make::at("2026-11-23T14:30Z");
  CHECK(calbook("mark zoe came -q --owner bea").exit == 0);
}

TEST_CASE("a text that finds several names none, and lists them") {
  Reception calbook;
  const Answer several = calbook("cancel bob");
  CHECK(several.exit == 2);
  CHECK(several.out.empty());
  CHECK(several.err ==
        "calbook: 'bob' finds 2 appointments\n"
        "  Mon 2026-11-23 10:00-11:00  2S4M2C  Bob Stone  0170 555-1234\n"
        "  Tue 2026-11-24 10:00-11:00  G2QQD7  Bob Kane                  <bk@example.org>\n"
        "hint: name one by its reference\n");
  const auto error = calbook("cancel schafer bob --json").error();
  CHECK(error["error"] == "ambiguous_reference");
  CHECK(error["message"] == "'bob' finds 2 appointments");
  CHECK(error["matches"].size() == 2);
  CHECK(error["matches"][1] == nlohmann::json::parse(R"({"ref": "G2QQD7", "owner": "alice",
      "start": "2026-11-24T10:00:00+01:00", "name": "Bob Kane"})"));
  CHECK(calbook("upcoming -q").out == "2S4M2C\n948N6B\nG2QQD7\n");
}

TEST_CASE("of many that a text finds the first ten are listed") {
  Terminal calbook;
  calbook.open_office();
  for (int i = 0; i < 10; ++i) REQUIRE(calbook("book first --name Bob").exit == 0);
  CHECK(calbook("show bob --json").error()["matches"].size() == 10);
  CHECK(calbook("show bob --json").error()["message"] == "'bob' finds 10 appointments");
  REQUIRE(calbook("book first --name Bob").exit == 0);
  CHECK(calbook("show bob --json").error()["matches"].size() == 10);
  CHECK(calbook("show bob --json").error()["message"] == "'bob' finds more than 10 appointments");
  CHECK(calbook("show bob --json").error()["hint"] == "calbook upcoming --find 'bob'");
}

TEST_CASE("a text that finds nothing is an unknown reference") {
  Reception calbook;
  const auto error = calbook("show nobody --json").error();
  CHECK(calbook("show nobody").exit == 3);
  CHECK(error["error"] == "unknown_reference");
  CHECK(error["message"] == "'nobody' finds no appointment that has not ended");
  CHECK(error["hint"] == "calbook history --find 'nobody'");
}

TEST_CASE("a text is looked for while others write") {
  Reception calbook;
  calendar::Store store{calbook.folder / "calbook.db", calendar::Store::Access::change};
  const calendar::Store::Transaction change{store, calendar::Store::Transaction::Kind::write};
  for (const char* line : {"cancel nobody", "cancel 2S4M2C nobody", "reschedule nobody tue 9:00 --owner bea",
                           "edit nobody --name Eve", "mark nobody came"})
    CHECK_MESSAGE(calbook(line).exit == 3, line);
}

TEST_CASE("cancelled and past appointments are not found by a text") {
  Reception calbook;
  REQUIRE(calbook("cancel 2S4M2C").exit == 0);
  CHECK(calbook("show bob -q").out == "G2QQD7\n");
  calbook.now = make::at("2026-11-24T09:59:59Z");
  CHECK(calbook("show bob -q").out == "G2QQD7\n");
  calbook.now = make::at("2026-11-24T10:00Z");
  CHECK(calbook("show bob").exit == 3);
}

TEST_CASE("a name of six characters of the alphabet is a reference") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book mon 10:00 --name Harvey").exit == 0);
  CHECK(calbook("cancel harvey").err ==
        "calbook: no appointment has the reference 'HARVEY'\n"
        "hint: calbook upcoming --all\n");
  CHECK(calbook("cancel harve -q").out == "2S4M2C\n");
}

TEST_CASE("a text is looked for among the owner's, or everybody's without one") {
  Reception calbook;
  CHECK(calbook("show zoe").exit == 3);  // alice logged in
  CHECK(calbook("show zoe -q --owner bea").exit == 0);
  CHECK(calbook("show ute --owner bea --json").error()["hint"] == "calbook --owner 'bea' history --find 'ute'");
  calbook.variables["CALBOOK_OWNER"] = "bea";
  CHECK(calbook("show zoe").exit == 0);
  CHECK(calbook("show ute").exit == 3);
  calbook.variables.erase("CALBOOK_OWNER");
  calbook.login = "nobody";
  CHECK(calbook("show zoe").exit == 0);
  CHECK(calbook("show ute").exit == 0);
  CHECK(calbook("show nobody --json").error()["hint"] == "calbook history --find 'nobody' --all");
  CHECK(calbook("show o --json").error()["matches"].size() == 3);
}

TEST_CASE("the owner to whom an appointment moves is not whose it is") {
  Reception calbook;
  CHECK(calbook("reschedule schafer tue 9:00 --owner bea --json").json()["owner"] == "bea");
  CHECK(calbook("reschedule nobody tue 9:00 --owner bea --json").error()["hint"] ==
        "calbook history --find 'nobody' --owner alice");
}

TEST_CASE("mark looks among what has begun, until a day after its end") {
  Reception calbook;
  const auto marked = [&](const char* now) {
    calbook.now = make::at(now);
    return calbook("mark bob came --json").exit;
  };
  CHECK(marked("2026-11-23T08:59:59Z") == 3);
  CHECK(marked("2026-11-23T09:00Z") == 0);
  CHECK(marked("2026-11-24T08:59:59Z") == 0);
  CHECK(marked("2026-11-24T09:00Z") == 2);
  CHECK(marked("2026-11-24T10:00Z") == 0);
  CHECK(marked("2026-11-25T10:00Z") == 3);
}

TEST_CASE("the rest of a text without quotes names no appointment") {
  Reception calbook;
  for (const std::string line : {"cancel 2S4M2C --reason too ute", "cancel --reason is ute 2S4M2C",
                                 "edit --name Bob ute", "edit --name=Bob ute", "edit --phone 0170 555"}) {
    CAPTURE(line);
    CHECK(calbook(line + " --json").error()["error"] == "usage");
  }
  CHECK(calbook("cancel --reason is ute 2S4M2C").err.find("hint: --reason 'is ute 2S4M2C'\n") != std::string::npos);
  CHECK(calbook("upcoming -q").out == "2S4M2C\n948N6B\nG2QQD7\n");
  CHECK(calbook.run({"cancel", "--reason", "is ill", "ute"}).exit == 0);
  CHECK(calbook("cancel bob --reason stone --dry-run -q").exit == 2);
  CHECK(calbook("cancel --reason ill G2QQD7").exit == 0);
  CHECK(calbook("cancel --reason ill -- bob").exit == 0);
}
