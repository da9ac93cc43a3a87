#include "commands/table.hpp"
#include "support/terminal.hpp"

TEST_CASE("everything behind -- is an argument") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("book --name Bob -- mon 10:00").exit == 0);
  CHECK(calbook("book mon --name Eve -- 11:00").exit == 0);
  CHECK(calbook("show -- 2S4M2C").exit == 0);
  CHECK(calbook("upcoming -- --json --limit 1").err.starts_with("calbook: '--json --limit 1' is not a date\n"));
  CHECK(calbook("-- upcoming").err == "calbook: 'calbook' takes no 'upcoming'\nhint: calbook --help\n");
  CHECK(calbook("upcoming --").exit == 0);
}

TEST_CASE("an option with an empty value never takes the next word") {
  Terminal calbook;
  CHECK(calbook("--db= upcoming").err == "calbook: --db is empty\nhint: --db FILE, or leave it out\n");
}

TEST_CASE("an empty word, or one of blanks, is misuse wherever it stands") {
  Terminal calbook;
  calbook.open_office();
  for (const std::vector<std::string>& line :
       std::vector<std::vector<std::string>>{{"book", "", "--name", "Bob"},
                                             {"book", "mon", " ", "--name", "Bob"},
                                             {"show", ""},
                                             {"slots", "search", "\t"},
                                             {"availability", "set", "mon", ""},
                                             {"availability", "override", "", "closed"},
                                             {"availability", "clear", ""},
                                             {"busy", "add", "mon", "10:00", ""},
                                             {"service", "show", ""},
                                             {"upcoming", "--", ""}}) {
    CAPTURE(line.front());
    const Answer refused = calbook.run(line);
    CHECK(refused.exit == 2);
    CHECK(refused.err.starts_with("calbook: an empty word was given as "));
    CHECK(refused.err.find("\nhint: calbook " + line.front()) != std::string::npos);
    CHECK(refused.err.ends_with(" --help\n"));
  }
}

TEST_CASE("command line errors are sentences that name the wrong word") {
  Terminal calbook;
  calbook.open_office();
  struct Case {
    std::string line, message, hint;
  };
  for (const Case& one : std::vector<Case>{
           {"upcoming --days 7d", "--days '7d' is not a number from 1 to 3660", "--days 1"},
           {"upcoming --days 4000", "--days '4000' is not a number from 1 to 3660", "--days 1"},
           {"upcoming --tz UTC --tz GMT", "--tz is given twice: 'UTC' and 'GMT'", "leave one of them out"},
           {"upcoming --tz", "--tz needs a value", "--tz ZONE"},
           {"book fri --name", "--name needs a value", "--name NAME"},
           {"upcoming --json=yes", "--json takes no value such as 'yes'", "--json"},
           {"upcoming --format jso", "--format 'jso' is not one of text, json, jsonl, tsv",
            "did you mean --format json?"},
           {"upcoming --color red", "--color 'red' is not one of auto, always, never", "--color auto"},
           {"show", "'calbook show' needs REF", "calbook show --help"},
           {"reschedule 2S4M2C", "'calbook reschedule' needs DATETIME", "calbook reschedule --help"},
           {"availability override mon", "'calbook availability override' needs RANGES",
            "calbook availability override --help"},
           {"availability set", "'calbook availability set' needs DAYS RANGES", "calbook availability set --help"},
           {"edit 2S4M2C 948N6B", "'calbook edit' takes no '948N6B'", "calbook edit --help"},
           {"slots search mon --to fri", "use either DATES or --to, not both",
            "calbook slots search --from today --to +6d"},
           {"history mon --days 3", "use either DATES or --days, not both", "calbook history --from today --to +6d"},
           {"upcoming mon --within 2h", "use either DATES or --within, not both",
            "calbook upcoming --from today --to +6d"},
           {"upcoming --to fri --until fri", "use either --to or --until, not both", "leave one of them out"},
           {"upcoming --days 3 --within 2h", "use either --days or --within, not both", "leave one of them out"},
           {"upcoming --from +3d --within 2h", "--within '2h' is before --from '+3d'", "--from today --to +6d"},
           {"slots search --days 3 --to fri", "use either --to or --days, not both", "leave one of them out"},
           {"upcoming --all --owner alice", "use either --all or --owner, not both", "leave one of them out"},
           {"book --batch - --name Bob", "--batch takes no other booking options: put them in the file",
            "calbook book --batch FILE"},
           {"list owner", "'list' goes after 'owner'", "calbook owner list"},
           {"search slots mon", "'search' goes after 'slots'", "calbook slots search"}}) {
    CAPTURE(one.line);
    const Answer refused = calbook(one.line + " ");
    CHECK(refused.exit == 2);
    CHECK(refused.out.empty());
    CHECK(refused.err.starts_with("calbook: " + one.message + "\nhint: "));
    CHECK(refused.err.ends_with(one.hint + "\n"));
  }
}

TEST_CASE("the last --owner counts, so that an alias can hold one") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("--owner nobody upcoming --owner alice").exit == 0);
  CHECK(calbook("--owner alice upcoming --owner nobody").err.starts_with("calbook: no owner is named 'nobody'\n"));
  CHECK(calbook("--owner= upcoming --owner alice").err.starts_with("calbook: --owner is empty\n"));
}

TEST_CASE("a text of several words without quotes is told to be quoted") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("book fri 10:00 --name Eve Jones").err ==
        "calbook: 'Jones' is left over: a text of several words needs quotes\nhint: --name 'Eve Jones'\n");
  CHECK(calbook("busy add fri 10:00 2h --note the Team meeting -q").err.ends_with("hint: --note 'the Team meeting'\n"));
  REQUIRE(calbook("book fri 10:00 --name Eve").exit == 0);
  CHECK(calbook("edit 2S4M2C --note has a cold").err.ends_with("hint: --note 'has a cold'\n"));
  CHECK(calbook("book --name Bob fri 11:00").exit == 0);
  CHECK(calbook("book fri --name Bob 13:00").exit == 0);
  CHECK(calbook("book fri --name Bob 25:00 --json").error()["error"] == "invalid_time");
}

TEST_CASE("no suggestion changes clock or zone, or is the opposite") {
  Terminal calbook;
  const auto hint = [&](const std::string& line) {
    const std::string error = calbook(line).err;
    return error.substr(error.find("hint: "));
  };
  CHECK(hint("owner list --to") == "hint: calbook owner list --help\n");
  CHECK(hint("cancel 2S4M2C --note x") == "hint: calbook cancel --help\n");
  CHECK(hint("upcoming --no-json") == "hint: calbook upcoming --help\n");
  CHECK(hint("uncancel 2S4M2C") == "hint: calbook --help\n");
  CHECK(hint("cancle 2S4M2C") == "hint: did you mean calbook cancel?\n");
  CHECK(hint("service unset x") == "hint: calbook service --help\n");
}

TEST_CASE("the table's names are unique and grouped by noun") {
  std::vector<std::string_view> nouns;
  std::vector<std::string_view> names;
  for (const calbook::Verb& verb : calbook::verbs()) {
    CAPTURE(verb.name);
    CHECK(std::ranges::find(names, verb.name) == names.end());
    names.push_back(verb.name);
    const bool begins = nouns.empty() || nouns.back() != verb.noun();
    CHECK((!begins || std::ranges::find(nouns, verb.noun()) == nouns.end()));
    if (begins) nouns.push_back(verb.noun());
    CHECK(verb.verb().empty() == calbook::noun_help(verb.noun()).empty());
  }
}

TEST_CASE("help and version are answers of their own in every format") {
  Terminal calbook;
  const std::string help = calbook("slots search --help").out;
  CHECK(calbook("slots search --help --json").json()["help"] == help);
  CHECK(calbook("slots serch --help").out == calbook("slots --help").out);
  CHECK(calbook("upcoming --days x --help").out == calbook("upcoming --help").out);
  CHECK(calbook("--version").out ==
        "calbook " + calbook("--version --json").json()["version"].get<std::string>() + "\n");
}

TEST_CASE("options work in short and long form, with or without '='") {
  Terminal calbook;
  calbook.open_office();
  REQUIRE(calbook("book mon 10:00 --name=Bob --note=a=b").exit == 0);
  CHECK(calbook("upcoming -q --limit=1").out == "2S4M2C\n");
  CHECK(calbook("upcoming --quiet --limit 1").out == "2S4M2C\n");
  CHECK(calbook("-h").out == calbook("--help").out);
  CHECK(calbook("upcoming -qh").out == calbook("upcoming --help").out);
  CHECK(calbook("show 2S4M2C --json").json()["note"] == "a=b");
}

TEST_CASE("a word in brackets is one word") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("availability set [mon,9-17]").err.starts_with("calbook: '[mon,9-17]' has no RANGES after it\n"));
  REQUIRE(calbook("book mon 10:00 --name [x,y]").exit == 0);
  CHECK(calbook("upcoming --json").json()[0]["name"] == "[x,y]");
}
