#include "cli/completion.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "cli/completion_scripts.hpp"
#include "cli/help.hpp"
#include "support/ics.hpp"
#include "support/terminal.hpp"
#include "text/scanner.hpp"

using calbook::Parameter;
using calbook::words_of_line;

namespace {

using Strings = std::vector<std::string>;

std::vector<std::string> lines_of(const std::string& text) {
  Strings lines;
  std::istringstream rest{text};
  for (std::string line; std::getline(rest, line);) lines.push_back(line);
  return lines;
}

// What a shell is answered for the words of a line.
Strings answers(Terminal& calbook, const Strings& words, const std::string& shell = "fish") {
  Strings line{"completion", shell, "--"};
  line.insert(line.end(), words.begin(), words.end());
  const Answer answer = calbook.run(line);
  CHECK(answer.exit == 0);
  CHECK(answer.err.empty());
  return lines_of(answer.out);
}

// The same, without the meanings.
Strings offered(Terminal& calbook, const Strings& words) {
  Strings found;
  for (const std::string& line : answers(calbook, words)) found.push_back(line.substr(0, line.find('\t')));
  return found;
}

Strings words_of(std::string_view name) {
  Strings words;
  for (const std::string_view word : calbook::split(name, ' ')) words.emplace_back(word);
  return words;
}

Strings with(Strings words, const std::string& last) {
  words.push_back(last);
  return words;
}

std::string long_name(const Parameter& parameter) {
  return std::string{calbook::split(parameter.name, ',').back()};
}

bool contains(const Strings& all, const std::string& one) {
  return std::ranges::find(all, one) != all.end();
}

struct Office : Terminal {
  Office() {
    open_office();
    const std::string file = (folder / "work.ics").string();
    write_bytes(file, make::event({"DTSTART:20261130T100000Z", "DURATION:PT1H"}));
    REQUIRE(run({"calendar", "add", "work", file}).exit == 0);
    for (const char* line : {"owner add bea", "service set checkup --duration 20m --owner alice",
                             "book mon 10:00 --name Bob --owner alice", "book mon 11:00 --name Eve --owner alice",
                             "busy add tue 9:00 1h --note lunch --owner alice",
                             "availability set daily 0-24 --owner bea", "book mon 10:00 --name Kim --owner bea"}) {
      const Answer answer = (*this)(line);
      REQUIRE_MESSAGE(answer.exit == 0, answer.err);
    }
    login = "nobody";
  }
};

}  // namespace

TEST_CASE("every command of the table is offered, with its help") {
  Terminal calbook;
  for (const calbook::Verb& verb : calbook::verbs()) {
    CAPTURE(verb.name);
    CHECK(contains(offered(calbook, {""}), std::string{verb.noun()}));
    if (verb.verb().empty()) {
      CHECK(contains(answers(calbook, {""}), std::string{verb.name} + "\t" + std::string{verb.help}));
    } else {
      const std::string row = std::string{verb.verb()} + "\t" + std::string{verb.help};
      CHECK(contains(answers(calbook, {std::string{verb.noun()}, ""}), row));
    }
  }
  CHECK(offered(calbook, {"slots", ""}) == Strings{"search", "why"});
  CHECK(offered(calbook, {"up"}) == Strings{"upcoming"});
  CHECK(offered(calbook, {"help", "slots", ""}) == Strings{"search", "why"});
  CHECK(offered(calbook, {"help", "book", ""}).front() == "--help");
  CHECK(offered(calbook, {"help", "da"}) == Strings{"day", "dates"});
  CHECK(offered(calbook, {"nonsense", ""}).empty());
}

TEST_CASE("every option that a command takes is offered, until it is typed") {
  Terminal calbook;
  for (const calbook::Verb& verb : calbook::verbs()) {
    std::set<std::string> taken;
    for (const auto& list : {calbook::parameters_of(verb), calbook::global_parameters()}) {
      for (const Parameter& each : list)
        if (each.kind != Parameter::Kind::argument) taken.insert(long_name(each));
    }
    CAPTURE(verb.name);
    const Strings found = offered(calbook, with(words_of(verb.name), "--"));
    CHECK(std::set<std::string>(found.begin(), found.end()) == taken);
    CHECK(found.size() == taken.size());
  }
  CHECK(offered(calbook, {"cancel", "--reason", "x", "--re"}).empty());
  CHECK(offered(calbook, {"cancel", "--reason=x", "--re"}).empty());
  CHECK(offered(calbook, {"--owner", "x", "upcoming", "--own"}) == Strings{"--owner"});
  CHECK(offered(calbook, {"upcoming", "--", "--lim"}).empty());
}

TEST_CASE("an option with few values offers each, in both spellings") {
  Terminal calbook;
  CHECK(offered(calbook, {"--format", ""}) == Strings{"text", "json", "jsonl", "tsv"});
  CHECK(offered(calbook, {"upcoming", "--format=js"}) == Strings{"--format=json", "--format=jsonl"});
  CHECK(offered(calbook, {"history", "--status", ""}) == Strings{"booked", "cancelled", "no-show"});
  CHECK(offered(calbook, {"owner", "list", "--columns", "name,"}) ==
        Strings{"name,tz", "name,appointments", "name,title", "name,email", "name,max_per_day", "name,answer"});
  CHECK(offered(calbook, {"busy", "list", "--columns", ""}).front() == "help");
  CHECK(offered(calbook, {"busy", "list", "--columns", "owner,"}).front() == "owner,id");
  const Strings instead = offered(calbook, {"availability", "override", "fri", ""});
  REQUIRE(instead.size() > 2);
  CHECK(Strings(instead.begin(), instead.begin() + 2) == Strings{"closed", "weekly"});
  CHECK(offered(calbook, {"mark", "2S4M2C", ""}) == Strings{"came", "no-show", "none"});
  CHECK(offered(calbook, {"--json=t"}).empty());
}

// A new option or argument is either one whose values are known, or one of these.
TEST_CASE("only texts, numbers and times have no values to offer") {
  Office calbook;
  REQUIRE(calbook("owner set alice --email alice@example.org").exit == 0);
  REQUIRE(calbook("outbox set --owner-gets booked --owner alice").exit == 0);
  REQUIRE(calbook("book today 9:50 --name Max --owner alice --force").exit == 0);
  const std::set<std::string> free{
      "--name",     "--email",    "--phone",  "--note",         "--key",           "--reason",       "--find",
      "--days",     "--limit",    "--within", "--width",        "--after",         "--prune",        "--purge",
      "--duration", "--step",     "--notice", "--buffer-after", "--buffer-before", "--horizon",      "--max-per-day",
      "--now",      "--template", "CHANGE",   "WORD",           "--title",         "--max-per-week", "--notice-days",
      "NEW",        "--times",    "--me",     "--max-age",      "--answer",        "--timeout",      "--from"};
  std::set<std::string> without_values;
  for (const calbook::Verb& verb : calbook::verbs()) {
    Strings line = words_of(verb.name);
    for (const auto& list : {calbook::parameters_of(verb), calbook::global_parameters()}) {
      for (const Parameter& each : list) {
        if (each.kind == Parameter::Kind::flag) continue;
        if (each.name == "--columns" && verb.keys == nullptr) continue;
        const bool is_argument = each.kind == Parameter::Kind::argument;
        const Strings found = offered(calbook, is_argument ? with(line, "") : with(with(line, long_name(each)), ""));
        const bool only_options = !found.empty() && found.front().starts_with("--");
        const bool is_new = each.name == "NAME" && verb.name.ends_with(" add");
        if (!is_new && (found.empty() || only_options)) without_values.insert(long_name(each));
        if (is_argument && !each.repeats) line.emplace_back("x");
      }
    }
  }
  for (const std::string& each : without_values) CHECK_MESSAGE(free.contains(each), each);
  for (const std::string& each : free) CHECK_MESSAGE(without_values.contains(each), each);
}

TEST_CASE("names, references and ids are offered with what is behind them") {
  Office calbook;
  CHECK(answers(calbook, {"--owner", ""}) == Strings{"alice\tEurope/Berlin", "bea\tEurope/Berlin"});
  CHECK(offered(calbook, {"upcoming", "--owner", "bea,"}) == Strings{"bea,alice"});
  CHECK(answers(calbook, {"--owner", "alice", "book", "--service", ""}) ==
        Strings{"checkup\t20 min", "default\t60 min"});
  CHECK(offered(calbook, {"--owner", "alice", "service", "show", "c"}) == Strings{"checkup"});
  CHECK(answers(calbook, {"--owner", "alice", "cancel", ""}) ==
        Strings{"2S4M2C\tMon 2026-11-23 10:00-11:00  Bob", "948N6B\tMon 2026-11-23 11:00-12:00  Eve"});
  CHECK(offered(calbook, {"cancel", "2s"}) == Strings{"2S4M2C"});
  CHECK(offered(calbook, {"cancel", "2S4M2C", ""}).size() == 3);
  CHECK(answers(calbook, {"busy", "remove", ""}) == Strings{"1\tTue 2026-11-24 09:00-10:00  lunch"});
  CHECK(offered(calbook, {"mark", ""}).front() == "--help");
  calbook.now += std::chrono::hours{24};
  CHECK(offered(calbook, {"mark", ""}).size() == 2);
  CHECK(offered(calbook, {"--tz", "europe/berl"}) == Strings{"Europe/Berlin"});
}

TEST_CASE("today's weekday is offered only where it is understood") {
  Office calbook;  // on a Sunday in Berlin, and on a Monday in Auckland
  REQUIRE(calbook("owner add kiri --tz Pacific/Auckland").exit == 0);
  calbook.now = make::at("2026-11-22T20:00Z");
  for (const Strings& line : {Strings{"book"}, Strings{"slots", "why"}, Strings{"reschedule", "2S4M2C"},
                              Strings{"busy", "add"}, Strings{"availability", "override"}}) {
    CAPTURE(line.back());
    for (const auto& [owner, today] : {std::pair{"alice", "sun"}, std::pair{"kiri", "mon"}}) {
      Strings whole{"--owner", owner};
      whole.insert(whole.end(), line.begin(), line.end());
      const Strings found = offered(calbook, with(whole, ""));
      CHECK(contains(found, "tue"));
      CHECK_FALSE(contains(found, today));
      CHECK(contains(found, today == std::string{"sun"} ? "mon" : "sun"));
    }
  }
  CHECK(contains(offered(calbook, {"upcoming", ""}), "sun"));
  CHECK(contains(offered(calbook, {"slots", "search", "--from", ""}), "sun"));
  CHECK(contains(offered(calbook, {"--db", "/", "book", ""}), "mon"));
}

TEST_CASE("no command is offered after --, nothing from files no shell finds") {
  Office calbook;
  CHECK(offered(calbook, {"--", "up"}).empty());
  CHECK(offered(calbook, {"slots", "--", "se"}).empty());
  calbook.variables["HOME"] = calbook.folder.path().string();
  CHECK(offered(calbook, {"--db", "~/calbook.db", "--owner", "a"}) == Strings{"alice"});
  CHECK(offered(calbook, {"--db=~/calbook.db", "--owner", "a"}).empty());
  CHECK(answers(calbook, {"--db=~/c"}).empty());
}

TEST_CASE("the calendar and the owner that were typed are asked") {
  Office calbook;
  const std::string other = (calbook.folder / "other.db").string();
  REQUIRE(calbook("--db " + other + " owner add zoe").exit == 0);
  CHECK(offered(calbook, {"--db", other, "--owner", ""}) == Strings{"zoe"});
  CHECK(offered(calbook, {"--db=" + other, "owner", "set", ""}) == Strings{"zoe"});
  calbook.variables["HOME"] = calbook.folder.path().string();
  CHECK(offered(calbook, {"--db", "~/other.db", "--owner", ""}) == Strings{"zoe"});
  calbook.variables["CALBOOK_OWNER"] = "bea";
  CHECK(offered(calbook, {"cancel", ""}).size() == 1);
  CHECK(offered(calbook, {"--owner", "alice", "cancel", ""}).size() == 2);
}

TEST_CASE("a missing or damaged calendar offers nothing, and none is made") {
  Terminal calbook;
  const std::string absent = (calbook.folder / "absent.db").string();
  CHECK(offered(calbook, {"--db", absent, "--owner", ""}).empty());
  CHECK(offered(calbook, {"--db", absent, "cancel", "A"}).empty());
  CHECK_FALSE(std::filesystem::exists(absent));
  CHECK(offered(calbook, {"--db", "/", "cancel", "A"}).empty());
  CHECK(offered(calbook, {"--owner", "No Name", "cancel", "A"}).empty());
  CHECK(offered(calbook, {"--db", calbook.folder.path().string(), "--owner", ""}).empty());
}

TEST_CASE("where a file is wanted, a slash alone says so") {
  Terminal calbook;
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    const bool line = shell == "bash";
    CHECK(answers(calbook, line ? Strings{"calbook restore b", "b"} : Strings{"restore", "b"}, shell) == Strings{"/"});
    CHECK(answers(calbook, line ? Strings{"calbook --db=b", "b"} : Strings{"--db=b"}, shell) == Strings{"/"});
  }
}

TEST_CASE("bash gets what it replaces of a word, and no meanings") {
  Office calbook;
  const auto bash = [&](const std::string& line, const std::string& typed) {
    return answers(calbook, {line, typed}, "bash");
  };
  CHECK(bash("calbook --owner al", "al") == Strings{"alice"});
  CHECK(bash("calbook --owner=al", "al") == Strings{"alice"});
  CHECK(bash("calbook --owner=", "") == Strings{"alice", "bea"});
  CHECK(bash("calbook --owner=al", "--owner=al") == Strings{"--owner=alice"});
  CHECK(bash("cb --db 'no file.db' --owner ", "").empty());
  CHECK(bash("calbook", "calbook").empty());
}

TEST_CASE("meanings cannot divide a line or reach the terminal") {
  Office calbook;
  REQUIRE(calbook.run({"busy", "add", "wed 9:00", "1h", "--note", "one\ntwo", "--owner", "alice"}).exit == 0);
  CHECK(answers(calbook, {"--owner", "alice", "busy", "remove", ""}).back() ==
        "2\tWed 2026-11-25 09:00-10:00  one two");
  REQUIRE(calbook.run({"book", "mon", "14:00", "--name", "a:b\\c $(x)", "--owner", "alice"}).exit == 0);
  const std::string shown = "Mon 2026-11-23 14:00-15:00  a:b\\c $(x)";
  CHECK(answers(calbook, {"--owner", "alice", "cancel", ""}).back().ends_with("\t" + shown));
  CHECK(answers(calbook, {"--owner", "alice", "cancel", ""}, "zsh")
            .back()
            .ends_with(":Mon 2026-11-23 14:00-15:00  a:b\\\\c $(x)"));
}

TEST_CASE("a line's words are without quotes, and nothing in them is run") {
  CHECK(words_of_line("calbook up") == Strings{"calbook", "up"});
  CHECK(words_of_line("calbook  up ") == Strings{"calbook", "up", ""});
  CHECK(words_of_line("a 'b c' \"d \\\" e\" f\\ g") == Strings{"a", "b c", "d \" e", "f g"});
  CHECK(words_of_line("a 'b\\' c") == Strings{"a", "b\\", "c"});
  CHECK(words_of_line("a '' ") == Strings{"a", "", ""});
  CHECK(words_of_line("a $(b) `c` $d \"e f") == Strings{"a", "$(b)", "`c`", "$d", "e f"});
  CHECK(words_of_line("") == Strings{""});
}

TEST_CASE("a redirection and its file are no words of a line") {
  CHECK(words_of_line("a b >file c") == Strings{"a", "b", "c"});
  CHECK(words_of_line("a 2>> 'the file' c") == Strings{"a", "c"});
  CHECK(words_of_line("a b<file&>x c 2>&1 d") == Strings{"a", "b", "c", "d"});
  CHECK(words_of_line("a > fi") == Strings{"a", ""});
  CHECK(words_of_line("a '>' b\\>c 12>x 1 ") == Strings{"a", ">", "b>c", "1", ""});
}

TEST_CASE("the script is installed where the shell looks") {
  Terminal calbook;
  const std::string home = calbook.folder.path().string();
  calbook.variables["HOME"] = home;
  const auto installed = [&](const std::string& shell) {
    const auto report = calbook("completion " + shell + " --install --json").json();
    const std::string file = report["file"];
    std::ifstream stream{file};
    CHECK(std::string{std::istreambuf_iterator<char>{stream}, {}} == calbook("completion " + shell).out);
    return file;
  };
  CHECK(installed("bash") == home + "/.local/share/bash-completion/completions/calbook");
  CHECK(installed("zsh") == home + "/.zfunc/_calbook");
  CHECK(installed("fish") == home + "/.config/fish/completions/calbook.fish");
  for (const char* name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "ZDOTDIR"}) calbook.variables[name] = home + "/" + name;
  CHECK(installed("bash") == home + "/XDG_DATA_HOME/bash-completion/completions/calbook");
  CHECK(installed("zsh") == home + "/ZDOTDIR/.zfunc/_calbook");
  CHECK(installed("fish") == home + "/XDG_CONFIG_HOME/fish/completions/calbook.fish");
  CHECK(installed("fish") == home + "/XDG_CONFIG_HOME/fish/completions/calbook.fish");
  calbook.variables["XDG_DATA_HOME"] = "/dev/null";
  CHECK(calbook("completion bash --install").exit == 5);
  CHECK(calbook("completion tcsh").err.starts_with("calbook: the shell 'tcsh' is not one of bash, zsh, fish\n"));
  CHECK(calbook("completion bash --install -- x").exit == 2);
}

TEST_CASE("a script is installed through links, never below a relative home folder") {
  Terminal calbook;
  const auto home = calbook.folder.path();
  const auto name = home / ".zfunc" / "_calbook";
  calbook.variables["HOME"] = home.string();
  write_bytes(calbook.folder / "kept", "old");
  std::filesystem::create_directory(home / ".zfunc");
  std::filesystem::create_symlink("../kept", name);
  REQUIRE(calbook("completion zsh --install").exit == 0);
  CHECK(std::filesystem::is_symlink(name));
  CHECK(std::filesystem::file_size(home / "kept") > 100);
  std::filesystem::remove(home / "kept");
  CHECK(calbook("completion zsh --install").err.find("it is a link to what is not there\n") != std::string::npos);
  CHECK(std::filesystem::is_symlink(name));
  calbook.variables["HOME"] = "home";
  CHECK(calbook("completion fish --install").err.starts_with("calbook: 'home/.config' is relative: HOME has to begin"));
}

TEST_CASE("words of a line are taken only behind two dashes") {
  Terminal calbook;
  CHECK(calbook("completion bash zsh").err ==
        "calbook: 'calbook completion' takes no 'zsh'\nhint: calbook completion --help\n");
  CHECK(calbook("completion bash zsh -- calbook").exit == 2);
}
