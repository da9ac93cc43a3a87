#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

#include "calendar/calendar_file.hpp"
#include "support/desk.hpp"

using namespace calendar;

namespace {

namespace fs = std::filesystem;
using make::code_of;
using make::error_of;
using Access = Store::Access;
using Overwrite = CalendarFile::Overwrite;

/// A desk with one appointment, and a backup that was made then.
struct BackedUpDesk : Desk {
  fs::path copy = folder / "backup.db";
  Reference bob = *book("2026-11-23T09:00Z").ref;

  BackedUpDesk() { back_up(copy); }

  Contents back_up(const fs::path& to, Overwrite overwrite = Overwrite::refused) const {
    return CalendarFile{path}.back_up(to, overwrite);
  }
  CalendarFile::Restored restore() const { return CalendarFile{path}.restore(copy, now); }
};

void run_sql(const fs::path& file, const std::string& sql) {
  SQLite::Database{file.string(), SQLite::OPEN_READWRITE}.exec(sql);
}

std::int64_t appointments_in(const fs::path& file) {
  return SQLite::Database{file.string(), SQLite::OPEN_READONLY}.execAndGet("SELECT count(*) FROM appointment");
}

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

// What every refused restore must leave alone.
Code harmless_refusal(const BackedUpDesk& desk) {
  const std::string before = bytes_of(desk.path);
  const std::size_t files = files_in(desk.folder.path());
  const Code code = code_of([&] { desk.restore(); });
  CHECK(bytes_of(desk.path) == before);
  CHECK(files_in(desk.folder.path()) == files);
  return code;
}

}  // namespace

TEST_CASE("a backup holds what the file held, for its user alone") {
  const BackedUpDesk desk;
  Store store{desk.copy, Access::read};
  CHECK(Calendar{store}.appointment(desk.bob).span.start == make::at("2026-11-23T09:00Z"));
  struct stat found {};
  REQUIRE(::stat(desk.copy.c_str(), &found) == 0);
  CHECK((found.st_mode & 07777) == 0600);
  CHECK(files_in(desk.folder.path()) == 2);
}

TEST_CASE("a backup overwrites a file only where that was asked for, and never the calendar or what is no file") {
  BackedUpDesk desk;
  desk.book("2026-11-23T10:00Z");
  CHECK(error_of([&] { desk.back_up(desk.copy); }).remedy().kind == calendar::Remedy::Kind::overwrite);
  CHECK(appointments_in(desk.copy) == 1);
  CHECK(desk.back_up(desk.copy, Overwrite::allowed).appointments == 2);
  CHECK(appointments_in(desk.copy) == 2);
  fs::create_symlink(desk.path, desk.folder / "link.db");
  for (const fs::path& place : {desk.path, desk.folder / "link.db", desk.folder.path()})
    CHECK(code_of([&] { desk.back_up(place, Overwrite::allowed); }) == Code::cannot_open);
  CHECK(appointments_in(desk.path) == 2);
}

TEST_CASE("a backup of a calendar that does not exist yet is refused, and writes nothing") {
  TemporaryFolder folder;
  const CalendarFile file{folder / "calbook.db"};
  CHECK(code_of([&] { file.back_up(folder / "backup.db", Overwrite::refused); }) == Code::cannot_open);
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("a backup of a damaged file is refused, and the one before it stays") {
  const BackedUpDesk desk;
  run_sql(desk.path, "PRAGMA writable_schema = 1; DELETE FROM sqlite_schema WHERE name = 'appointment_start'");
  const std::string before = bytes_of(desk.copy);
  CHECK(code_of([&] { desk.back_up(desk.copy, Overwrite::allowed); }) == Code::damaged);
  CHECK(bytes_of(desk.copy) == before);
  CHECK(files_in(desk.folder.path()) == 2);
}

TEST_CASE("a restored file holds what the backup held, and what it replaced is kept beside it") {
  BackedUpDesk desk;
  desk.book("2026-11-23T10:00Z");
  const auto restored = desk.restore();
  CHECK(appointments_in(desk.path) == 1);
  REQUIRE(restored.kept);
  CHECK(restored.kept->filename() == "calbook.db.replaced-20261122T090000Z");
  CHECK(appointments_in(*restored.kept) == 2);
  CHECK(desk.restore().kept->filename() == "calbook.db.replaced-20261122T090000Z-2");
}

TEST_CASE("a reference that was given since the backup is not given again after it is restored") {
  // Anew each time, for the file is another one.
  const auto book = [](const Desk& desk, std::string_view start) {
    Store store{desk.path, Access::change};
    return *Calendar{store}.book(desk.request(start), desk.now, Effect::real).appointment.ref;
  };
  SUBCASE("the backup has appointments") {
    const BackedUpDesk desk;
    const Reference since = book(desk, "2026-11-23T10:00Z");
    desk.restore();
    CHECK(book(desk, "2026-11-23T12:00Z") != since);
  }
  SUBCASE("the backup never had one") {
    const Desk desk;
    const fs::path copy = desk.folder / "backup.db";
    CalendarFile{desk.path}.back_up(copy, Overwrite::refused);
    const Reference since = book(desk, "2026-11-23T10:00Z");
    CalendarFile{desk.path}.restore(copy, desk.now);
    CHECK(book(desk, "2026-11-23T12:00Z") != since);
  }
  SUBCASE("what is replaced is damaged, and tells its numbers yet") {
    const BackedUpDesk desk;
    const Reference since = book(desk, "2026-11-23T10:00Z");
    fs::resize_file(desk.path, fs::file_size(desk.path) - 4096);
    desk.restore();
    CHECK(book(desk, "2026-11-23T12:00Z") != since);
  }
}

TEST_CASE("what waits to change a file while it is replaced is told so, and changes nothing") {
  BackedUpDesk desk;
  desk.restore();  // desk.store still has the file open that was replaced
  CHECK(code_of([&] { desk.book("2026-11-23T13:00Z"); }) == Code::busy);
  CHECK(appointments_in(desk.path) == 1);
}

TEST_CASE("a file that is damaged or no database is replaced too, with the journal that it could not take back") {
  for (const std::string& bytes : {std::string{"garbage"}, std::string(20'000, '\xA5')}) {
    const BackedUpDesk desk;
    write_bytes(desk.path, bytes);
    write_bytes(desk.path.string() + "-journal", "what was to be undone");
    const auto restored = desk.restore();
    REQUIRE(restored.kept);
    CHECK(bytes_of(*restored.kept) == bytes);
    CHECK_FALSE(fs::exists(desk.path.string() + "-journal"));
    CHECK(appointments_in(desk.path) == 1);
  }
}

TEST_CASE("a backup is restored where no calendar is, in folders that are made for it") {
  const BackedUpDesk desk;
  const fs::path place = desk.folder / "new/deep/calbook.db";
  CHECK_FALSE(CalendarFile{place}.restore(desk.copy, desk.now).kept);
  CHECK(appointments_in(place) == 1);
  CHECK(files_in(place.parent_path()) == 1);
}

TEST_CASE("what is no sound calendar is not restored") {
  SUBCASE("another program's file") {
    const BackedUpDesk desk;
    fs::remove(desk.copy);
    SQLite::Database{desk.copy.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}.exec("CREATE TABLE t(x)");
    CHECK(harmless_refusal(desk) == Code::not_a_calendar);
  }
  SUBCASE("text") {
    const BackedUpDesk desk;
    write_bytes(desk.copy, "name,start,end\n");
    CHECK(harmless_refusal(desk) == Code::not_a_calendar);
  }
  SUBCASE("a file of no bytes") {
    const BackedUpDesk desk;
    write_bytes(desk.copy, "");
    CHECK(harmless_refusal(desk) == Code::not_a_calendar);
  }
  SUBCASE("a newer version") {
    const BackedUpDesk desk;
    run_sql(desk.copy, "PRAGMA user_version = 99");
    CHECK(harmless_refusal(desk) == Code::newer_version);
  }
  SUBCASE("overlapping appointments") {
    const BackedUpDesk desk;
    run_sql(desk.copy, R"sql(
        DROP TRIGGER appointment_no_overlap_insert;
        INSERT INTO appointment(ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone, utc_offset, name,
          created_at) SELECT 'ZZZZZ2', owner, service, start_at + 60, end_at, occupied_from + 60, occupied_to, zone,
          utc_offset, name, created_at FROM appointment)sql");
    CHECK(harmless_refusal(desk) == Code::damaged);
  }
  SUBCASE("values that the tables do not allow") {
    const BackedUpDesk desk;
    run_sql(desk.copy, "PRAGMA ignore_check_constraints = 1; UPDATE owner SET name = 'Not A Name'");
    CHECK(harmless_refusal(desk) == Code::damaged);
  }
  SUBCASE("the calendar itself") {
    BackedUpDesk desk;
    desk.copy = desk.path;
    CHECK(harmless_refusal(desk) == Code::cannot_open);
  }
}

TEST_CASE("a dump that lost its mark gets it back when it is restored") {
  const BackedUpDesk desk;
  run_sql(desk.copy, "PRAGMA application_id = 0; PRAGMA user_version = 0");
  CHECK(desk.restore().contents.appointments == 1);
  Store store{desk.path, Access::read};
  CHECK(Calendar{store}.appointment(desk.bob).ref == desk.bob);
}

TEST_CASE("a backup with a write-ahead log is restored as a file with a rollback journal") {
  const BackedUpDesk desk;
  run_sql(desk.copy, "PRAGMA journal_mode = WAL");
  desk.restore();
  SQLite::Database restored{desk.path.string(), SQLite::OPEN_READONLY};
  CHECK(restored.execAndGet("PRAGMA journal_mode").getString() == "delete");
}
