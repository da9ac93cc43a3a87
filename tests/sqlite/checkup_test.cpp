#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>
#include <map>
#include <memory>
#include <thread>

#include "calendar/calendar_file.hpp"
#include "support/alice_calendar.hpp"

using namespace calendar;

namespace {

namespace fs = std::filesystem;
using Access = Store::Access;

void run_sql(const fs::path& file, const std::string& sql) {
  SQLite::Database{file.string(), SQLite::OPEN_READWRITE}.exec(sql);
}

// "check, fixed; ..." of every finding.
std::string findings(const AliceCalendar& alice, Fix fix) {
  std::string all;
  for (const Finding& each : CalendarFile{alice.path}.verify(fix))
    all += std::string{each.check} + (each.fixed ? " fixed; " : "; ");
  return all;
}

std::string damage(const AliceCalendar& alice, Fix fix) {
  const std::string before = bytes_of(alice.path);
  const Error error = make::error_of([&] { findings(alice, fix); });
  CHECK(error.code() == Code::damaged);
  CHECK(make::error_of([&] { CalendarFile{alice.path}.verify(Fix::nothing); }).message() == error.message());
  CHECK(bytes_of(alice.path) == before);
  const std::string message = error.message();
  return message.substr(message.find(": ") + 2);
}

// Builds an index as if its SQL were another.
void build_as(const fs::path& file, const std::string& index, const std::string& ours, const std::string& other) {
  const auto rewrite = [&](const std::string& from, const std::string& to) {
    run_sql(file, "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = replace(sql, '" + from + "', '" + to +
                      "') WHERE name = '" + index + "'");
  };
  rewrite(ours, other);
  run_sql(file, "REINDEX " + index);
  rewrite(other, ours);
}

constexpr const char* without_trigger = R"sql(
  CREATE TEMP TABLE kept AS SELECT sql FROM sqlite_schema WHERE name = 'appointment_no_overlap_insert';
  DROP TRIGGER appointment_no_overlap_insert;)sql";

}  // namespace

TEST_CASE("nothing is found in an intact file, or without a file") {
  AliceCalendar alice;
  alice.book("2026-11-23T09:00Z");
  const std::string before = bytes_of(alice.path);
  CHECK(findings(alice, Fix::lossless) == "");
  CHECK(bytes_of(alice.path) == before);
  alice.path = alice.folder / "none.db";
  CHECK(findings(alice, Fix::lossless) == "");
  CHECK_FALSE(fs::exists(alice.path));
}

TEST_CASE("a file that others may read is found, and closed") {
  const AliceCalendar alice;
  fs::permissions(alice.path, static_cast<fs::perms>(0644));
  CHECK(findings(alice, Fix::nothing) == "permissions; ");
  CHECK(findings(alice, Fix::lossless) == "permissions fixed; ");
  CHECK(fs::status(alice.path).permissions() == static_cast<fs::perms>(0600));
}

TEST_CASE("a folder that others may write is found") {
  const AliceCalendar alice;
  fs::permissions(alice.folder.path(), static_cast<fs::perms>(0777));
  CHECK(findings(alice, Fix::lossless) == "permissions; ");
}

TEST_CASE("a write-ahead log is found, and the rollback journal comes back") {
  const AliceCalendar alice;
  run_sql(alice.path, "PRAGMA journal_mode = WAL");
  CHECK(findings(alice, Fix::nothing) == "journal_mode; ");
  CHECK(findings(alice, Fix::lossless) == "journal_mode fixed; ");
  CHECK(findings(alice, Fix::nothing) == "");
}

TEST_CASE("a repair waits for who reads the write-ahead log") {
  const AliceCalendar alice;
  run_sql(alice.path, "PRAGMA journal_mode = WAL");
  auto reader = std::make_unique<SQLite::Database>(alice.path.string(), SQLite::OPEN_READONLY);
  reader->exec("BEGIN; SELECT count(*) FROM owner");
  const std::jthread end{[&] {
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
    reader.reset();
  }};
  CHECK(findings(alice, Fix::lossless) == "journal_mode fixed; ");
}

TEST_CASE("checking changes neither the file nor its log") {
  AliceCalendar alice;
  alice.book("2026-11-23T09:00Z");
  run_sql(alice.path, "PRAGMA journal_mode = WAL");
  // A log that is not brought in yet, as a killed writer leaves it.
  const fs::path copy = alice.folder / "copy.db";
  {
    SQLite::Database writer{alice.path.string(), SQLite::OPEN_READWRITE};
    writer.exec("PRAGMA foreign_keys = 0; UPDATE appointment SET owner = 77");
    fs::copy_file(alice.path, copy);
    fs::copy_file(alice.path.string() + "-wal", copy.string() + "-wal");
  }
  const std::string before = bytes_of(copy);
  const std::string log = bytes_of(copy.string() + "-wal");
  CHECK(make::code_of([&] { CalendarFile{copy}.verify(Fix::nothing); }) == Code::damaged);
  CHECK(bytes_of(copy) == before);
  CHECK(bytes_of(copy.string() + "-wal") == log);
}

TEST_CASE("checking a file does not end a transaction around it") {
  AliceCalendar alice;
  Store store{alice.path, Access::read};
  {
    const Store::Transaction reading{store, Store::Transaction::Kind::read};
    CalendarFile{alice.path}.verify(Fix::nothing);
    SQLite::Database other{alice.path.string(), SQLite::OPEN_READWRITE};
    CHECK_THROWS_AS(other.exec("BEGIN EXCLUSIVE"), SQLite::Exception);  // the file still stands still
  }
  CHECK(make::code_of([&] { Store::Transaction{store, Store::Transaction::Kind::write}; }) == Code::permission);
}

TEST_CASE("foreign tables and triggers are found, and left alone") {
  const AliceCalendar alice;
  run_sql(alice.path, "CREATE TABLE stranger(x)");
  CHECK(findings(alice, Fix::lossless) == "schema; ");
  CHECK(findings(alice, Fix::nothing) == "schema; ");
}

TEST_CASE("a missing or changed trigger, index or table is damage") {
  AliceCalendar alice;
  run_sql(alice.path, "DROP TRIGGER appointment_no_overlap_update");
  CHECK(damage(alice, Fix::lossless) == "it has no trigger appointment_no_overlap_update");
  run_sql(alice.path, "CREATE TRIGGER appointment_no_overlap_update BEFORE UPDATE ON appointment BEGIN SELECT 1; END");
  CHECK(damage(alice, Fix::lossless) == "its trigger appointment_no_overlap_update is not calbook's");
}

TEST_CASE("an index that lacks a row is rebuilt, and the file kept") {
  AliceCalendar alice;
  const Reference bob = *alice.book("2026-11-23T09:00Z").ref;
  build_as(alice.path, "appointment_start", "end_at)", "end_at) WHERE id < 0");
  CHECK(damage(alice, Fix::nothing) == "row 1 missing from index appointment_start (and 1 more)");
  const auto found = CalendarFile{alice.path}.verify(Fix::lossless);
  CHECK(findings(alice, Fix::nothing) == "");
  CHECK(alice.calendar.appointment(bob).ref == bob);
  const fs::path kept = alice.path.string() + ".before-fix";
  REQUIRE(found.size() == 1);
  CHECK(found.front().message.ends_with("the unrepaired file is kept as " + kept.string()));
  CHECK(fs::status(kept).permissions() == static_cast<fs::perms>(0600));
  CHECK(make::error_of([&] { CalendarFile{kept}.verify(Fix::nothing); })
            .message()
            .ends_with("row 1 missing from index appointment_start (and 1 more)"));
}

TEST_CASE("a second repair keeps a second copy") {
  AliceCalendar alice;
  alice.book("2026-11-23T09:00Z");
  for (const char* name : {".before-fix", ".before-fix-2"}) {
    build_as(alice.path, "appointment_start", "end_at)", "end_at) WHERE id < 0");
    CHECK(findings(alice, Fix::lossless) == "indexes fixed; ");
    CHECK(fs::exists(alice.path.string() + name));
  }
}

TEST_CASE("a row and its index that contradict each other are both named") {
  AliceCalendar alice;
  alice.book("2026-11-23T09:00Z");
  SUBCASE("a time") {
    build_as(alice.path, "appointment_start", "(live, start_at", "(live, end_at");
    CHECK(damage(alice, Fix::lossless)
              .starts_with("in row 1 of appointment \"live\", \"start_at\", \"owner\", \"end_at\" is 1, 1795424400, 1, "
                           "1795428000, in its "
                           "index 1, 1795428000, 1, 1795428000"));
  }
  SUBCASE("a name") {
    // In the row, which stands before its index in the file.
    std::string bytes = bytes_of(alice.path);
    bytes[bytes.find("alice") + 4] = 'f';
    std::ofstream{alice.path, std::ios::binary} << bytes;
    const std::string found = damage(alice, Fix::lossless);
    CHECK(found.find("in row 1 of owner \"name\" is '") == 0);
    CHECK(found.find("'alicf'") < found.find(" (and "));
    CHECK(found.find("'alice'") < found.find(" (and "));
  }
  CHECK_FALSE(fs::exists(alice.path.string() + ".before-fix"));
}

TEST_CASE("a number that no command reads is damage, wherever it stands") {
  AliceCalendar alice;
  alice.calendar.add_busy(alice.owner, make::span("2026-11-24T09:00Z", "2026-11-24T10:00Z"), {}, alice.now);
  alice.calendar.set_service(alice.owner, ServiceName{"talk"}, {}, alice.now);
  alice.book("2026-11-23T09:00Z");
  for (const auto& [sql, fault] : std::map<std::string, std::string>{
           {"UPDATE service SET notice = 9223372036854775807", "service: '9223372036854775807' is not a valid notice"},
           {"UPDATE service SET horizon = 9223372036854775807",
            "service: '9223372036854775807' is not a valid horizon"},
           {"UPDATE service SET max_per_day = 2147483648", "service: '2147483648' is not a valid max_per_day"},
           {"UPDATE busy SET start_at = -9223372036854775808", "busy: '-9223372036854775808' is not a valid start_at"},
           {"UPDATE appointment SET utc_offset = 9223372036854775807",
            "appointment: '9223372036854775807' is not a valid utc_offset"},
           {"UPDATE appointment SET created_at = 9223372036854775807",
            "appointment: '9223372036854775807' is not a valid created_at"},
           {"UPDATE appointment SET cancelled_at = 0",
            "appointment: the appointment 2S4M2C is both booked and cancelled"},
           {"UPDATE sqlite_sequence SET seq = 9223372036854775807",
            "sqlite_sequence: '9223372036854775807' is not a valid seq"},
       }) {
    const std::string before = bytes_of(alice.path);
    run_sql(alice.path, sql);
    const std::string found = damage(alice, Fix::lossless);
    CHECK_MESSAGE(found.starts_with(fault), found);
    const CalendarFile file{alice.path};
    CHECK(make::code_of([&] { file.back_up(alice.folder / "copy.db", CalendarFile::Overwrite::refused); }) ==
          Code::damaged);
    CHECK(make::code_of([&] { CalendarFile{alice.folder / "new.db"}.restore(alice.path, alice.now); }) ==
          Code::damaged);
    std::ofstream{alice.path, std::ios::binary} << before;
  }
}

TEST_CASE("overlapping appointments are damage, even if stored without the trigger") {
  AliceCalendar alice;
  alice.book("2026-11-23T09:00Z");
  run_sql(alice.path, std::string{without_trigger} + R"sql(
      INSERT INTO appointment(ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone, utc_offset, name,
        created_at) SELECT 'ZZZZZ2', owner, service, start_at + 60, end_at, occupied_from + 60, occupied_to, zone,
        utc_offset, name, created_at FROM appointment;
      PRAGMA writable_schema = 1;
      INSERT INTO sqlite_schema SELECT 'trigger', 'appointment_no_overlap_insert', 'appointment', 0, sql FROM kept)sql");
  CHECK(damage(alice, Fix::lossless) == "the appointment ZZZZZ2 overlaps one before it");
}

TEST_CASE("ownerless rows, impossible dates and forbidden values are damage") {
  AliceCalendar alice;
  alice.book("2026-11-23T09:00Z");
  SUBCASE("rows of nobody") {
    run_sql(alice.path, "PRAGMA foreign_keys = 0; UPDATE appointment SET owner = 77");
    CHECK(damage(alice, Fix::lossless) == "row 1 of appointment belongs to nobody");
  }
  SUBCASE("impossible dates") {
    run_sql(alice.path, "INSERT INTO date_override(owner, date, start, end) VALUES(1, '2026-02-30', 0, 60)");
    CHECK(damage(alice, Fix::lossless) == "date_override: '2026-02-30' is not a date");
  }
  SUBCASE("values that the tables do not allow") {
    run_sql(alice.path, "PRAGMA ignore_check_constraints = 1; UPDATE owner SET name = 'Not A Name'");
    CHECK(damage(alice, Fix::lossless) == "CHECK constraint failed in owner");
  }
}

TEST_CASE("a message truncates foreign text") {
  AliceCalendar alice;
  SUBCASE("a date") {
    run_sql(
        alice.path,
        "PRAGMA ignore_check_constraints = 1;"
        "INSERT INTO date_override(owner, date, start, end) VALUES(1, printf('2026-11-23%.*c', 100000, 'x'), 0, 60)");
    const Error error = make::error_of([&] { alice.book("2026-11-23T09:00Z"); });
    CHECK(error.code() == Code::damaged);
    CHECK(error.message().size() < alice.path.string().size() + 300);
  }
  SUBCASE("a zone") {
    run_sql(alice.path, "UPDATE owner SET zone = printf('%.*c', 100000, 'x')");
    const Error error = make::error_of([&] { alice.book("2026-11-23T09:00Z"); });
    CHECK(error.code() == Code::zone_data_missing);
    CHECK(error.message().size() < 300);
  }
}

TEST_CASE("foreign tables are damage for every command, not a bug") {
  AliceCalendar alice;
  run_sql(alice.path, "ALTER TABLE appointment RENAME COLUMN note TO remark");
  Store store{alice.path, Access::read};
  Calendar calendar{store};
  CHECK(make::code_of([&] { calendar.appointment(Reference{"222222"}); }) == Code::damaged);
  Store writer{alice.path, Access::change};
  CHECK(make::code_of([&] { Calendar{writer}.book(alice.request("2026-11-23T09:00Z"), alice.now, Effect::real); }) ==
        Code::damaged);
}
