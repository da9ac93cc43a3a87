// What is printed is read, and what a hint says to run runs.

#include <doctest/doctest.h>

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

TEST_CASE("a slot that is printed can be booked as it is printed") {
  // Until 1972-01-07 in Monrovia: -00:44:30.
  for (const auto& [now, zone] :
       {std::pair{"1970-06-01T00:00Z", "Africa/Monrovia"}, {"2026-10-24T10:00Z", "Europe/Berlin"}}) {
    Terminal calbook;
    calbook.now = make::at(now);
    REQUIRE(calbook.run({"availability", "set", "daily", "0-5", "--tz", zone}).exit == 0);
    for (const auto& slot : nlohmann::json::parse(calbook("slots search tomorrow --json").out)) {
      CAPTURE(slot.dump());
      const Answer booked = calbook.run({"book", slot["start"].get<std::string>(), "--name", "Bob", "--json"});
      CHECK_MESSAGE(booked.exit == 0, booked.err);
    }
    CHECK(calbook("slots search tomorrow").out.empty());
  }
}

}  // namespace
