// Replacing a file with a copy.
//
//   1. Write the copy under a hidden name, check it, and sync it.
//   2. Lock everybody else out of the file, which rolls back what a killed writer left.
//   3. Copy the file's content to the name under which it is kept; if it is damaged, byte by byte.
//   4. Move leftover companions of the file along: SQLite would apply them to the copy.
//   5. Rename the copy to the file's name.
//
// A kill or a power cut leaves either the old or the new file, and the restore can be repeated. The
// file itself no longer needs what is moved in step 4: step 2 has applied any hot journal. If there
// is no file, the companions belong to one that was moved away, and are kept for it.

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>

#include "calendar/calendar_file.hpp"
#include "calendar/text.hpp"
#include "file/companions.hpp"
#include "file/path_guard.hpp"
#include "sqlite/configuration.hpp"
#include "sqlite/copies.hpp"
#include "sqlite/exclusive_file.hpp"
#include "sqlite/integrity.hpp"
#include "sqlite/replaced_file.hpp"
#include "sqlite/schema.hpp"
#include "sqlite/schema_check.hpp"
#include "sqlite/version.hpp"

namespace calendar {

namespace {

namespace fs = std::filesystem;

// The path of a copy to restore: any readable file will do, because it is checked and copied.
fs::path readable_copy(const fs::path& copy) {
  struct stat found {};
  if (::stat(copy.c_str(), &found) != 0) throw system_failure(copy, errno, "read");
  if (!S_ISREG(found.st_mode)) refuse(copy, "is not a regular file", Remedy::Kind::another_backup);
  if (::access(copy.c_str(), R_OK) != 0) throw system_failure(copy, errno, "read");
  std::error_code error;
  fs::path real = fs::canonical(copy, error);
  if (error) throw system_failure(copy, error.value(), "read");
  return real;
}

// Like version_of(), but a dump that lost its mark has the version of its schema.
int version_of_copy(SQLite::Database& copy, const fs::path& file) {
  const bool unmarked = copy.execAndGet("PRAGMA application_id").getInt() == 0;
  const int known = unmarked ? version_by_schema(copy) : 0;
  const int version = known > 0 ? known : version_of(copy, file);
  if (version == 0) throw Error{Code::not_a_calendar, fmt::format("{} holds no calendar", escaped(file.string()))};
  return version;
}

// A regular file of any user; empty if there is none.
std::optional<CheckedPath> readable_part(const fs::path& path) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return std::nullopt;
  return CheckedPath{path, id_of(found)};
}

// The copy to restore, opened read-only. If a killed writer left a journal, or there is a log that
// cannot be read, a copy of all of it is recovered and opened instead; the original is not changed.
class Source {
 public:
  Source(const fs::path& file, const fs::path& place) : file_{file} {
    try {
      open(file, SQLite::OPEN_READONLY | SQLITE_OPEN_NOFOLLOW);
    } catch (const SQLite::Exception& failure) {
      const bool must_be_written = is_read_only(failure) || is_cannot_open(failure);
      if (!must_be_written || companions_of(file).empty()) throw_translated(failure);
      recover(place);
    }
  }

  SQLite::Database& database() { return *database_; }
  int version() const { return version_; }
  const fs::path& file() const { return file_; }

  [[noreturn]] void throw_translated(const SQLite::Exception& failure) {
    throw storage_failure(failure, database_ ? system_error_of(*database_) : errno, file_);
  }

 private:
  void open(const fs::path& path, int flags) {
    database_.emplace(path.string(), flags);
    configure(*database_);
    database_->exec("BEGIN");
    version_ = version_of_copy(*database_, file_);
  }

  void recover(const fs::path& place) {
    database_.reset();
    checked_path_to_replace(place);
    copy_.emplace(place);
    for (const char* suffix : {"", "-journal", "-wal"}) {
      if (const auto part = readable_part(with_suffix(file_, suffix))) copy_bytes(*part, *copy_, suffix);
    }
    try {
      open(copy_->path(), SQLite::OPEN_READWRITE);
    } catch (const SQLite::Exception& failure) {
      throw_translated(failure);
    }
  }

  fs::path file_;
  std::optional<StagedFile> copy_;
  std::optional<SQLite::Database> database_;
  int version_ = 0;
};

bool holds_nothing(const fs::path& file) {
  struct stat found {};
  return ::stat(file.c_str(), &found) == 0 && found.st_size == 0;
}

// The last numbers given, so that none is given twice: somebody may have a reference, or know of a change, from
// after the copy was made.
struct LastNumbers {
  std::map<std::string, std::int64_t> sequences;  ///< AUTOINCREMENT's, by table.
  std::int64_t owner = 0;
  std::int64_t change = 0;
};

std::map<std::string, std::int64_t> sequences_of(SQLite::Database& database) {
  std::map<std::string, std::int64_t> numbers;
  SQLite::Statement query{database, R"sql(
      SELECT name, seq FROM sqlite_sequence WHERE name IN ('appointment', 'busy') AND seq BETWEEN 1 AND :most)sql"};
  query.bind(":most", greatest_number);
  while (query.executeStep()) numbers.emplace(query.getColumn(0).getString(), query.getColumn(1).getInt64());
  return numbers;
}

// What cannot be read is left out, as in files of older versions.
LastNumbers last_numbers(SQLite::Database& database) {
  LastNumbers numbers;
  try {
    numbers.sequences = sequences_of(database);
    SQLite::Statement query{database, R"sql(
        SELECT max(last_owner, coalesce((SELECT max(id) FROM owner), 0)),
          max(last_change, coalesce((SELECT max(number) FROM change), 0)) FROM file)sql"};
    if (query.executeStep()) {
      numbers.owner = std::clamp<std::int64_t>(query.getColumn(0).getInt64(), 0, greatest_number);
      numbers.change = std::clamp<std::int64_t>(query.getColumn(1).getInt64(), 0, greatest_number);
    }
  } catch (const SQLite::Exception&) {
    return numbers;
  }
  return numbers;
}

LastNumbers last_numbers_of_damaged(const fs::path& file) {
  try {
    SQLite::Database database{file.string(), SQLite::OPEN_READONLY | SQLITE_OPEN_NOFOLLOW};
    configure(database);
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    database.exec("PRAGMA writable_schema = ON");  // also reads a truncated file
    return last_numbers(database);
  } catch (const SQLite::Exception&) {
    return {};
  }
}

void raise_sequence(SQLite::Database& copy, const std::string& table, std::int64_t number) {
  for (const char* sql : {
           "UPDATE sqlite_sequence SET seq = max(seq, :number) WHERE name = :table",
           "INSERT INTO sqlite_sequence(name, seq) SELECT :table, :number"
           " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :table)",
       }) {
    SQLite::Statement statement{copy, sql};
    statement.bind(":table", table);
    statement.bind(":number", number);
    statement.exec();
  }
}

void raise_numbers(const LastNumbers& last, int version, const StagedFile& file) {
  change(file, [&](SQLite::Database& copy) {
    for (const auto& [table, number] : last.sequences) raise_sequence(copy, table, number);
    if (version < version_with_identity) return;
    SQLite::Statement statement{
        copy, "UPDATE file SET last_owner = max(last_owner, :owner), last_change = max(last_change, :change)"};
    statement.bind(":owner", last.owner);
    statement.bind(":change", last.change);
    statement.exec();
  });
}

bool has_no_tables(SQLite::Database& database) {
  return database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
}

// If there is no file, so that nobody can be using it.
void create_in_place(StagedFile& replacement, ReplacedFile& kept) {
  kept.keep_companions();
  if (replacement.publish()) return;
  kept.settle();  // what lies there now is not theirs
  throw Error{Code::busy, "a calendar was created there meanwhile", Remedy::Kind::try_again};
}

void replace_in_place(StagedFile& replacement, int version, const CheckedPath& file, ReplacedFile& kept) {
  const bool was_empty = holds_nothing(file.path);                      // locking fills it
  if (was_empty && orphan_of_empty(file.path)) kept.keep_companions();  // SQLite would remove them
  ExclusiveFile old{file};
  auto& live = old.database();
  raise_numbers(live ? last_numbers(*live) : last_numbers_of_damaged(file.path), version, replacement);
  replacement.sync();
  if (!live) {
    kept.keep_damaged(file);
  } else if (!was_empty || !has_no_tables(*live)) {
    kept.keep(*live);
  }
  kept.keep_companions();
  replacement.replace();
}

// Returns where the previous file is kept, if there was one.
std::optional<fs::path> put_in_place(StagedFile& replacement, int version, const std::optional<CheckedPath>& file,
                                     Instant now) {
  ReplacedFile kept{replacement.place(), now};
  try {
    if (file) {
      replace_in_place(replacement, version, *file, kept);
    } else {
      create_in_place(replacement, kept);
    }
  } catch (const Error&) {
    if (replacement.in_place()) kept.settle();
    throw;
  }
  return kept.settle();
}

}  // namespace

CalendarFile::Restored CalendarFile::restore(const fs::path& copy, Instant now) const {
  const fs::path from = readable_copy(copy);
  if (is_same_file(from, file_)) refuse(copy, "is the calendar itself", Remedy::Kind::another_backup);
  Source source{from, file_};
  try {
    // Before anything is created; checked again later, including the CHECK constraints.
    require_sound(source.database(), source.version(), from);
    const auto replaced = checked_path_to_replace(file_);
    StagedFile replacement{replaced ? replaced->path : file_};
    copy_pages(source.database(), replacement);
    const Contents contents = checked_contents(replacement, source.version(), from);
    change(replacement, [&](SQLite::Database& written) { set_version(written, source.version()); });
    return {contents, put_in_place(replacement, source.version(), replaced, now)};
  } catch (const SQLite::Exception& failure) {
    source.throw_translated(failure);
  }
}

}  // namespace calendar
