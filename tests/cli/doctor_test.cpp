#include <SQLiteCpp/SQLiteCpp.h>

#include "support/terminal.hpp"

namespace {

// alice's office with an appointment, 2S4M2C, on Monday at 10:00, and what somebody did to the file.
struct Practice : Terminal {
  Practice() {
    open_office();
    REQUIRE((*this)("book mon 10:00 --name Bob").exit == 0);
  }

  std::filesystem::path file() const { return folder / "calbook.db"; }
  void sql(const std::string& statements) const {
    SQLite::Database{file().string(), SQLite::OPEN_READWRITE}.exec(statements);
  }
};

}  // namespace

TEST_CASE("doctor is silent about an intact file, except on a terminal") {
  Practice calbook;
  CHECK(calbook("doctor").out.empty());
  CHECK(calbook("doctor --fix --json").out == "[]\n");
  calbook.is_terminal = true;
  CHECK(calbook("doctor").err == "No problems found in " + calbook.file().string() + ".\n");
}

TEST_CASE("a missing file is a finding, and doctor does not create it") {
  Terminal calbook;
  const std::string file = (calbook.folder / "calbook.db").string();
  for (const std::string fix : {"", " --fix"}) {
    const Answer found = calbook("doctor --json" + fix);
    CHECK(found.exit == 0);
    REQUIRE(found.json().size() == 1);
    CHECK(found.json()[0]["check"] == "file");
    CHECK(found.json()[0]["message"] == file + " does not exist");
    CHECK(found.json()[0]["file"] == file);
    CHECK(found.json()[0]["fixed"] == false);
    CHECK(calbook("doctor" + fix).out == "file  " + file + " does not exist\n");
  }
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("doctor finds a file readable by others, and makes it private") {
  Practice calbook;
  using std::filesystem::perms;
  std::filesystem::permissions(calbook.file(), perms::group_read, std::filesystem::perm_options::add);
  CHECK(calbook("doctor --format tsv").out.starts_with("permissions\t\t\tothers can read the file: chmod 600 "));
  CHECK(calbook("doctor --fix --json").json()[0]["fixed"] == true);
  CHECK(calbook("doctor").out.empty());
}

TEST_CASE("doctor finds a write-ahead log, and with --fix gives the journal back") {
  Practice calbook;
  calbook.sql("PRAGMA journal_mode = WAL");
  CHECK(calbook("doctor").out == "journal_mode  the file has a write-ahead log (WAL) instead of a rollback journal\n");
  CHECK(calbook("doctor --fix").out ==
        "journal_mode  the file had a write-ahead log; now it has a rollback journal again\n");
  CHECK(calbook("doctor").out.empty());
}

TEST_CASE("doctor finds a foreign table, and leaves it") {
  Practice calbook;
  calbook.sql("CREATE TABLE notes(text)");
  const std::string found = calbook("doctor").out;
  CHECK(found.starts_with("schema  "));
  CHECK(found.find("notes") != std::string::npos);
  CHECK(calbook("doctor --fix").out == found);
}

TEST_CASE("doctor finds shifted appointments, and moves them with --fix") {
  Practice calbook;
  calbook.sql("UPDATE appointment SET utc_offset = 7200");  // as if Berlin had been two hours ahead when it was made
  CHECK(calbook("doctor").out ==
        "2S4M2C  alice  is at Mon 2026-11-23 10:00 +01:00, but was made for Mon 2026-11-23 11:00 +01:00\n");
  CHECK(calbook("doctor -q").out == "2S4M2C\n");
  const auto fixed = calbook("doctor --fix --json").json();
  REQUIRE(fixed.size() == 1);
  CHECK(fixed[0]["check"] == "shifted");
  CHECK(fixed[0]["ref"] == "2S4M2C");
  CHECK(fixed[0]["owner"] == "alice");
  CHECK(fixed[0]["message"] == "moved from Mon 2026-11-23 10:00 +01:00 to Mon 2026-11-23 11:00 +01:00");
  CHECK(fixed[0]["fixed"] == true);
  CHECK(calbook("upcoming").out == "Mon 2026-11-23 11:00-12:00  2S4M2C  Bob\n");
  CHECK(calbook("doctor").out.empty());
}

TEST_CASE("a shifted appointment whose promised time is taken stays") {
  Practice calbook;
  calbook.sql("UPDATE appointment SET utc_offset = 7200");
  REQUIRE(calbook("book mon 11:00 --name Eve").exit == 0);
  const Answer fixed = calbook("doctor --fix --json");
  CHECK(fixed.json()[0]["message"] ==
        "is at Mon 2026-11-23 10:00 +01:00, and cannot move to Mon 2026-11-23 11:00 +01:00: it is taken");
  CHECK(fixed.json()[0]["fixed"] == false);
  CHECK(calbook("upcoming -q").out == "2S4M2C\n948N6B\n");
}

TEST_CASE("doctor finds an appointment whose zone the zone data lack") {
  Practice calbook;
  calbook.sql("UPDATE appointment SET zone = 'Mars/Base'");
  CHECK(calbook("doctor").out ==
        "2S4M2C  alice  was made in Mars/Base, which is missing from this system's zone data\n");
}

TEST_CASE("doctor finds appointments outside the hours, of every owner, and moves none") {
  Practice calbook;
  REQUIRE(calbook("availability override mon 14:00-17:00 --owner alice --now 2026-11-22T10:00+01:00").exit == 0);
  CHECK(calbook("doctor --fix").out == "2S4M2C  alice  lies outside the hours: Mon 2026-11-23 10:00-11:00\n");
  CHECK(calbook("upcoming -q").out == "2S4M2C\n");
}

TEST_CASE("zone data are old in the second year after theirs") {
  Practice calbook;
  calbook.variables["TZDIR"] = calbook.folder.path().string();
  const auto found = [&](const std::string& first_line) {
    write_bytes(calbook.folder / "tzdata.zi", first_line);
    return calbook("doctor").out;
  };
  CHECK(found("# version 2024b\n") == "zone_data  the zone data in " + calbook.folder.path().string() +
                                          " are from 2024: update the package tzdata\n");
  CHECK(found("# version 2025a\n").empty());
  CHECK(found("# redacted\n").empty());
  CHECK(found("").empty());
}

TEST_CASE("damage is no finding but an error") {
  Practice calbook;
  write_bytes(calbook.file(), bytes_of(calbook.file()).substr(0, 4096) + std::string(8192, 'x'));
  const Answer refused = calbook("doctor --json");
  CHECK(refused.exit == 6);
  CHECK(refused.out.empty());
  CHECK(refused.error()["error"] == "damaged");
}
