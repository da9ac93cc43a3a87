#include <cerrno>

#include "support/terminal.hpp"

TEST_CASE("the file is --db, else $CALBOOK_DB, else in $XDG_DATA_HOME, else in $HOME") {
  Terminal calbook;
  const auto created = [&](const std::string& line, const std::string& file) {
    REQUIRE_FALSE(std::filesystem::exists(calbook.folder / file));
    REQUIRE(calbook(line).exit == 0);
    return std::filesystem::exists(calbook.folder / file);
  };
  const std::string folder = calbook.folder.path().string();
  CHECK(created("owner add alice --db " + folder + "/typed.db", "typed.db"));
  CHECK(created("owner add alice", "calbook.db"));
  calbook.variables = {{"XDG_DATA_HOME", folder + "/data"}, {"CALBOOK_DB", ""}};
  CHECK(created("owner add alice", "data/calbook/calbook.db"));
  calbook.variables = {{"XDG_DATA_HOME", "relative"}, {"HOME", folder + "/home"}};
  CHECK(created("owner add alice", "home/.local/share/calbook/calbook.db"));
  calbook.variables = {};
  CHECK(created("owner add alice", ".local/share/calbook/calbook.db"));
}

TEST_CASE("the owner is --owner, else $CALBOOK_OWNER, else the only one, else $LOGNAME") {
  Terminal calbook;
  const auto owner = [&](const std::string& options) {
    const Answer answer = calbook("availability show --json " + options);
    return answer.exit == 0 ? answer.json()["owner"].get<std::string>() : answer.error()["error"].get<std::string>();
  };
  REQUIRE(calbook("owner add carl").exit == 0);
  CHECK(owner("") == "carl");
  REQUIRE(calbook("owner add bea").exit == 0);
  CHECK(owner("") == "unknown_owner");
  CHECK(calbook("availability show").err ==
        "calbook: this file has several owners: choose one\nhint: --owner NAME, one of bea, carl\n");
  REQUIRE(calbook("owner add alice").exit == 0);
  CHECK(owner("") == "alice");
  calbook.variables["CALBOOK_OWNER"] = "bea";
  CHECK(owner("") == "bea");
  CHECK(owner("--owner carl") == "carl");
  CHECK(owner("--owner crl") == "unknown_owner");
  CHECK(calbook("upcoming --owner crl").err == "calbook: no owner is named 'crl'\nhint: did you mean carl?\n");
  CHECK(owner("--owner Carl") == "invalid_name");
}

TEST_CASE("the first owner gets the login name, unless it is invalid") {
  Terminal calbook;
  calbook.login = "john.doe";
  const Answer refused = calbook("availability set mon 9-17");
  CHECK(refused.exit == 2);
  CHECK(refused.err ==
        "calbook: the login name 'john.doe' cannot name an owner\n"
        "hint: calbook availability set mon-fri 09:00-17:00 --owner alice\n");
  CHECK(calbook("availability set mon 9-17 --owner john").exit == 0);
}

TEST_CASE("hours that cannot be set leave no empty file behind") {
  Terminal calbook;
  calbook.login = "john.doe";
  CHECK(calbook("availability set mon 9-17").exit == 2);
  calbook.login = "alice";
  calbook.system_zone = "Mars/Base";
  CHECK(calbook("availability set mon 9-17 --json").error()["error"] == "invalid_zone");
  CHECK(calbook("owner add alice").exit == 2);
  CHECK_FALSE(std::filesystem::exists(calbook.folder / "calbook.db"));
}

TEST_CASE("--now, else $CALBOOK_NOW, is when a command believes to run") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("slots search today --now 2026-11-24T14:30+01:00 -q").out ==
        "2026-11-24T15:00+01:00\n2026-11-24T16:00+01:00\n");
  calbook.variables["CALBOOK_NOW"] = "2026-11-25T15:30:59Z";
  CHECK(calbook("slots search today -q").out.empty());
  calbook.variables["CALBOOK_NOW"] = "soon";
  CHECK(calbook("slots search --json").error()["error"] == "invalid_time");
}

TEST_CASE("a command reads the clock only once") {
  Terminal calbook;
  calbook.open_office();
  calbook.clock_step = std::chrono::hours{24};
  CHECK(calbook("book mon 10:00 --name Bob").out ==
        "Booked 2S4M2C  Mon 2026-11-23 10:00-11:00 +01:00  Bob  (tomorrow)\n");
}

TEST_CASE("options of every command may stand before or after its name") {
  Terminal calbook;
  calbook.open_office();
  const std::string expected = calbook("slots search mon --limit 1 --json --tz UTC").out;
  CHECK(calbook("--json --tz UTC slots search mon --limit 1").out == expected);
  CHECK(calbook("--tz UTC slots --json search mon --limit 1").out == expected);
  CHECK(calbook("slots search mon --limit 1 --format=json --tz=UTC").out == expected);
}

TEST_CASE("a mistyped command, verb or option is named, with what was meant") {
  Terminal calbook;
  const auto complaint = [&](const std::string& line) {
    const Answer answer = calbook(line);
    CHECK(answer.exit == 2);
    return answer.err;
  };
  CHECK(complaint("bok tomorrow") == "calbook: 'calbook' has no command 'bok'\nhint: did you mean calbook book?\n");
  CHECK(complaint("slots serch") ==
        "calbook: 'calbook slots' has no command 'serch'\nhint: did you mean calbook slots search?\n");
  CHECK(complaint("book tomorrow 9 --nam x") ==
        "calbook: 'calbook book' has no option '--nam'\nhint: did you mean --name?\n");
  CHECK(complaint("upcoming --limt 3") ==
        "calbook: 'calbook upcoming' has no option '--limt'\nhint: did you mean --limit?\n");
  CHECK(complaint("doctor now") == "calbook: 'calbook doctor' takes no 'now'\nhint: calbook doctor --help\n");
  CHECK(complaint("").starts_with("calbook: 'calbook' needs a command: availability,"));
  CHECK(complaint("owner").starts_with("calbook: 'calbook owner' needs a command: list, add, set, rename, remove\n"));
}

TEST_CASE("an unknown option is a json error if --json is anywhere") {
  Terminal calbook;
  CHECK(calbook("upcoming --nonsense --json").error()["error"] == "usage");
  CHECK(calbook("--format jsonl upcoming --nonsense").error()["error"] == "usage");
  CHECK(calbook("upcoming --nonsense --format=json").error()["error"] == "usage");
}

TEST_CASE("empty global options are refused") {
  Terminal calbook;
  for (const std::string option : {"--db", "--owner", "--tz", "--now", "--format", "--color"}) {
    CAPTURE(option);
    const Answer refused = calbook.run({"owner", "add", "alice", option, ""});
    CHECK(refused.exit == 2);
    CHECK(refused.err.find(option) != std::string::npos);
  }
  CHECK_FALSE(std::filesystem::exists(calbook.folder / "calbook.db"));
}

TEST_CASE("a hint that is a command uses the file from --db") {
  Terminal calbook;
  const std::string file = (calbook.folder / "it's new.db").string();
  const auto run = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"--db", file});
    return calbook.run(words);
  };
  const std::string named = "hint: calbook --db '" + (calbook.folder / "it'\\''s new.db").string() + "' ";
  CHECK(run({"book", "mon", "10:00", "--name", "Bob"}).err.ends_with(named + "availability set mon-fri 09:00-17:00\n"));
  REQUIRE(run({"owner", "add", "alice"}).exit == 0);
  CHECK(run({"owner", "add", "alice"}).err.ends_with(named + "owner list\n"));
  CHECK(run({"show"}).err.ends_with("hint: calbook show --help\n"));
  CHECK(calbook("owner add alice").exit == 0);
  CHECK(calbook("owner add alice").err.ends_with("hint: calbook owner list\n"));
}

TEST_CASE("every owner and one owner cannot be asked for at once") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("upcoming --all --owner alice --json").error()["error"] == "usage");
}

TEST_CASE("help takes its topic quoted or not, and quiet or not") {
  Terminal calbook;
  const std::string expected = calbook("slots search --help").out;
  CHECK(calbook("help slots search").out == expected);
  CHECK(calbook.run({"help", "slots search"}).out == expected);
  CHECK(calbook("help -q slots search").out == expected);
}

TEST_CASE("help and version never look at the file") {
  Terminal calbook;
  calbook.variables["CALBOOK_DB"] = calbook.folder.path().string();  // a folder: opening it would fail
  CHECK(calbook("--version").out.starts_with("calbook "));
  for (const std::string line :
       {"--help", "book --help", "slots search --help", "help book", "help exit-codes", "help"}) {
    CAPTURE(line);
    CHECK(calbook(line).exit == 0);
    CHECK_FALSE(calbook(line).out.empty());
  }
  CHECK(calbook("help nonsense").exit == 2);
  CHECK(calbook("upcoming").exit == 5);
}

TEST_CASE("an unwritable result is 5 for a reader, 8 after storing") {
  Terminal calbook;
  calbook.open_office();
  calbook.write_failure = ENOSPC;
  const Answer reader = calbook("slots search");
  CHECK(reader.exit == 5);
  CHECK(reader.err == "calbook: the answer could not be written: No space left on device\n");
  const Answer writer = calbook("book mon 10:00 --name Bob");
  CHECK(writer.exit == 8);
  CHECK(writer.err == "calbook: 2S4M2C is booked, but the answer could not be written: No space left on device\n");
  CHECK(calbook("book mon 11:00 --name Bob --json").error()["error"] == "undelivered");
  calbook.write_failure = EPIPE;
  CHECK(calbook("upcoming").exit == calbook::broken_pipe);
  CHECK(calbook("book mon 13:00 --name Bob").exit == 8);
  calbook.write_failure = 0;
  CHECK(calbook("upcoming -q").out.size() == 3 * 7);
}

TEST_CASE("colour is for people at a terminal, unless they ask otherwise") {
  Terminal calbook;
  calbook.open_office();
  const auto coloured = [&](const std::string& options) {
    return calbook("slots search mon " + options).out.find('\x1b') != std::string::npos;
  };
  CHECK_FALSE(coloured(""));
  CHECK(coloured("--color always"));
  calbook.is_terminal = true;
  CHECK(coloured(""));
  CHECK_FALSE(coloured("--color never"));
  CHECK_FALSE(coloured("--json"));
  calbook.variables["TERM"] = "dumb";
  CHECK_FALSE(coloured(""));
  calbook.variables["TERM"] = "xterm";
  calbook.variables["NO_COLOR"] = "1";
  CHECK_FALSE(coloured(""));
  CHECK(calbook("show ZZZZZZ").err.starts_with("calbook: "));
  CHECK(calbook("show ZZZZZZ --color always").err.starts_with("\x1b[31mcalbook:\x1b[0m "));
}
