#include "cli/wishes.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "cli/completion.hpp"
#include "cli/help.hpp"
#include "support/terminal.hpp"
#include "text/scanner.hpp"

using calbook::command_wishes;
using calbook::option_wishes;
using calbook::Parameter;
using calbook::Parameters;
using calbook::words_of_line;

namespace {

std::string hint_of(const Answer& refused) {
  REQUIRE(refused.exit == 2);
  const std::size_t start = refused.err.find("\nhint: ");
  REQUIRE(start != std::string::npos);
  return refused.err.substr(start + 7, refused.err.size() - start - 8);
}

// Whether the command takes an option or an argument of that name.
bool takes(std::string_view command, std::string_view name) {
  const calbook::Verb* verb = calbook::verb_named(command);
  Parameters parameters = calbook::global_parameters();
  if (verb != nullptr) std::ranges::copy(calbook::parameters_of(*verb), std::back_inserter(parameters));
  return std::ranges::any_of(parameters, [&](const Parameter& each) {
    const auto names = calbook::split(each.name, ',');
    return std::ranges::find(names, name) != names.end();
  });
}

// The longest command with which a line begins; empty if there is none.
std::string command_in(const std::string& line) {
  std::string longest;
  for (const calbook::Verb& verb : calbook::verbs()) {
    const std::string name{verb.name};
    if ((line + " ").starts_with(name + " ") && name.size() > longest.size()) longest = name;
  }
  return longest;
}

}  // namespace

TEST_CASE("a word that people try gets the command that does it") {
  Terminal calbook;
  calbook.open_office();
  struct Case {
    std::string typed, hint;
  };
  for (const Case& one : std::vector<Case>{
           {"list", "calbook upcoming"},
           {"ls --format tsv", "calbook upcoming --format tsv"},
           {"List", "calbook upcoming"},
           {"today", "calbook upcoming today"},
           {"agenda fri", "calbook upcoming fri"},
           {"move 2S4M2C fri 10:00", "calbook reschedule 2S4M2C fri 10:00"},
           {"move 2S4M2C fri 10:00 --force", "calbook reschedule 2S4M2C fri 10:00 --force"},
           {"postpone --tz America/New_York bob fri 10:00", "calbook reschedule bob fri 10:00 --tz America/New_York"},
           {"move", "calbook reschedule --help"},
           {"delete bob", "calbook cancel bob"},
           {"find bob stone", "calbook upcoming --find 'bob stone'"},
           {"find bob --all", "calbook upcoming --find bob --all"},
           {"add tomorrow 10:00 --name Bob", "calbook book tomorrow 10:00 --name Bob"},
           {"off 2026-12-24..2026-12-26", "calbook availability override 2026-12-24..2026-12-26 closed"},
           {"hours", "calbook availability show"},
           {"hours mon-fri 9-17", "calbook availability set mon-fri 9-17"},
           {"free tomorrow", "calbook slots search tomorrow"},
           {"list owners", "calbook owner list"},
           {"owner delete bea", "calbook owner remove bea"},
           {"delete busy 1", "calbook busy remove 1"},
           {"slots list mon", "calbook slots search mon"},
           {"add tomorrow 10:00 Bob Stone", "calbook book tomorrow 10:00 --name 'Bob Stone'"},
           {"add Bob tue at 2pm --phone 0170", "calbook book tue at 2pm --name Bob --phone 0170"},
           {"add first Bob", "calbook book first --name Bob"},
           {"add tomorrow 10:00", "calbook book tomorrow 10:00 --name 'Bob Stone'"},
           {"add Bob", "calbook book --help"},
           {"add tomorrow 10:00 Bob --name Eve", "calbook book --help"},
           {"move bob stone fri 10:00", "calbook reschedule 'bob stone' fri 10:00"},
           {"postpone bob 1h", "calbook reschedule --help"},
           {"rm 2S4M2C 948N6B", "calbook cancel 2S4M2C 948N6B"},
           {"rm bob stone", "calbook cancel 'bob stone'"},
           {"ls --all mon..fri", "calbook upcoming mon..fri --all"},
           {"ls --nonsense", "calbook upcoming"},
           {"today --all", "calbook upcoming today --all"},
           {"who 10:00", "calbook upcoming"},
           {"log 5", "calbook changes --help"},
           {"log -1d", "calbook changes -1d"},
           {"revert bob", "calbook undo --help"},
           {"redo 3", "calbook undo --help"},
           {"update bob", "calbook edit --help"},
           {"update bob --phone 0170", "calbook edit bob --phone 0170"},
           {"owner edit bea", "calbook owner set --help"},
           {"man rm", "calbook help cancel"},
           {"exit", "calbook --help"},
           {"import", "calbook help batch"},
           {"version", "calbook --version"},
           {"find -- -x", "calbook upcoming --help"}}) {
    CAPTURE(one.typed);
    CHECK(hint_of(calbook(one.typed)) == one.hint);
  }
  CHECK(hint_of(calbook.run({"find", "$(touch x)", "it's"})) == R"(calbook upcoming --find '$(touch x) it'\''s')");
  CHECK(hint_of(calbook.run({"rm", ""})) == "calbook cancel --help");
}

TEST_CASE("a hint for a wish keeps the file and owner typed") {
  Terminal calbook;
  calbook.open_office();
  CHECK(hint_of(calbook("--db x.db move bob fri 9 --owner bea")) ==
        "calbook --db 'x.db' --owner 'bea' reschedule bob fri 9");
  CHECK(hint_of(calbook("--db x.db move")) == "calbook reschedule --help");
}

TEST_CASE("every word that people try leads to a command that runs") {
  for (const calbook::CommandWish& wish : command_wishes()) {
    const std::string words{wish.words};
    CAPTURE(words);
    Terminal calbook;
    calbook.open_office();
    REQUIRE(calbook("availability set daily 0-24").exit == 0);
    CHECK(calbook(words).exit == 2);
    std::string hint = hint_of(calbook(words));
    REQUIRE(hint.starts_with("calbook "));
    const Answer followed = calbook(hint.substr(8));
    CHECK_MESSAGE(followed.exit == 0, followed.err);
  }
}

TEST_CASE("the hint of each word that people try is understood when pasted") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook.run({"book", "today 9:50", "--name", "Bob Stone", "--force"}).exit == 0);
  const auto kept = calbook.folder / "kept.db";
  REQUIRE(calbook("backup " + kept.string()).exit == 0);
  write_bytes(calbook.folder / "file", R"({"at":"2026-11-24T10:00","name":"Max"})");
  const std::string file = (calbook.folder / "file").string();
  for (const calbook::CommandWish& wish : command_wishes()) {
    const bool is_file = std::string_view{wish.command}.find("{file}") != std::string_view::npos;
    for (const std::string& rest : std::vector<std::string>{"",
                                                            "''",
                                                            "5",
                                                            "bob",
                                                            "bob stone",
                                                            "2S4M2C",
                                                            "mon",
                                                            "tue..fri",
                                                            "10:00",
                                                            "1h",
                                                            "add x",
                                                            "mon-fri",
                                                            "mon-fri 9-17",
                                                            "mon 9-17 tue",
                                                            "tue 10:00",
                                                            "tue 10:00 Bob",
                                                            "tue 14:00 2h",
                                                            "bob fri 10:00",
                                                            "bob 1h",
                                                            "2026-12",
                                                            "bob absent",
                                                            "--all",
                                                            "bob --reason ill",
                                                            "tue --limit 3",
                                                            "--name Eve",
                                                            "--nonsense",
                                                            "-q",
                                                            "bob --reason",
                                                            "a-b --tz UTC",
                                                            "$(x)"}) {
      const std::string line = std::string{wish.words} + " " + (is_file && !rest.empty() ? file : rest);
      CAPTURE(line);
      const Answer refused = calbook.run(words_of_line(line));
      if (std::string_view{wish.words}.find(' ') == std::string_view::npos) REQUIRE(refused.exit == 2);
      const std::string hint = hint_of(refused);
      CAPTURE(hint);
      REQUIRE(hint.starts_with("calbook "));
      const Answer followed = calbook.run(words_of_line(hint.substr(8)));
      std::filesystem::copy_file(kept, calbook.folder / "calbook.db",
                                 std::filesystem::copy_options::overwrite_existing);
      CHECK_MESSAGE(followed.exit != 2, followed.err);
    }
  }
}

TEST_CASE("the commands behind wishes exist and take the options") {
  CHECK(command_wishes().size() >= 40);
  for (const calbook::CommandWish& wish : command_wishes()) {
    for (const std::string line : {wish.command, wish.alone}) {
      CAPTURE(line);
      std::istringstream rest{line};
      const bool of_everything = line.empty() || line.starts_with("--");
      CHECK((of_everything || !command_in(line).empty()));
      for (std::string word; rest >> word;) {
        if (word.starts_with("--")) CHECK(takes(command_in(line), word));
      }
    }
  }
}

TEST_CASE("no wish is a command, and each is in the table once") {
  std::vector<std::string> seen;
  for (const calbook::CommandWish& wish : command_wishes()) {
    const std::string words{wish.words};
    CAPTURE(words);
    CHECK(command_in(words).empty());
    CHECK(std::ranges::find(seen, words) == seen.end());
    seen.emplace_back(words);
  }
}

TEST_CASE("an option that people try gets the one that the command takes") {
  Terminal calbook;
  calbook.open_office();
  struct Case {
    std::string typed, hint;
  };
  for (const Case& one : std::vector<Case>{
           {"book fri 10:00 --client Bob", "did you mean --name?"},
           {"upcoming --client=Bob", "did you mean --find?"},
           {"upcoming --name Bob", "did you mean --find?"},
           {"cancel --name Bob", "REF needs no option: calbook cancel K7QD3F"},
           {"book --date fri --time 10:00",
            "DATETIME needs no option: calbook book tomorrow 10:00 --name 'Bob Stone' --email bob@example.org"},
           {"upcoming --date tomorrow", "DATES needs no option: calbook upcoming tomorrow"},
           {"edit 2S4M2C --length 90m", "did you mean --duration?"},
           {"edit 2S4M2C --time 11:00", "calbook edit --help"},
           {"slots search --until fri", "did you mean --to?"},
           {"busy list --date fri", "did you mean --from?"},
           {"cancel --ref 2S4M2C", "REF needs no option: calbook cancel K7QD3F"},
           {"upcoming --timezone UTC", "did you mean --tz?"},
           {"backup x --length 3", "calbook backup --help"}}) {
    CAPTURE(one.typed);
    CHECK(hint_of(calbook(one.typed)) == one.hint);
  }
}

TEST_CASE("every option that people try means one that a command takes") {
  std::vector<std::string> seen;
  for (const calbook::OptionWish& wish : option_wishes()) {
    const std::string option{wish.option};
    CAPTURE(option);
    CHECK(std::ranges::find(seen, option) == seen.end());
    seen.emplace_back(option);
    CHECK_FALSE(takes("", option));
    std::istringstream each{wish.meant};
    for (std::string name; each >> name;) {
      CAPTURE(name);
      CHECK(std::ranges::any_of(calbook::verbs(), [&](const calbook::Verb& verb) {
        return takes(verb.name, name) && !takes(verb.name, option);
      }));
    }
  }
}

TEST_CASE("values in another case, unknown marks and values of -q get hints") {
  Terminal calbook;
  calbook.open_office();
  CHECK(hint_of(calbook("upcoming --format=JSON")) == "did you mean --format json?");
  CHECK(hint_of(calbook("history --status Cancelled")) == "did you mean --status cancelled?");
  CHECK(hint_of(calbook("mark bob absent")) == "calbook mark --help");
  CHECK(hint_of(calbook("mark bob noshow")) == "did you mean no-show?");
  CHECK(calbook("upcoming -q=false").err == "calbook: -q takes no value such as 'false'\nhint: -q\n");
}

TEST_CASE("help on a word that people try hints at its command's help") {
  Terminal calbook;
  CHECK(hint_of(calbook("help rm")) == "calbook help cancel");
  CHECK(hint_of(calbook("help list owners")) == "calbook help owner list");
  CHECK(hint_of(calbook("help export")) == "calbook help history");
  CHECK(hint_of(calbook("help Upcomming")) == "calbook help upcoming");
  CHECK(hint_of(calbook("help quit")) == "calbook --help");
}
