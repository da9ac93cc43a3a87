#include <SQLiteCpp/SQLiteCpp.h>

#include "calendar/calendar_file.hpp"
#include "sqlite/schema.hpp"
#include "support/alice_calendar.hpp"

using namespace calendar;

namespace {

// Takes a file back to the schema of an older version, with what that can hold.
void make_version(const std::filesystem::path& file, int version) {
  const std::filesystem::path older = file.string() + ".older";
  {
    SQLite::Database database{older.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    const std::string schema = CALBOOK_TEST_DATA "/schema-" + std::to_string(version) + ".sql";
    database.exec(bytes_of(schema));
    database.exec("ATTACH '" + file.string() + "' AS newer");
    SQLite::Statement tables{database, "SELECT name FROM sqlite_schema WHERE type = 'table'"};
    while (tables.executeStep()) {
      const std::string table = tables.getColumn(0).getString();
      SQLite::Statement columns{database, "SELECT group_concat('\"' || name || '\"') FROM pragma_table_info(?)"};
      columns.bind(1, table);
      columns.executeStep();
      const std::string names = columns.getColumn(0).getString();
      database.exec("INSERT INTO " + table + "(" + names + ") SELECT " + names + " FROM newer." + table);
    }
  }
  std::filesystem::permissions(older, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::filesystem::rename(older, file);
}

int version_of(const std::filesystem::path& file) {
  SQLite::Database database{file.string(), SQLite::OPEN_READONLY};
  return database.execAndGet("PRAGMA user_version");
}

}  // namespace

TEST_CASE("opening an older version's file migrates it and keeps its content") {
  for (const Store::Access access : {Store::Access::read, Store::Access::change, Store::Access::create}) {
    for (int version = 1; version < present_version(); ++version) {
      CAPTURE(version);
      AliceCalendar alice;
      const Appointment booked = alice.book("2026-11-23T09:00Z");
      make_version(alice.path, version);
      REQUIRE(version_of(alice.path) == version);

      Store store{alice.path, access};
      Calendar calendar{store};
      CHECK(calendar.appointment(*booked.ref) == booked);
      CHECK(calendar.services(calendar.owner(alice_name())).size() == 1);
      CHECK(version_of(alice.path) == present_version());
    }
  }
}

TEST_CASE("a file without an identity gets one, and keeps its references' order") {
  AliceCalendar alice;
  alice.book("2026-11-23T09:00Z");
  make_version(alice.path, 2);
  Store store{alice.path, Store::Access::change};
  Calendar calendar{store};
  CHECK(calendar.book(alice.request("2026-11-23T10:00Z"), alice.now, Effect::real).appointment.ref ==
        Reference{"948N6B"});
  SQLite::Database database{alice.path.string(), SQLite::OPEN_READONLY};
  CHECK(database.execAndGet("SELECT identity <> zeroblob(16) FROM file").getInt() == 1);
}

TEST_CASE("a change that fails leaves an older file as it was") {
  AliceCalendar alice;
  make_version(alice.path, 1);
  const std::string before = bytes_of(alice.path);
  {
    Store store{alice.path, Store::Access::change};
    Calendar calendar{store};
    CHECK(make::code_of([&] { calendar.remove_busy(7, {}); }) == Code::unknown_reference);
  }
  CHECK(bytes_of(alice.path) == before);
}

TEST_CASE("what an older file lists is the same after its migration") {
  for (int version = 2; version < present_version(); ++version) {
    CAPTURE(version);
    AliceCalendar alice;
    alice.book("2026-11-23T09:00Z");
    alice.calendar.cancel(*alice.book("2026-11-24T09:00Z").ref, {}, alice.now);
    alice.calendar.add_busy(alice.owner, make::span("2026-11-25T09:00Z", "2026-11-25T12:00Z"), {}, alice.now);
    make_version(alice.path, version);
    Store store{alice.path, Store::Access::read};
    Calendar calendar{store};
    for (const Selection& selected : {Selection{{alice.owner}}, Selection{}}) {
      CHECK(starts(calendar.upcoming(selected, alice.now)) == "2026-11-23T09:00Z");
      CHECK(starts(calendar.history(selected)) == "2026-11-23T09:00Z 2026-11-24T09:00Z");
    }
    CHECK(calendar.busy(alice.owner, always).size() == 1);
    CHECK(calendar.summaries(alice.now).front().appointments == 1);
    CHECK(CalendarFile{alice.path}.verify(Fix::nothing).empty());
  }
}
