#include <SQLiteCpp/SQLiteCpp.h>

#include "calendar/calendar_file.hpp"
#include "support/alice_calendar.hpp"

using namespace calendar;

namespace {

// Takes a file back to the schema of the second version.
void make_second_version(const std::filesystem::path& file) {
  SQLite::Database database{file.string(), SQLite::OPEN_READWRITE};
  database.exec(R"sql(
      DROP INDEX appointment_start; DROP INDEX appointment_cancelled; DROP INDEX appointment_length;
      DROP INDEX busy_length;
      CREATE INDEX busy_end ON busy(owner, end_at, start_at);
      CREATE INDEX appointment_start ON appointment(owner, start_at);
      PRAGMA user_version = 2)sql");
}

// Of the first.
void make_first_version(const std::filesystem::path& file) {
  make_second_version(file);
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

TEST_CASE("a file of the second version is migrated by its first reader") {
  AliceCalendar alice;
  alice.book("2026-11-23T09:00Z");
  alice.calendar.cancel(*alice.book("2026-11-24T09:00Z").ref, {}, alice.now);
  alice.calendar.add_busy(alice.owner, make::span("2026-11-25T09:00Z", "2026-11-25T12:00Z"), {});
  const int present = version_of(alice.path);
  make_second_version(alice.path);
  for (const Store::Access access : {Store::Access::read, Store::Access::change, Store::Access::create}) {
    Store store{alice.path, access};
    Calendar calendar{store};
    for (const Selection& selected : {Selection{alice.owner}, Selection{}}) {
      CHECK(starts(calendar.upcoming(selected, alice.now)) == "2026-11-23T09:00Z");
      CHECK(starts(calendar.history(selected)) == "2026-11-23T09:00Z 2026-11-24T09:00Z");
    }
    CHECK(calendar.busy(alice.owner, always).size() == 1);
    CHECK(calendar.summaries(alice.now).front().appointments == 1);
  }
  CHECK(version_of(alice.path) == present);
  CHECK(CalendarFile{alice.path}.verify(Fix::nothing).empty());
}
