// What is printed is read, and what a hint says to run runs.

#include <doctest/doctest.h>

#include <cctype>
#include <sstream>

#include "support/terminal.hpp"

namespace {

// "calbook show 'a b'" as a shell splits it, without the program.
std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words(1);
  bool quoted = false;
  for (const char c : command) {
    if (c == '\'') quoted = !quoted;
    if (c == ' ' && !quoted) words.emplace_back();
    if (c != '\'' && (c != ' ' || quoted)) words.back() += c;
  }
  words.erase(words.begin());
  return words;
}

TEST_CASE("a hint that is a command runs as it stands") {
  for (const char* refused :
       {"slots why", "book", "book mon 9:00", "availability set mon", "owner set alice", "show",
        "upcoming mon --days 2", "busy remove 7", "backup", "cancel 234567", "show nobody", "mark nobody came"}) {
    CAPTURE(refused);
    Terminal calbook;
    calbook.open_office();
    const std::string err = calbook(refused).err;
    const std::size_t at = err.find("hint: calbook ");
    REQUIRE_MESSAGE(at != std::string::npos, err);
    const std::string hint = err.substr(at + 6, err.find('\n', at) - at - 6);
    const Answer followed = calbook.run(words_of(hint));
    CHECK_MESSAGE(followed.exit == 0, hint, ": ", followed.err);
  }
}

TEST_CASE("today's weekday is refused where stored, and the dates suggested are accepted") {
  Terminal calbook;  // on a Sunday
  REQUIRE(calbook("availability set daily 9-17").exit == 0);
  const std::string ref = calbook("book tomorrow 9:00 --name Eve -q").out.substr(0, 6);
  const Answer refused = calbook("book sun 12:00 --name Bob");
  CHECK(refused.err ==
        "calbook: 'sun' is today: this one, or the one in a week?\n"
        "hint: write 2026-11-22 or 2026-11-29\n");
  for (const std::string& line :
       std::vector<std::string>{"book @ 12:00 --name Bob", "reschedule " + ref + " @ 14:00", "busy add @ 15:00 1h",
                                "busy add 2026-11-20 9:00..@ 10:00", "availability override @ closed",
                                "availability override @..wed 9-12"}) {
    CAPTURE(line);
    const auto with = [&](const char* date) { return calbook(std::string{line}.replace(line.find('@'), 1, date)); };
    CHECK(with("sun").err == refused.err);
    CHECK(with("2026-11-29").exit == 0);
    CHECK(with("2026-11-22").exit == 0);
  }
}

TEST_CASE("the first hint of an empty file opens it for bookings") {
  Terminal calbook;
  const Answer refused = calbook("book mon 9:00 --name Bob");
  CHECK(refused.err.ends_with("hint: calbook availability set mon-fri 09:00-17:00\n"));
  CHECK(calbook("availability set mon-fri 09:00-17:00").exit == 0);
  CHECK(calbook("book mon 9:00 --name Bob").exit == 0);
}

TEST_CASE("appointments that are printed as jsonl are a batch of the same") {
  Terminal calbook;
  calbook.open_office();
  CHECK(calbook("book mon 9:00 --name Bob --email bob@example.org --note hello --key one").exit == 0);
  CHECK(calbook("book fri 16:00 --name Eve").exit == 0);
  const std::string printed = calbook("upcoming --format jsonl").out;
  const std::filesystem::path lines = calbook.folder / "lines";
  write_bytes(lines, printed);

  Terminal another;
  another.open_office();
  CHECK(another.run({"book", "--batch", lines.string()}).exit == 0);
  CHECK(another("upcoming --format tsv").out.substr(7) == calbook("upcoming --format tsv").out.substr(7));
}

// The starts in the lines of `slots search`: "Fri 1970-06-05  09:00 10:00" is two.
std::vector<std::string> starts_in_lines(const std::string& lines) {
  std::vector<std::string> starts;
  std::istringstream stream{lines};
  for (std::string line; std::getline(stream, line);) {
    std::istringstream words{line};
    std::string date, word;
    words >> date >> date;
    while (words >> word && std::isdigit(static_cast<unsigned char>(word.front())) != 0)
      starts.push_back(date + " " + word);
  }
  return starts;
}

TEST_CASE("a slot that is printed can be booked as it is printed") {
  struct Place {
    const char *now, *zone;
  };
  // Until 1972-01-07T00:00 in Monrovia: -00:44:30; then 00:44:30, +00.
  for (const Place& place : {Place{"1970-06-01T00:00Z", "Africa/Monrovia"},
                             {"1972-01-06T10:00Z", "Africa/Monrovia"},
                             {"2026-10-24T10:00Z", "Europe/Berlin"},
                             {"2027-04-03T10:00Z", "Australia/Lord_Howe"}}) {
    const char *const now = place.now, *const zone = place.zone;
    CAPTURE(zone);
    Terminal calbook;
    calbook.now = make::at(now);
    REQUIRE(calbook.run({"availability", "set", "daily", "0-6", "--tz", zone}).exit == 0);
    std::vector<std::vector<std::string>> printed{starts_in_lines(calbook("slots search tomorrow").out)};
    for (const char* key : {"start", "start_utc"}) {
      printed.emplace_back();
      for (const auto& slot : calbook("slots search tomorrow --json").json()) printed.back().push_back(slot[key]);
    }
    for (const std::vector<std::string>& starts : printed) {
      CHECK(starts.size() >= 5);
      for (const std::string& start : starts) {
        CAPTURE(start);
        const Answer booked = calbook.run({"book", start, "--name", "Bob", "-q"});
        CHECK_MESSAGE(booked.exit == 0, booked.err);
        CHECK(calbook("cancel " + booked.out.substr(0, 6)).exit == 0);
      }
    }
  }
}

}  // namespace
