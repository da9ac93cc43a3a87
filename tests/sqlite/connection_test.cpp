#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "calendar/calendar_file.hpp"
#include "calendar/store.hpp"
#include "support/make.hpp"
#include "support/temporary_folder.hpp"

namespace calendar {

namespace {

namespace fs = std::filesystem;
using make::code_of;
using make::error_of;
using Access = Store::Access;
using Transaction = Store::Transaction;
using Kind = Store::Transaction::Kind;

class Umask {
 public:
  explicit Umask(mode_t mask) : before_{::umask(mask)} {}
  ~Umask() { ::umask(before_); }
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;

 private:
  mode_t before_;
};

unsigned mode_of(const fs::path& path) {
  struct stat found {};
  REQUIRE(::stat(path.c_str(), &found) == 0);
  return found.st_mode & 07777;
}

void write_owner(const fs::path& path, const char* name) {
  Store store{path, Access::create};
  Transaction change{store, Kind::write};
  store.insert_owner(OwnerName{name}, "UTC");
  change.commit();
}

std::size_t owners_in(const fs::path& path, Access access = Access::read) {
  Store store{path, access};
  Transaction reading{store, access == Access::read ? Kind::read : Kind::write};
  return store.owners().size();
}

// What every way of opening the file answers; it must be one answer.
Code refusal_of(const fs::path& path) {
  const Code code = code_of([&] { owners_in(path, Access::read); });
  CHECK(code_of([&] { owners_in(path, Access::change); }) == code);
  CHECK(code_of([&] { owners_in(path, Access::create); }) == code);
  return code;
}

// Likewise, and the file must be left as it was.
Code untouched_refusal_of(const fs::path& path) {
  const std::string before = bytes_of(path);
  const Code code = refusal_of(path);
  CHECK(bytes_of(path) == before);
  CHECK_FALSE(fs::exists(path.string() + "-journal"));
  return code;
}

TEST_CASE("the file and its new folders are private, whatever the umask") {
  for (const mode_t mask : {0000U, 0022U, 0077U, 0277U, 0777U}) {
    CAPTURE(mask);
    TemporaryFolder folder;
    {
      const Umask umask{mask};
      write_owner(folder / "share/calbook/calbook.db", "alice");
    }
    CHECK(mode_of(folder / "share") == 0700);
    CHECK(mode_of(folder / "share/calbook") == 0700);
    CHECK(mode_of(folder / "share/calbook/calbook.db") == 0600);
  }
}

TEST_CASE("a folder that is there keeps its permissions") {
  TemporaryFolder folder;
  fs::create_directory(folder / "open");
  fs::permissions(folder / "open", static_cast<fs::perms>(0755));
  write_owner(folder / "open/calbook.db", "alice");
  CHECK(mode_of(folder / "open") == 0755);
}

TEST_CASE("a missing file reads as an empty calendar and stays missing") {
  TemporaryFolder folder;
  CHECK(owners_in(folder / "new/calbook.db", Access::read) == 0);
  CHECK(owners_in(folder / "new/calbook.db", Access::change) == 0);
  CHECK(owners_in(folder / "calbook.db", Access::read) == 0);
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("an empty file reads as an empty calendar and stays empty") {
  TemporaryFolder folder;
  write_bytes(folder / "calbook.db", "");
  CHECK(owners_in(folder / "calbook.db", Access::read) == 0);
  CHECK(owners_in(folder / "calbook.db", Access::change) == 0);
  CHECK(fs::file_size(folder / "calbook.db") == 0);
  write_owner(folder / "calbook.db", "alice");
  CHECK(owners_in(folder / "calbook.db") == 1);
}

TEST_CASE("reading changes no byte of the file") {
  TemporaryFolder folder;
  write_owner(folder / "calbook.db", "alice");
  const std::string before = bytes_of(folder / "calbook.db");
  CHECK(owners_in(folder / "calbook.db", Access::read) == 1);
  CHECK(owners_in(folder / "calbook.db", Access::change) == 1);  // not committed
  CHECK(bytes_of(folder / "calbook.db") == before);
}

TEST_CASE("what was opened to be read cannot be changed") {
  TemporaryFolder folder;
  write_owner(folder / "calbook.db", "alice");
  Store store{folder / "calbook.db", Access::read};
  CHECK_THROWS_AS(([&] {
                    Transaction change{store, Kind::write};
                    store.insert_owner(OwnerName{"bob"}, "UTC");
                    change.commit();
                  }()),
                  Error);
  CHECK(owners_in(folder / "calbook.db") == 1);
}

TEST_CASE("a folder, FIFO, device or loop of links cannot be opened") {
  TemporaryFolder folder;
  fs::create_directory(folder / "folder");
  CHECK(refusal_of(folder / "folder") == Code::cannot_open);
  REQUIRE(::mkfifo((folder / "fifo").c_str(), 0600) == 0);
  CHECK(refusal_of(folder / "fifo") == Code::cannot_open);
  CHECK(refusal_of("/dev/null") == Code::cannot_open);
  fs::create_symlink("loop", folder / "loop");
  CHECK(refusal_of(folder / "loop") == Code::cannot_open);
  fs::create_symlink(folder / "folder", folder / "link-to-folder");
  CHECK(refusal_of(folder / "link-to-folder") == Code::cannot_open);
}

TEST_CASE("a path that leads through a file cannot be opened") {
  TemporaryFolder folder;
  write_bytes(folder / "file", "");
  CHECK(refusal_of(folder / "file/calbook.db") == Code::cannot_open);
}

TEST_CASE("a link to the file is followed, to read and to write") {
  TemporaryFolder folder;
  write_owner(folder / "real.db", "alice");
  fs::create_symlink("real.db", folder / "near");
  fs::create_symlink(folder / "near", folder / "far");
  CHECK(owners_in(folder / "far") == 1);
  write_owner(folder / "far", "bob");
  CHECK(owners_in(folder / "real.db") == 2);
  CHECK(fs::is_symlink(folder / "far"));
}

TEST_CASE("a file writable by others is refused, with a remedy") {
  TemporaryFolder folder;
  write_owner(folder / "it's.db", "alice");
  for (const int mode : {0660, 0620, 0602, 0666}) {
    CAPTURE(mode);
    fs::permissions(folder / "it's.db", static_cast<fs::perms>(mode));
    CHECK(untouched_refusal_of(folder / "it's.db") == Code::permission);
  }
  const Error error = error_of([&] { owners_in(folder / "it's.db"); });
  CHECK(error.remedy().kind == calendar::Remedy::Kind::make_private);
  CHECK(error.remedy().subject == (folder / "it's.db").string());
  fs::permissions(folder / "it's.db", static_cast<fs::perms>(0644));
  CHECK(owners_in(folder / "it's.db") == 1);
}

TEST_CASE("a file with a second name is refused") {
  TemporaryFolder folder;
  write_owner(folder / "calbook.db", "alice");
  fs::create_hard_link(folder / "calbook.db", folder / "second.db");
  CHECK(untouched_refusal_of(folder / "calbook.db") == Code::cannot_open);
  fs::remove(folder / "second.db");
  CHECK(owners_in(folder / "calbook.db") == 1);
}

TEST_CASE("a file of another user is refused") {
  if (::geteuid() != 0) {
    MESSAGE("skipped: a file of another user is refused: it needs root (an ordinary user cannot give a file away)");
    return;
  }
  TemporaryFolder folder;
  write_owner(folder / "calbook.db", "alice");
  constexpr uid_t somebody = 12345;
  REQUIRE(::chown((folder / "calbook.db").c_str(), somebody, static_cast<gid_t>(-1)) == 0);
  CHECK(untouched_refusal_of(folder / "calbook.db") == Code::permission);
}

TEST_CASE("another program's database is not a calendar") {
  TemporaryFolder folder;
  const auto make_database = [&](const char* name, const char* sql) {
    SQLite::Database{(folder / name).string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}.exec(sql);
    fs::permissions(folder / name, static_cast<fs::perms>(0600));
    return folder / name;
  };
  CHECK(untouched_refusal_of(make_database("tables.db", "CREATE TABLE owner(id INTEGER)")) == Code::not_a_calendar);
  CHECK(untouched_refusal_of(make_database("marked.db", "PRAGMA application_id = 7; PRAGMA user_version = 1")) ==
        Code::not_a_calendar);
  CHECK(untouched_refusal_of(make_database("versioned.db", "PRAGMA user_version = 1")) == Code::not_a_calendar);
}

TEST_CASE("bytes that are no database are not a calendar") {
  TemporaryFolder folder;
  for (const std::string& bytes :
       {std::string{"xy"}, std::string{"name,start,end\n"}, std::string(100, 'x'), std::string(100'000, '\xA5'),
        std::string(4096, '\0'), std::string{"SQLite format 3"}}) {
    CAPTURE(bytes.size());
    write_bytes(folder / "calbook.db", bytes);
    CHECK(untouched_refusal_of(folder / "calbook.db") == Code::not_a_calendar);
  }
}

TEST_CASE("a file of one byte is not a calendar, unlike for SQLite") {
  TemporaryFolder folder;
  write_bytes(folder / "calbook.db", "\n");
  CHECK(untouched_refusal_of(folder / "calbook.db") == Code::not_a_calendar);
}

TEST_CASE("a newer version is refused, and an invalid one is damage") {
  TemporaryFolder folder;
  write_owner(folder / "calbook.db", "alice");
  const auto set_version = [&](const char* sql) {
    SQLite::Database{(folder / "calbook.db").string(), SQLite::OPEN_READWRITE}.exec(sql);
  };
  set_version("PRAGMA user_version = 999");
  CHECK(untouched_refusal_of(folder / "calbook.db") == Code::newer_version);
  set_version("PRAGMA user_version = 0");
  CHECK(untouched_refusal_of(folder / "calbook.db") == Code::damaged);
  set_version("PRAGMA user_version = -1");
  CHECK(untouched_refusal_of(folder / "calbook.db") == Code::damaged);
}

TEST_CASE("a dump without its mark is refused, suggesting to restore it") {
  TemporaryFolder folder;
  write_owner(folder / "calbook.db", "alice");
  SQLite::Database{(folder / "calbook.db").string(), SQLite::OPEN_READWRITE}.exec(
      "PRAGMA application_id = 0; PRAGMA user_version = 0");
  CHECK(untouched_refusal_of(folder / "calbook.db") == Code::not_a_calendar);
  const calendar::Remedy remedy = error_of([&] { owners_in(folder / "calbook.db"); }).remedy();
  CHECK(remedy.kind == calendar::Remedy::Kind::restore_dump);
  CalendarFile{folder / "marked.db"}.restore(remedy.subject, make::at("2026-11-22T09:00Z"));
  CHECK(owners_in(folder / "marked.db") == 1);
}

TEST_CASE("a value that a calendar would never hold is damage") {
  TemporaryFolder folder;
  write_owner(folder / "calbook.db", "alice");
  SQLite::Database{(folder / "calbook.db").string(), SQLite::OPEN_READWRITE}.exec(
      "PRAGMA ignore_check_constraints = 1; UPDATE owner SET name = 'Not A Name'");
  CHECK(code_of([&] { owners_in(folder / "calbook.db"); }) == Code::damaged);
}

TEST_CASE("the next reader rolls back a killed process's partial change") {
  TemporaryFolder folder;
  write_owner(folder / "calbook.db", "alice");
  {
    // A cache this small writes into the file before the commit; the copy is what a kill leaves.
    SQLite::Database writer{(folder / "calbook.db").string(), SQLite::OPEN_READWRITE};
    writer.exec("PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE owner SET name = 'mallory'");
    writer.exec(
        "WITH RECURSIVE number(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < 5000) "
        "INSERT INTO owner(name, zone) SELECT 'owner-' || i, 'UTC' FROM number");
    fs::copy_file(folder / "calbook.db", folder / "left.db");
    fs::copy_file(folder / "calbook.db-journal", folder / "left.db-journal");
  }
  REQUIRE(bytes_of(folder / "left.db") != bytes_of(folder / "calbook.db"));
  CHECK(owners_in(folder / "left.db") == 1);
  CHECK(bytes_of(folder / "left.db") == bytes_of(folder / "calbook.db"));
  CHECK_FALSE(fs::exists(folder / "left.db-journal"));
}

TEST_CASE("a header that forbids writing is damage to writers only") {
  TemporaryFolder folder;
  const fs::path file = folder / "calbook.db";
  write_owner(file, "alice");
  std::string bytes = bytes_of(file);
  constexpr std::size_t write_version = 18;  // https://sqlite.org/fileformat2.html#file_format_version_numbers
  bytes.at(write_version) = 3;
  write_bytes(file, bytes);
  CHECK(owners_in(file) == 1);
  CHECK(code_of([&] { write_owner(file, "bob"); }) == Code::damaged);
  CHECK(code_of([&] { owners_in(file, Access::change); }) == Code::damaged);
  const CalendarFile calendar{file};
  for (const auto fix : {Fix::nothing, Fix::lossless}) CHECK(code_of([&] { calendar.verify(fix); }) == Code::damaged);
  CHECK(code_of([&] { calendar.back_up(folder / "copy.db", CalendarFile::Overwrite::refused); }) == Code::damaged);
  CHECK(code_of([&] { CalendarFile{folder / "other/calbook.db"}.restore(file, {}); }) == Code::damaged);
  CHECK_FALSE(fs::exists(folder / "other"));
  CHECK(bytes_of(file) == bytes);
}

TEST_CASE("a file that lost its second half is damaged") {
  TemporaryFolder folder;
  write_owner(folder / "calbook.db", "alice");
  fs::resize_file(folder / "calbook.db", fs::file_size(folder / "calbook.db") / 2);
  const Code code = code_of([&] { owners_in(folder / "calbook.db"); });
  CHECK(code == Code::damaged);
}

}  // namespace

}  // namespace calendar
