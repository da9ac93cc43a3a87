#include "cli/help.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "calendar/text.hpp"
#include "cli/exit_codes.hpp"
#include "cli/topics.hpp"
#include "support/terminal.hpp"

namespace {

std::vector<std::string> names_with_help() {
  std::vector<std::string> names{""};
  for (const calbook::Verb& verb : calbook::verbs()) {
    names.emplace_back(verb.name);
    if (!verb.verb().empty()) names.emplace_back(verb.noun());
  }
  names.insert(names.end(), calbook::topics.begin(), calbook::topics.end());
  return names;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream rest{text};
  for (std::string line; std::getline(rest, line);) lines.push_back(line);
  return lines;
}

// The words after "Examples:", which are no text to be wrapped.
bool is_example(const std::string& line) {
  return line.starts_with("  calbook ") || line.starts_with("  echo ");
}

// The keys that `calbook help json` lists for a noun, in their order.
std::vector<std::string> documented_keys(const std::string& noun) {
  std::istringstream help{calbook::help_of("json", 1000)};
  for (std::string line; std::getline(help, line);) {
    if (!line.starts_with("  " + noun + "  ")) continue;
    std::istringstream words{line.substr(noun.size() + 2)};
    std::vector<std::string> keys;
    for (std::string key; words >> key;) keys.push_back(key);
    return keys;
  }
  return {};
}

// Those of the first object that a command prints.
std::vector<std::string> printed_keys(Terminal& calbook, const std::string& line) {
  const Answer answer = calbook(line + " --format jsonl");
  REQUIRE_MESSAGE(answer.exit == 0, answer.err);
  const auto object = nlohmann::ordered_json::parse(answer.out.substr(0, answer.out.find('\n')));
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

}  // namespace

TEST_CASE("every help fits the width, except its examples") {
  for (const std::size_t width : {40U, 60U, 80U, 200U}) {
    for (const std::string& name : names_with_help()) {
      for (const std::string& line : lines_of(calbook::help_of(name, width))) {
        CAPTURE(name);
        CAPTURE(line);
        CHECK((is_example(line) ? line.size() <= 80 : line.size() <= width));
        CHECK(!line.ends_with(' '));
      }
    }
  }
}

TEST_CASE("help has the same words at every width") {
  const auto words = [](const std::string& text) {
    std::istringstream rest{text};
    std::vector<std::string> found;
    for (std::string word; rest >> word;) found.push_back(word);
    return found;
  };
  for (const std::string& name : names_with_help()) {
    CAPTURE(name);
    CHECK(words(calbook::help_of(name, 40)) == words(calbook::help_of(name, 200)));
  }
}

TEST_CASE("help is as wide as the terminal, and 80 elsewhere") {
  Terminal calbook;
  CHECK(calbook("help dates").out == calbook::help_of("dates", 80));
  calbook.is_terminal = true;
  calbook.width = 50;
  CHECK(calbook("help dates").out == calbook::help_of("dates", 50));
  CHECK(calbook("slots search --help").out == calbook::help_of("slots search", 50));
  calbook.width = 0;
  CHECK(calbook("book --help").out == calbook::help_of("book", 80));
}

TEST_CASE("help opens no file and takes commands, nouns and topics") {
  Terminal calbook;
  calbook.variables["CALBOOK_DB"] = "/nowhere/at/all.db";
  for (const std::string& name : names_with_help()) {
    const Answer answer = calbook("help " + name);
    CHECK(answer.exit == 0);
    CHECK(answer.out == calbook::help_of(name, 80));
    CHECK(calbook("help " + name + " --json").json()["help"] == answer.out);
  }
}

TEST_CASE("a topic without help is told which there are") {
  Terminal calbook;
  CHECK(calbook("help weather").err ==
        "calbook: there is no help on 'weather'\n"
        "hint: calbook --help\n");
  CHECK(calbook("help date").err.ends_with("hint: calbook help dates\n"));
  CHECK(calbook("help date").exit == 2);
}

TEST_CASE("help exit-codes has each code under its exit code") {
  std::size_t codes = 0;
  int exit = -1;
  for (const std::string& line : lines_of(calbook::help_of("exit-codes", 80))) {
    if (line.size() > 1 && line[0] >= '0' && line[0] <= '9') exit = line[0] - '0';
    if (!line.starts_with("     ")) continue;
    std::istringstream words{line};
    for (std::string word; words >> word; ++codes) {
      if (word.ends_with(',')) word.pop_back();
      CAPTURE(word);
      const auto* const begin = calbook::exit_codes().data();
      const auto& row = *(begin + exit);
      CHECK(row.number == exit);
      CHECK(std::ranges::find(row.errors, word, &calendar::Code::name) != row.errors.end());
    }
  }
  std::size_t expected = 0;
  for (const calbook::ExitCode& row : calbook::exit_codes()) expected += row.errors.size();
  CHECK(codes == expected);
}

TEST_CASE("help json lists the keys that are printed, in their order") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book mon 10:00 --name Bob").exit == 0);
  REQUIRE(calbook("busy add tue 9:00 1h").exit == 0);
  struct Case {
    std::string noun, line;
  };
  for (const Case& one : std::vector<Case>{{"slot", "slots search"},
                                           {"appointment", "upcoming"},
                                           {"change", "changes"},
                                           {"day", "day"},
                                           {"availability", "availability show"},
                                           {"owner", "owner list"},
                                           {"service", "service list"},
                                           {"busy time", "busy list"},
                                           {"slots why", "slots why mon 10:00"}}) {
    CAPTURE(one.noun);
    CHECK(documented_keys(one.noun) == printed_keys(calbook, one.line));
  }
}
