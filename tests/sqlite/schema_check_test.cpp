#include "sqlite/schema_check.hpp"

#include "calendar/calendar_file.hpp"
#include "sqlite/schema.hpp"
#include "support/alice_calendar.hpp"

using namespace calendar;

namespace {

void run_sql(const std::filesystem::path& file, const std::string& sql) {
  SQLite::Database{file.string(), SQLite::OPEN_READWRITE}.exec(sql);
}

constexpr const char* ignoring = "CREATE TRIGGER silent BEFORE INSERT ON Appointment BEGIN SELECT RAISE(IGNORE); END";
constexpr const char* endless = R"sql(
    CREATE TRIGGER slow BEFORE INSERT ON appointment BEGIN
      SELECT count(*) FROM (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n);
    END)sql";
constexpr const char* unique = "CREATE UNIQUE INDEX once ON appointment(owner)";
constexpr const char* referring = "CREATE TABLE extra(owner INTEGER REFERENCES owner(id) ON DELETE RESTRICT)";

}  // namespace

TEST_CASE("the fingerprint is that of the schema of the present version") {
  SQLite::Database database{":memory:", SQLite::OPEN_READWRITE};
  for (const char* step : migrations()) database.exec(step);
  CHECK(fingerprint_of(database) == schema_fingerprint);
  database.exec("CREATE INDEX more ON busy(note)");
  CHECK(fingerprint_of(database) != schema_fingerprint);
}

TEST_CASE("nothing is written into tables with rules of others, which are named") {
  for (const auto& [sql, name] : {std::pair{ignoring, "trigger silent on appointment"},
                                  {endless, "trigger slow on appointment"},
                                  {unique, "index once on appointment"},
                                  {referring, "table extra on owner"}}) {
    AliceCalendar alice;
    alice.book("2026-11-23T09:00Z");
    run_sql(alice.path, sql);
    const std::string before = bytes_of(alice.path);
    const CalendarFile file{alice.path};
    const auto refused = [&, named = std::string_view{name}](auto&& action) {
      const Error error = make::error_of(action);
      CHECK(error.code() == Code::not_a_calendar);
      CHECK(error.message().find(named) != std::string::npos);
    };
    refused([&] { alice.book("2026-11-24T09:00Z"); });
    refused([&] { file.verify(Fix::lossless); });
    refused([&] { file.back_up(alice.folder / "copy.db", CalendarFile::Overwrite::refused); });
    refused([&] { CalendarFile{alice.folder / "new.db"}.restore(alice.path, alice.now); });
    CHECK(bytes_of(alice.path) == before);
    CHECK(alice.upcoming().size() == 1);
  }
}

TEST_CASE("tables, indexes and views of others do not keep a booking out") {
  AliceCalendar alice;
  run_sql(alice.path,
          "CREATE TABLE note(text); CREATE INDEX by_text ON note(text); ANALYZE;"
          "CREATE VIEW names AS SELECT name FROM appointment");
  alice.book("2026-11-23T09:00Z");
  CHECK(alice.upcoming().size() == 1);
}

TEST_CASE("a rule of ours that somebody rewrote is damage to whoever writes") {
  AliceCalendar alice;
  run_sql(alice.path,
          "DROP TRIGGER appointment_no_overlap_insert; CREATE TRIGGER appointment_no_overlap_insert "
          "BEFORE INSERT ON appointment BEGIN SELECT RAISE(IGNORE); END");
  CHECK(make::code_of([&] { alice.book("2026-11-23T09:00Z"); }) == Code::damaged);
}

TEST_CASE("a view without end in a table's place is damage") {
  AliceCalendar alice;
  run_sql(alice.path, R"sql(
      ALTER TABLE owner RENAME TO old;
      CREATE VIEW owner(id, name, zone) AS
        WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x, 'alice', 'UTC' FROM n WHERE x < 0)sql");
  Store store{alice.path, Store::Access::read};
  CHECK(make::code_of([&] { Calendar{store}.owners(); }) == Code::damaged);
}
