#include <SQLiteCpp/SQLiteCpp.h>

#include "cli/exit_codes.hpp"
#include "support/terminal.hpp"
#include "text/complaint.hpp"

TEST_CASE("texts that could control a terminal are refused, naming their field") {
  Terminal calbook;
  calbook.open_office();
  struct Case {
    std::string option, text, error, field;
  };
  for (const Case& one : std::vector<Case>{
           {"--name", "a\x1b[2Jb", "invalid_name", "name"},
           {"--name",
            "\xe2\x80\xae"
            "evil",
            "invalid_name", "name"},
           {"--name", "cut \xc3", "invalid_name", "name"},
           {"--name", "   ", "invalid_name", "name"},
           {"--name", "", "invalid_name", "name"},
           {"--name", std::string(201, 'x'), "invalid_name", "name"},
           {"--email", "no address", "invalid_email", "email"},
           {"--name", "line\nbreak", "invalid_name", "name"},
           {"--note", "line\vbreak", "invalid_input", "note"},
           {"--note", "line\u2028break", "invalid_input", "note"},
       }) {
    CAPTURE(one.text);
    std::vector<std::string> words{"book", "mon", "10:00", "--json", one.option, one.text};
    if (one.option != "--name") words.insert(words.end(), {"--name", "Bob"});
    const Answer refused = calbook.run(words);
    CHECK(refused.exit == 2);
    CHECK(refused.error()["error"] == one.error);
    CHECK(refused.error()["field"] == one.field);
    CHECK(refused.err.find('\x1b') == std::string::npos);
  }
  CHECK(calbook("upcoming").out.empty());
}

TEST_CASE("an empty name is the same error in a batch") {
  Terminal calbook;
  calbook.open_office();
  const std::filesystem::path lines = calbook.folder / "lines";
  for (const std::string name : {"", " \\t", "\u3000"}) {
    CAPTURE(name);
    write_bytes(lines, R"({"at": "mon 10:00", "name": ")" + name + "\"}\n");
    const Answer refused = calbook.run({"book", "--batch", lines.string(), "--json"});
    CHECK(refused.error()["error"] == "invalid_name");
    CHECK(refused.error()["field"] == "name");
    CHECK(refused.error()["line"] == 1);
  }
}

TEST_CASE("a bad word is shown on stderr without its control characters") {
  Terminal calbook;
  const Answer refused = calbook.run({"book", "\x1b]0;owned\x07", "--name", "Bob"});
  CHECK(refused.exit == 2);
  CHECK(refused.err.find('\x1b') == std::string::npos);
  CHECK(refused.err.find("\\u{1b}]0;owned\\u{7}") != std::string::npos);
}

TEST_CASE("foreign text in the file is escaped in every format") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book mon 10:00 --name Bob").exit == 0);
  SQLite::Database file{(calbook.folder / "calbook.db").string(), SQLite::OPEN_READWRITE};
  file.exec("UPDATE appointment SET name = 'a' || char(27, 9, 10) || '\"' || char(8238)");
  CHECK(calbook("upcoming").out == "Mon 2026-11-23 10:00-11:00  2S4M2C  a\\u{1b}\\u{9}\\u{a}\"\\u{202e}\n");
  CHECK(calbook("upcoming --format jsonl").out.find(R"("name":"a\u001b\t\n\"\u202e")") != std::string::npos);
  CHECK(calbook("upcoming --format jsonl").json()["name"] == "a\x1b\t\n\"\xe2\x80\xae");
  CHECK(calbook("upcoming --format tsv").out.find("\ta\\u{1b}\\t\\n\"\\u{202e}\t") != std::string::npos);
  file.exec("UPDATE owner SET zone = 'Europe/' || char(27)");
  CHECK(calbook("owner list").out == "alice  Europe/\\u{1b}  1 appointment\n");
  CHECK(calbook("owner remove alice --force").out ==
        "Removed alice (Europe/\\u{1b}), along with hours and 1 appointment\n");
}

TEST_CASE("every error has one exit code, and the table says so") {
  using calendar::Code;
  std::map<std::string_view, int> rows;
  for (const calbook::ExitCode& row : calbook::exit_codes()) {
    for (const Code code : row.errors) ++rows[code.name];
  }
  for (const auto& row : rows) CHECK_MESSAGE(row.second == 1, row.first);
  CHECK(calbook::exit_code(calbook::codes::usage) == 2);
  CHECK(calbook::exit_code(Code::unknown_owner) == 3);
  CHECK(calbook::exit_code(Code::slot_taken) == 4);
  CHECK(calbook::exit_code(Code::cannot_open) == 5);
  CHECK(calbook::exit_code(Code::newer_version) == 6);
  CHECK(calbook::exit_code(Code::busy) == 7);
  CHECK(calbook::exit_code(Code::undelivered) == 8);
}
