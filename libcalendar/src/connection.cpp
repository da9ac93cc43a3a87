#include "connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cassert>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <random>
#include <thread>

#include "calendar/text.hpp"
#include "file_guard.hpp"
#include "schema.hpp"

namespace calendar {

namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto busy_timeout = 30s;

// Called by SQLite while another process holds the lock; zero gives up. Short waits with jitter:
// SQLite's own handler backs off to 100 ms, and the unluckiest of many writers starves.
int wait_for_lock(void* waiting_since, int calls) {
  auto& since = *static_cast<steady_clock::time_point*>(waiting_since);
  const auto now = steady_clock::now();
  if (calls == 0) since = now;
  if (now - since > busy_timeout) return 0;
  thread_local std::minstd_rand jitter{std::random_device{}()};
  std::this_thread::sleep_for(std::chrono::microseconds{std::uniform_int_distribution{300, 1500}(jitter)});
  return 1;
}

void configure(SQLite::Database& database, bool writes) {
  sqlite3* handle = database.getHandle();
  static steady_clock::time_point waiting_since;
  sqlite3_busy_handler(handle, wait_for_lock, &waiting_since);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  // EXTRA also syncs the folder after the journal is removed; with FULL a power cut can bring the
  // journal back, and with it the state before a booking that was acknowledged.
  if (writes) database.exec("PRAGMA synchronous = EXTRA");
}

// SQLite tells kinds of failure in the low byte, and details above it.
int kind_of(const SQLite::Exception& failure) {
  return failure.getErrorCode() & 0xFF;
}

bool is_full(const SQLite::Exception& failure, int system_error) {
  return kind_of(failure) == SQLITE_FULL || system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

}  // namespace

Store::Connection::Connection(const std::filesystem::path& path, Access access) : creates_{access == Access::create} {
  if (access == Access::create) {
    file = guarded_or_created(path);
  } else {
    file = guarded(path).value_or("");
  }
  try {
    if (file.empty()) {
      open_stand_in();
    } else {
      open(access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    }
  } catch (const SQLite::Exception& failure) {
    throw_translated(failure);
  }
}

void Store::Connection::open(int flags) {
  statements.reset();
  statements = std::make_unique<Statements>(file.string(), flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX);
  configure(database(), flags == SQLITE_OPEN_READWRITE);
}

void Store::Connection::open_stand_in() {
  statements = std::make_unique<Statements>(":memory:", SQLITE_OPEN_READWRITE);
  configure(database(), false);
  migrate(0);
}

int Store::Connection::version() {
  const int id = database().execAndGet("PRAGMA application_id");
  const int found = database().execAndGet("PRAGMA user_version");
  if (id != application_id) {
    const int tables = database().execAndGet("SELECT count(*) FROM sqlite_schema");
    if (id == 0 && found == 0 && tables == 0) return 0;
    const int ours = database().execAndGet(
        "SELECT count(*) FROM sqlite_schema WHERE name IN ('owner', 'weekly_hours', 'appointment_no_overlap_insert')");
    if (id == 0 && ours == 3) {
      const int second = database().execAndGet("SELECT count(*) FROM sqlite_schema WHERE name = 'service'");
      throw Error{Code::not_a_calendar,
                  fmt::format("{} has calbook's tables but not its mark, as a restored dump has", shown_file()),
                  fmt::format("sqlite3 {} 'PRAGMA application_id = {}; PRAGMA user_version = {}'", shown_file(),
                              application_id, second == 1 ? 2 : 1)};
    }
    throw Error{Code::not_a_calendar, fmt::format("{} is not a calbook file", shown_file()),
                "name another file: --db FILE"};
  }
  if (found < 1) throw Error{Code::damaged, fmt::format("{} says that it has version {}", shown_file(), found)};
  if (found > static_cast<int>(migrations().size())) {
    throw Error{Code::newer_version, fmt::format("{} was written by a newer calbook", shown_file()), "update calbook"};
  }
  return found;
}

void Store::Connection::migrate(int from) {
  const auto steps = migrations();
  for (const char* step : steps.subspan(static_cast<std::size_t>(from))) database().exec(step);
  database().exec(fmt::format("PRAGMA application_id = {}", application_id));
  database().exec(fmt::format("PRAGMA user_version = {}", steps.size()));
}

void Store::Connection::begin(Transaction::Kind kind) {
  try {
    kind == Transaction::Kind::write ? begin_writing() : begin_reading();
  } catch (const SQLite::Exception& failure) {
    roll_back();
    throw_translated(failure);
  } catch (...) {
    roll_back();
    throw;
  }
}

void Store::Connection::begin_writing() {
  database().exec("BEGIN IMMEDIATE");
  const int from = version();
  if (from < static_cast<int>(migrations().size())) migrate(from);
}

void Store::Connection::begin_reading() {
  database().exec("BEGIN");
  int found = 0;
  try {
    found = version();
  } catch (const SQLite::Exception& failure) {
    if (kind_of(failure) != SQLITE_READONLY) throw;
    // A writer was killed: what it left behind is undone by the next process that may write.
    open(SQLITE_OPEN_READWRITE);
    database().exec("BEGIN");
    found = version();
  }
  if (found == static_cast<int>(migrations().size())) return;
  if (found == 0 && !creates_) {
    file.clear();
    open_stand_in();
    database().exec("BEGIN");
    return;
  }
  open(SQLITE_OPEN_READWRITE);
  begin_writing();
  database().exec("COMMIT");
  database().exec("BEGIN");
}

void Store::Connection::commit() {
  if (file.empty() && sqlite3_total_changes(database().getHandle()) > 0) {
    throw Error{Code::cannot_open, "there is no calendar yet in which to change something"};
  }
  try {
    database().exec("COMMIT");
  } catch (const SQLite::Exception& failure) {
    roll_back();
    throw_translated(failure);
  }
}

void Store::Connection::roll_back() noexcept {
  if (sqlite3_get_autocommit(database().getHandle()) == 0) {
    sqlite3_exec(database().getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

std::string Store::Connection::shown_file() const {
  return escaped(file.string());
}

void Store::Connection::throw_translated(const SQLite::Exception& failure) const {
  const int system_error = statements ? sqlite3_system_errno(statements->database.getHandle()) : 0;
  const std::string where = shown_file();
  const std::string why = system_error != 0 ? std::strerror(system_error) : failure.what();
  if (is_full(failure, system_error)) {
    throw Error{Code::disk_full, fmt::format("no room to write {}: {}", where, why),
                "free some space; nothing was stored"};
  }
  switch (kind_of(failure)) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Error{Code::busy, fmt::format("another program kept {} locked for {} s", where, busy_timeout / 1s),
                  fmt::format("see who has it open: fuser {}", where)};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      throw Error{Code::permission, fmt::format("cannot write {}: {}", where, failure.what()),
                  fmt::format("check the permissions of the file and its folder: ls -ld {} {}", where,
                              escaped(file.parent_path().string()))};
    case SQLITE_CANTOPEN: {
      const bool forbidden = system_error == EACCES || system_error == EPERM || system_error == EROFS;
      throw Error{forbidden ? Code::permission : Code::cannot_open, fmt::format("cannot open {}: {}", where, why),
                  fmt::format("check the permissions of the file and its folder: ls -ld {} {}", where,
                              escaped(file.parent_path().string()))};
    }
    case SQLITE_NOTADB:
      throw Error{Code::not_a_calendar, fmt::format("{} is not a calbook file", where), "name another file: --db FILE"};
    case SQLITE_CORRUPT:
      throw Error{Code::damaged, fmt::format("{} is damaged: {}", where, failure.what()),
                  fmt::format("sqlite3 {} .recover | sqlite3 recovered.db", where)};
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG: throw Error{Code::io_error, fmt::format("cannot read or write {}: {}", where, why)};
    case SQLITE_CONSTRAINT:
      if (failure.getExtendedErrorCode() == SQLITE_CONSTRAINT_TRIGGER) {
        throw Error{Code::slot_taken, "that time is taken"};
      }
      [[fallthrough]];
    default:
      throw Error{Code::internal, fmt::format("SQLite: {} ({})", failure.what(), failure.getExtendedErrorCode())};
  }
}

}  // namespace calendar
