// A copy of a file, put in its place.

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <map>

#include "calendar/calendar_file.hpp"
#include "calendar/text.hpp"
#include "file/path_guard.hpp"
#include "file/writer_queue.hpp"
#include "sqlite/busy_handler.hpp"
#include "sqlite/copies.hpp"
#include "sqlite/integrity.hpp"
#include "sqlite/schema.hpp"
#include "sqlite/schema_check.hpp"
#include "sqlite/version.hpp"

namespace calendar {

namespace {

namespace fs = std::filesystem;

// A copy that is to be restored: any file that can be read will do, for it is checked and copied.
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

// As version_of(), but a dump that lost its mark has the version of its schema.
int version_of_copy(SQLite::Database& copy, const fs::path& file) {
  const bool unmarked = copy.execAndGet("PRAGMA application_id").getInt() == 0;
  const int known = unmarked ? version_by_schema(copy) : 0;
  const int version = known > 0 ? known : version_of(copy, file);
  if (version == 0) throw Error{Code::not_a_calendar, fmt::format("{} holds no calendar", escaped(file.string()))};
  return version;
}

// Keeps everybody else from a file as long as it lives. A writer who has the file open and waits for
// its turn finds then that it was replaced, before it can take the journal of the new file for a hot
// one of the old. A file that is damaged cannot be locked.
class Lock {
 public:
  explicit Lock(const CheckedPath& place) : use_{place.id}, queue_{place.path, place.id} {
    const fs::path& file = place.path;
    const Deadline deadline = longest_wait_from_now();
    queue_.enter(deadline);
    try {
      database_.emplace(file.string(), SQLite::OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW);
      configure(*database_);
      busy_handler_.emplace(database_->getHandle(), file, place.id);
      busy_handler_->give_up_at(deadline);
      use_rollback_journal(*database_, deadline);
      // Locked until it is closed, and in no transaction: SQLite copies no file that it is changing.
      database_->exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
    } catch (const SQLite::Exception& failure) {
      const int error = database_ ? system_error_of(*database_) : errno;
      if (!is_damage(failure) || error != 0) throw storage_failure(failure, error, file);
      database_.reset();
    }
  }

  /// Empty where the file is damaged.
  std::optional<SQLite::Database>& database() { return database_; }

 private:
  // Each outlives what follows it.
  FileUse use_;
  WriterQueue queue_;
  std::optional<BusyHandler> busy_handler_;
  std::optional<SQLite::Database> database_;
};

// What a damaged file could not take back belongs to it, and must not be played into another.
void move_journals(const fs::path& file, const fs::path& kept) {
  for (const char* suffix : {"-journal", "-wal", "-shm"}) {
    const std::string from = file.string() + suffix;
    if (::rename(from.c_str(), (kept.string() + suffix).c_str()) != 0 && errno != ENOENT)
      throw system_failure(from, errno, "move");
  }
}

// "calbook.db.replaced-20261124T181944Z".
fs::path name_to_keep(const fs::path& file, Instant now) {
  const auto day = std::chrono::floor<Days>(now);
  const std::chrono::hh_mm_ss time{now - day};
  std::string date = iso(Date{day.time_since_epoch()});
  std::erase(date, '-');
  return fmt::format("{}.replaced-{}T{:02}{:02}{:02}Z", file.string(), date, time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

bool holds_nothing(const fs::path& file) {
  struct stat found {};
  return ::stat(file.c_str(), &found) == 0 && found.st_size == 0;
}

bool is_taken(const fs::path& path) {
  struct stat found {};
  return ::lstat(path.c_str(), &found) == 0;
}

// Copies what is to be replaced beside it; returns where.
fs::path kept_copy(SQLite::Database& live, const fs::path& file, Instant now) {
  const std::string name = name_to_keep(file, now).string();
  fs::path place = name;
  for (int number = 2;; ++number) {
    if (!is_taken(place)) {
      StagedFile copy{place};
      copy_pages(live, copy);
      try {
        if (copy.publish()) return place;
      } catch (const Error& error) {
        if (!copy.in_place()) throw;
        ::unlink(place.c_str());  // nothing is replaced yet
        throw Error{Code::io_error, error.message(), error.remedy()};
      }
    }
    place = fmt::format("{}-{}", name, number);
  }
}

// Puts another file under the name of a damaged one, which nobody can use, and keeps that under a name
// of its own, which is returned.
fs::path swap_in(StagedFile& replacement, const fs::path& file, Instant now) {
  replacement.sync();
  fs::path kept = link_under_free_name(file, name_to_keep(file, now));
  try {
    move_journals(file, kept);
    replacement.replace();
  } catch (const Error&) {
    if (!replacement.in_place()) ::unlink(kept.c_str());  // the name, not the file
    throw;
  }
  return kept;
}

// By table, the last number that AUTOINCREMENT gave there; none where that cannot be read.
std::map<std::string, std::int64_t> last_numbers(SQLite::Database& database) {
  std::map<std::string, std::int64_t> numbers;
  try {
    SQLite::Statement query{database, R"sql(
        SELECT name, seq FROM sqlite_sequence WHERE name IN ('appointment', 'busy') AND seq BETWEEN 1 AND :most)sql"};
    query.bind(":most", greatest_number);
    while (query.executeStep()) numbers.emplace(query.getColumn(0).getString(), query.getColumn(1).getInt64());
  } catch (const SQLite::Exception&) {
    numbers.clear();
  }
  return numbers;
}

std::map<std::string, std::int64_t> last_numbers_of_damaged(const fs::path& file) {
  try {
    SQLite::Database database{file.string(), SQLite::OPEN_READONLY | SQLITE_OPEN_NOFOLLOW};
    configure(database);
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    database.exec("PRAGMA writable_schema = ON");  // reads a file that was cut, too
    return last_numbers(database);
  } catch (const SQLite::Exception&) {
    return {};
  }
}

// References follow from numbers, and somebody may hold one that was given since the copy was made.
void raise_sequences(const std::map<std::string, std::int64_t>& numbers, const StagedFile& file) {
  if (numbers.empty()) return;
  change(file, [&](SQLite::Database& copy) {
    for (const auto& [table, number] : numbers) {
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
  });
}

// Returns where that is which was there, if there was something.
std::optional<fs::path> put_in_place(StagedFile& replacement, const std::optional<CheckedPath>& place, Instant now) {
  if (!place) {
    if (replacement.publish()) return std::nullopt;
    throw Error{Code::busy, "a calendar was created there meanwhile", Remedy::Kind::try_again};
  }
  const fs::path& file = place->path;
  Lock lock{*place};
  if (!lock.database()) {
    raise_sequences(last_numbers_of_damaged(file), replacement);
    return swap_in(replacement, file, now);
  }
  raise_sequences(last_numbers(*lock.database()), replacement);
  std::optional<fs::path> kept;
  if (!holds_nothing(file)) kept = kept_copy(*lock.database(), file, now);
  try {
    replacement.replace();
  } catch (const Error&) {
    if (kept && !replacement.in_place()) ::unlink(kept->c_str());
    throw;
  }
  return kept;
}

}  // namespace

CalendarFile::Restored CalendarFile::restore(const fs::path& copy, Instant now) const {
  const fs::path from = readable_copy(copy);
  if (is_same_file(from, file_)) refuse(copy, "is the calendar itself", Remedy::Kind::another_backup);
  std::optional<SQLite::Database> source;
  try {
    source.emplace(from.string(), SQLite::OPEN_READONLY | SQLITE_OPEN_NOFOLLOW);
    configure(*source);
    source->exec("BEGIN");
    const int version = version_of_copy(*source, from);
    // Before anything is made; then once more where its values are held against the tables, too.
    require_sound(*source, version, from);
    const auto replaced = checked_path_to_replace(file_);
    StagedFile replacement{replaced ? replaced->path : file_};
    copy_pages(*source, replacement);
    const Contents contents = checked_contents(replacement, version, from);
    change(replacement, [&](SQLite::Database& written) { set_version(written, version); });
    return {contents, put_in_place(replacement, replaced, now)};
  } catch (const SQLite::Exception& failure) {
    throw storage_failure(failure, source ? system_error_of(*source) : errno, from);
  }
}

}  // namespace calendar
