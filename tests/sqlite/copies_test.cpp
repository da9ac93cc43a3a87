#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

#include "calendar/calendar_file.hpp"
#include "support/alice_calendar.hpp"

using namespace calendar;

namespace {

namespace fs = std::filesystem;
using make::code_of;
using make::error_of;
using Access = Store::Access;
using Overwrite = CalendarFile::Overwrite;

/// A calendar with one appointment, and a backup that was made then.
struct BackedUpCalendar : AliceCalendar {
  fs::path copy = folder / "backup.db";
  Reference bob = *book("2026-11-23T09:00Z").ref;

  BackedUpCalendar() { back_up(copy); }

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
Code harmless_refusal(const BackedUpCalendar& alice) {
  const std::string before = bytes_of(alice.path);
  const std::size_t files = files_in(alice.folder.path());
  const Code code = code_of([&] { alice.restore(); });
  CHECK(bytes_of(alice.path) == before);
  CHECK(files_in(alice.folder.path()) == files);
  return code;
}

}  // namespace

TEST_CASE("a backup holds what the file held, for its user alone") {
  const BackedUpCalendar alice;
  Store store{alice.copy, Access::read};
  CHECK(Calendar{store}.appointment(alice.bob).span.start == make::at("2026-11-23T09:00Z"));
  struct stat found {};
  REQUIRE(::stat(alice.copy.c_str(), &found) == 0);
  CHECK((found.st_mode & 07777) == 0600);
  CHECK(files_in(alice.folder.path()) == 2);
}

TEST_CASE("a backup overwrites only regular files, on request, never the calendar") {
  BackedUpCalendar alice;
  alice.book("2026-11-23T10:00Z");
  CHECK(error_of([&] { alice.back_up(alice.copy); }).remedy().kind == calendar::Remedy::Kind::overwrite);
  CHECK(appointments_in(alice.copy) == 1);
  CHECK(alice.back_up(alice.copy, Overwrite::allowed).appointments == 2);
  CHECK(appointments_in(alice.copy) == 2);
  fs::create_symlink(alice.path, alice.folder / "link.db");
  for (const fs::path& place : {alice.path, alice.folder / "link.db", alice.folder.path()})
    CHECK(code_of([&] { alice.back_up(place, Overwrite::allowed); }) == Code::cannot_open);
  CHECK(appointments_in(alice.path) == 2);
}

TEST_CASE("a backup without a calendar is refused, and writes nothing") {
  TemporaryFolder folder;
  const CalendarFile file{folder / "calbook.db"};
  CHECK(code_of([&] { file.back_up(folder / "backup.db", Overwrite::refused); }) == Code::cannot_open);
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("a damaged file is not backed up, and the previous backup stays") {
  const BackedUpCalendar alice;
  run_sql(alice.path, "PRAGMA writable_schema = 1; DELETE FROM sqlite_schema WHERE name = 'appointment_start'");
  const std::string before = bytes_of(alice.copy);
  CHECK(code_of([&] { alice.back_up(alice.copy, Overwrite::allowed); }) == Code::damaged);
  CHECK(bytes_of(alice.copy) == before);
  CHECK(files_in(alice.folder.path()) == 2);
}

TEST_CASE("restoring a backup keeps the old file next to it") {
  BackedUpCalendar alice;
  alice.book("2026-11-23T10:00Z");
  const auto restored = alice.restore();
  CHECK(appointments_in(alice.path) == 1);
  REQUIRE(restored.kept);
  CHECK(restored.kept->filename() == "calbook.db.replaced-20261122T090000Z");
  CHECK(appointments_in(*restored.kept) == 2);
  CHECK(alice.restore().kept->filename() == "calbook.db.replaced-20261122T090000Z-2");
}

TEST_CASE("references given since the backup are not reused after restoring it") {
  // Anew each time, for the file is another one.
  const auto book = [](const AliceCalendar& alice, std::string_view start) {
    Store store{alice.path, Access::change};
    return *Calendar{store}.book(alice.request(start), alice.now, Effect::real).appointment.ref;
  };
  SUBCASE("the backup has appointments") {
    const BackedUpCalendar alice;
    const Reference since = book(alice, "2026-11-23T10:00Z");
    alice.restore();
    CHECK(book(alice, "2026-11-23T12:00Z") != since);
  }
  SUBCASE("the backup never had one") {
    const AliceCalendar alice;
    const fs::path copy = alice.folder / "backup.db";
    CalendarFile{alice.path}.back_up(copy, Overwrite::refused);
    const Reference since = book(alice, "2026-11-23T10:00Z");
    CalendarFile{alice.path}.restore(copy, alice.now);
    CHECK(book(alice, "2026-11-23T12:00Z") != since);
  }
  SUBCASE("what is replaced is damaged, and tells its numbers yet") {
    const BackedUpCalendar alice;
    const Reference since = book(alice, "2026-11-23T10:00Z");
    fs::resize_file(alice.path, fs::file_size(alice.path) - 4096);
    alice.restore();
    CHECK(book(alice, "2026-11-23T12:00Z") != since);
  }
}

TEST_CASE("a writer waiting while the file is replaced changes nothing") {
  BackedUpCalendar alice;
  alice.restore();  // alice.store still has the file open that was replaced
  CHECK(code_of([&] { alice.book("2026-11-23T13:00Z"); }) == Code::busy);
  CHECK(appointments_in(alice.path) == 1);
}

TEST_CASE("a damaged file can be replaced, along with its unusable journal") {
  for (const std::string& bytes : {std::string{"garbage"}, std::string(20'000, '\xA5')}) {
    const BackedUpCalendar alice;
    write_bytes(alice.path, bytes);
    write_bytes(alice.path.string() + "-journal", "what was to be undone");
    const auto restored = alice.restore();
    REQUIRE(restored.kept);
    CHECK(bytes_of(*restored.kept) == bytes);
    CHECK_FALSE(fs::exists(alice.path.string() + "-journal"));
    CHECK(appointments_in(alice.path) == 1);
  }
}

TEST_CASE("a backup can be restored to a new place, creating its folders") {
  const BackedUpCalendar alice;
  const fs::path place = alice.folder / "new/deep/calbook.db";
  CHECK_FALSE(CalendarFile{place}.restore(alice.copy, alice.now).kept);
  CHECK(appointments_in(place) == 1);
  CHECK(files_in(place.parent_path()) == 1);
}

TEST_CASE("what is no sound calendar is not restored") {
  SUBCASE("another program's file") {
    const BackedUpCalendar alice;
    fs::remove(alice.copy);
    SQLite::Database{alice.copy.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}.exec("CREATE TABLE t(x)");
    CHECK(harmless_refusal(alice) == Code::not_a_calendar);
  }
  SUBCASE("text") {
    const BackedUpCalendar alice;
    write_bytes(alice.copy, "name,start,end\n");
    CHECK(harmless_refusal(alice) == Code::not_a_calendar);
  }
  SUBCASE("a file of no bytes") {
    const BackedUpCalendar alice;
    write_bytes(alice.copy, "");
    CHECK(harmless_refusal(alice) == Code::not_a_calendar);
  }
  SUBCASE("a newer version") {
    const BackedUpCalendar alice;
    run_sql(alice.copy, "PRAGMA user_version = 99");
    CHECK(harmless_refusal(alice) == Code::newer_version);
  }
  SUBCASE("overlapping appointments") {
    const BackedUpCalendar alice;
    run_sql(alice.copy, R"sql(
        DROP TRIGGER appointment_no_overlap_insert;
        INSERT INTO appointment(ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone, utc_offset, name,
          created_at) SELECT 'ZZZZZ2', owner, service, start_at + 60, end_at, occupied_from + 60, occupied_to, zone,
          utc_offset, name, created_at FROM appointment)sql");
    CHECK(harmless_refusal(alice) == Code::damaged);
  }
  SUBCASE("values that the tables do not allow") {
    const BackedUpCalendar alice;
    run_sql(alice.copy, "PRAGMA ignore_check_constraints = 1; UPDATE owner SET name = 'Not A Name'");
    CHECK(harmless_refusal(alice) == Code::damaged);
  }
  SUBCASE("the calendar itself") {
    BackedUpCalendar alice;
    alice.copy = alice.path;
    CHECK(harmless_refusal(alice) == Code::cannot_open);
  }
}

TEST_CASE("restoring a dump without its mark adds the mark") {
  const BackedUpCalendar alice;
  run_sql(alice.copy, "PRAGMA application_id = 0; PRAGMA user_version = 0");
  CHECK(alice.restore().contents.appointments == 1);
  Store store{alice.path, Access::read};
  CHECK(Calendar{store}.appointment(alice.bob).ref == alice.bob);
}

TEST_CASE("a backup in WAL mode is restored with a rollback journal") {
  const BackedUpCalendar alice;
  run_sql(alice.copy, "PRAGMA journal_mode = WAL");
  alice.restore();
  SQLite::Database restored{alice.path.string(), SQLite::OPEN_READONLY};
  CHECK(restored.execAndGet("PRAGMA journal_mode").getString() == "delete");
}
