#include <SQLiteCpp/SQLiteCpp.h>

#include "support/alice_calendar.hpp"

using namespace calendar;

namespace {

// Takes a file back to the schema of the first version.
void make_first_version(const std::filesystem::path& file) {
  SQLite::Database database{file.string(), SQLite::OPEN_READWRITE};
  database.exec(R"sql(
      DROP INDEX appointment_start; DROP INDEX appointment_key;
      ALTER TABLE appointment DROP COLUMN key_start;
      DROP TABLE busy; DROP TABLE service;
      PRAGMA user_version = 1)sql");
}

int version_of(const std::filesystem::path& file) {
  SQLite::Database database{file.string(), SQLite::OPEN_READONLY};
  return database.execAndGet("PRAGMA user_version");
}

}  // namespace

TEST_CASE("opening a first-version file migrates it and keeps its content") {
  for (const Store::Access access : {Store::Access::read, Store::Access::change, Store::Access::create}) {
    AliceCalendar alice;
    const Appointment booked = alice.book("2026-11-23T09:00Z");
    const int present = version_of(alice.path);
    make_first_version(alice.path);
    REQUIRE(version_of(alice.path) == 1);

    Store store{alice.path, access};
    Calendar calendar{store};
    CHECK(calendar.appointment(*booked.ref).span == booked.span);
    CHECK(calendar.services(calendar.owner(alice_name())).size() == 1);
    CHECK(version_of(alice.path) == present);
  }
}

TEST_CASE("a change that fails leaves an older file as it was") {
  AliceCalendar alice;
  make_first_version(alice.path);
  const std::string before = bytes_of(alice.path);
  {
    Store store{alice.path, Store::Access::change};
    Calendar calendar{store};
    CHECK(make::code_of([&] { calendar.remove_busy(7); }) == Code::unknown_reference);
  }
  CHECK(bytes_of(alice.path) == before);
}
