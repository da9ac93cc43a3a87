// Copies of a whole file: made while others use it, and put in its place.

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <map>

#include <SQLiteCpp/Backup.h>

#include "calendar/store.hpp"
#include "calendar/text.hpp"
#include "file/path_guard.hpp"
#include "file/staged_file.hpp"
#include "file/writer_queue.hpp"
#include "sqlite/busy_handler.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/errors.hpp"
#include "sqlite/integrity.hpp"
#include "sqlite/schema.hpp"
#include "sqlite/version.hpp"

namespace calendar {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, std::string_view why, Remedy remedy) {
  throw Error{Code::cannot_open, fmt::format("{} {}", escaped(path.string()), why), std::move(remedy)};
}

bool is_same_file(const fs::path& one, const fs::path& other) {
  std::error_code ignored;
  return fs::equivalent(one, other, ignored);
}

// What may be overwritten by a backup.
void check_place(const fs::path& copy, const fs::path& calendar, Store::Overwrite overwrite) {
  struct stat found {};
  if (::lstat(copy.c_str(), &found) != 0) {
    if (errno != ENOENT) throw system_failure(copy, errno, "write");
    return;
  }
  if (is_same_file(copy, calendar)) refuse(copy, "is the calendar itself", Remedy::Kind::another_copy);
  if (!S_ISREG(found.st_mode)) refuse(copy, "is not a regular file", Remedy::Kind::another_copy);
  if (overwrite == Store::Overwrite::refused) {
    refuse(copy, "exists already", {Remedy::Kind::overwrite, copy.string()});
  }
}

// Writes every page into a file, which must be empty.
void copy_pages(SQLite::Database& source, const NewFile& file) {
  SQLite::Database copy{file.path().string(), SQLite::OPEN_READWRITE};
  try {
    copy.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");  // synced once, when it is whole
    if (SQLite::Backup{copy, source}.executeStep() != SQLITE_DONE) throw locked(file.place());
    copy.exec("PRAGMA journal_mode = DELETE");
  } catch (const SQLite::Exception& failure) {
    const int error = system_error_of(copy);
    const bool of_the_source = system_error_of(source) != 0 || (error == 0 && says_damaged(failure));
    if (of_the_source) throw;
    throw storage_failure(failure, error, file.place());
  }
}

// Changes a copy that nobody else knows yet.
template <class Use>
void change(const NewFile& file, Use&& use) {
  SQLite::Database copy{file.path().string(), SQLite::OPEN_READWRITE};
  try {
    use(copy);
  } catch (const SQLite::Exception& failure) {
    // SQLite makes do with reading where it cannot open a file to write it.
    if (says_read_only(failure)) throw system_failure(file.place(), EIO, "write");
    throw storage_failure(failure, system_error_of(copy), file.place());
  }
}

Contents contents_of(SQLite::Database& database) {
  return {database.execAndGet("SELECT count(*) FROM owner").getInt64(),
          database.execAndGet("SELECT count(*) FROM appointment").getInt64()};
}

// What a copy of `source` holds. A fault in it is one of the source, but for what the system says.
Contents checked_contents(const NewFile& file, int version, const fs::path& source) {
  SQLite::Database copy{file.path().string(), SQLite::OPEN_READWRITE};  // to be checked whole: see faults()
  try {
    if (const auto found = faults(copy, version); !found.empty()) throw unsound(copy, source, found);
    return contents_of(copy);
  } catch (const SQLite::Exception& failure) {
    const int error = system_error_of(copy);
    throw storage_failure(failure, error, error == 0 ? source : file.place());
  }
}

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
  explicit Lock(const GuardedFile& guarded) : use_{guarded.id}, queue_{guarded.path, guarded.id} {
    const fs::path& file = guarded.path;
    const Deadline deadline = longest_wait_from_now();
    queue_.enter(deadline);
    try {
      database_.emplace(file.string(), SQLite::OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW);
      busy_handler_.emplace(database_->getHandle(), file, guarded.id);
      busy_handler_->give_up_at(deadline);
      database_->exec("PRAGMA journal_mode = DELETE");  // brings in what a write-ahead log holds
      // Locked until it is closed, and in no transaction: SQLite copies no file that it is changing.
      database_->exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
    } catch (const SQLite::Exception& failure) {
      const int error = database_ ? system_error_of(*database_) : errno;
      if (!says_damaged(failure) || error != 0) throw storage_failure(failure, error, file);
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
      NewFile copy{place};
      copy_pages(live, copy);
      try {
        if (copy.put()) return place;
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
fs::path swapped(NewFile& replacement, const fs::path& file, Instant now) {
  replacement.sync();
  fs::path kept = linked_as(file, name_to_keep(file, now));
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
    database.exec("PRAGMA writable_schema = ON");  // reads a file that was cut, too
    return last_numbers(database);
  } catch (const SQLite::Exception&) {
    return {};
  }
}

// References follow from numbers, and somebody may hold one that was given since the copy was made.
void give_none_again(const std::map<std::string, std::int64_t>& numbers, const NewFile& file) {
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
std::optional<fs::path> put_in_place(NewFile& replacement, const std::optional<GuardedFile>& place, Instant now) {
  if (!place) {
    if (replacement.put()) return std::nullopt;
    throw Error{Code::busy, "a calendar was created there meanwhile", Remedy::Kind::try_again};
  }
  const fs::path& file = place->path;
  Lock lock{*place};
  if (!lock.database()) {
    give_none_again(last_numbers_of_damaged(file), replacement);
    return swapped(replacement, file, now);
  }
  give_none_again(last_numbers(*lock.database()), replacement);
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

Contents Store::back_up(const fs::path& copy, Overwrite overwrite) {
  Connection& source = *connection_;
  const Transaction reading{*this, Transaction::Kind::as_it_is};
  if (source.file.empty())
    throw Error{Code::cannot_open, "there is no calendar yet to back up", Remedy::Kind::existing_file};
  check_place(copy, source.file, overwrite);
  return source.translated([&] {
    NewFile file{copy};
    const int version = version_of(source.database(), source.file);
    copy_pages(source.database(), file);
    const Contents contents = checked_contents(file, version, source.file);
    if (overwrite == Overwrite::allowed) {
      file.replace();
    } else if (!file.put()) {
      check_place(copy, source.file, overwrite);
    }
    return contents;
  });
}

Store::Restored Store::restore(const fs::path& copy, const fs::path& file, Instant now) {
  const fs::path from = readable_copy(copy);
  if (is_same_file(from, file)) refuse(copy, "is the calendar itself", Remedy::Kind::another_backup);
  std::optional<SQLite::Database> source;
  try {
    source.emplace(from.string(), SQLite::OPEN_READONLY | SQLITE_OPEN_NOFOLLOW);
    source->exec("BEGIN");
    const int version = version_of_copy(*source, from);
    // Before anything is made; then once more where its values are held against the tables, too.
    if (const auto found = faults(*source, version); !found.empty()) throw unsound(*source, from, found);
    const auto replaced = guarded_to_replace(file);
    NewFile replacement{replaced ? replaced->path : file};
    copy_pages(*source, replacement);
    const Contents contents = checked_contents(replacement, version, from);
    change(replacement, [&](SQLite::Database& written) { set_version(written, version); });
    return {contents, put_in_place(replacement, replaced, now)};
  } catch (const SQLite::Exception& failure) {
    throw storage_failure(failure, source ? system_error_of(*source) : errno, from);
  }
}

}  // namespace calendar
