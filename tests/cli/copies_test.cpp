#include <cerrno>

#include "support/terminal.hpp"

namespace {

// alice's office with an appointment, 2S4M2C, on Monday at 10:00.
struct Practice : Terminal {
  std::string copy = (folder / "copy.db").string();

  Practice() {
    open_office();
    REQUIRE((*this)("book mon 10:00 --name Bob").exit == 0);
  }
};

}  // namespace

TEST_CASE("a backup is a calendar, and says what it holds") {
  Practice calbook;
  CHECK(calbook("backup " + calbook.copy).out == "Backed up to " + calbook.copy + ": 1 owner, 1 appointment\n");
  CHECK(calbook("upcoming --db " + calbook.copy).out == calbook("upcoming").out);
  const auto object = calbook("backup --json --force " + calbook.copy).json();
  CHECK(object["file"] == calbook.copy);
  CHECK(object["owners"] == 1);
  CHECK(object["appointments"] == 1);
  CHECK(calbook("backup --force -q " + calbook.copy).out.empty());
}

TEST_CASE("a backup replaces a file only by force, and never the calendar") {
  Practice calbook;
  write_bytes(calbook.copy, "precious");
  const Answer refused = calbook("backup " + calbook.copy);
  CHECK(refused.exit == 5);
  CHECK(refused.err.ends_with("hint: calbook backup '" + calbook.copy + "' --force\n"));
  CHECK(bytes_of(calbook.copy) == "precious");
  CHECK(calbook("backup --force " + calbook.copy).exit == 0);
  CHECK(calbook("backup --force " + (calbook.folder / "calbook.db").string()).exit == 5);
}

TEST_CASE("there is nothing to back up where there is no file") {
  Terminal calbook;
  const Answer refused = calbook("backup " + (calbook.folder / "copy.db").string() + " --json");
  CHECK(refused.exit == 5);
  CHECK(refused.error()["error"] == "cannot_open");
  CHECK_FALSE(std::filesystem::exists(calbook.folder / "copy.db"));
}

TEST_CASE("restore replaces the calendar, keeping the old file next to it") {
  Practice calbook;
  REQUIRE(calbook("backup " + calbook.copy).exit == 0);
  REQUIRE(calbook("book mon 11:00 --name Eve").exit == 0);
  const auto restored = calbook("restore --json " + calbook.copy).json();
  CHECK(restored["file"] == calbook.copy);
  CHECK(restored["owners"] == 1);
  CHECK(restored["appointments"] == 1);
  CHECK(calbook("upcoming -q").out == "2S4M2C\n");
  const std::string kept = restored["kept"];
  CHECK(std::filesystem::path{kept}.parent_path() == calbook.folder.path());
  CHECK(calbook("upcoming -q --db " + kept).out == "2S4M2C\n948N6B\n");
}

TEST_CASE("restore creates the calendar where there is none") {
  Practice calbook;
  REQUIRE(calbook("backup " + calbook.copy).exit == 0);
  const std::string file = (calbook.folder / "new.db").string();
  CHECK(calbook("restore " + calbook.copy + " --db " + file).out ==
        "Restored " + calbook.copy + ": 1 owner, 1 appointment\n");
  CHECK(calbook("upcoming -q --db " + file).out == "2S4M2C\n");
}

TEST_CASE("a damaged backup is not restored") {
  Practice calbook;
  write_bytes(calbook.copy, std::string(8192, 'x'));
  const std::string before = bytes_of(calbook.folder / "calbook.db");
  CHECK(calbook("restore " + calbook.copy).exit == 6);
  CHECK(bytes_of(calbook.folder / "calbook.db") == before);
}

TEST_CASE("a copy that is stored but cannot be reported ends with 8") {
  Practice calbook;
  calbook.write_failure = ENOSPC;
  const Answer undelivered = calbook("backup " + calbook.copy);
  CHECK(undelivered.exit == 8);
  CHECK(undelivered.err.starts_with("calbook: Backed up to " + calbook.copy + ": 1 owner, 1 appointment, but "));
  CHECK(calbook("restore " + calbook.copy).exit == 8);
}
