#include "cli/wishes.hpp"

#include <algorithm>
#include <sstream>

#include "cli/help.hpp"
#include "support/terminal.hpp"
#include "text/scanner.hpp"

using calbook::command_wishes;
using calbook::option_wishes;
using calbook::Parameter;
using calbook::Parameters;

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
           {"import", "calbook help batch"},
           {"version", "calbook --version"},
           {"find -- -x", "calbook upcoming --help"}}) {
    CAPTURE(one.typed);
    CHECK(hint_of(calbook(one.typed)) == one.hint);
  }
  CHECK(hint_of(calbook.run({"find", "$(touch x)", "it's"})) == R"(calbook upcoming --find '$(touch x) it'\''s')");
  CHECK(hint_of(calbook.run({"rm", ""})) == "calbook cancel ''");
}

TEST_CASE("a hint for a wish keeps the file and the owner that were typed") {
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
