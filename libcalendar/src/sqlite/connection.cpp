#include "sqlite/connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <cstring>

#include "calendar/text.hpp"
#include "file/path_guard.hpp"
#include "file/system_error.hpp"
#include "sqlite/busy_handler.hpp"
#include "sqlite/commit_outcome.hpp"
#include "sqlite/configuration.hpp"
#include "sqlite/errors.hpp"
#include "sqlite/schema.hpp"
#include "sqlite/schema_check.hpp"
#include "sqlite/version.hpp"

namespace calendar {

Connection::Connection(const std::filesystem::path& path, Store::Access access, Store::NewIdentity new_identity)
    : creates_{access == Store::Access::create},
      patience_{access == Store::Access::glance ? shortest_wait : longest_wait},
      new_identity_{new_identity} {
  const bool reads = access == Store::Access::read || access == Store::Access::glance;
  try {
    if (!open_checked(path, reads ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE)) open_stand_in();
  } catch (const SQLite::Exception& failure) {
    throw_translated(failure, system_error());
  }
}

// Makes sure that SQLite opened the file that was checked, as it may have been replaced in between.
bool Connection::open_checked(const std::filesystem::path& path, int flags) {
  constexpr int most = 3;
  for (int tries = 0; tries < most; ++tries) {
    const auto found = creates_ ? checked_path_or_created(path) : checked_path(path);
    if (!found) return false;
    open(*found, flags);
    if (!was_replaced() && is_still_there(*found)) return true;
  }
  throw replaced(path);
}

void Connection::open(const CheckedPath& found, int flags) {
  statements.reset();
  file = found.path;
  queue_.reset();
  use_.emplace(found.id);
  statements = std::make_unique<Statements>(file.string(), flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX);
  busy_handler_.emplace(database().getHandle(), file, found.id, patience_);
  may_write_ = flags == SQLITE_OPEN_READWRITE;
  configure(database());
  if (may_write_) prepare_to_write();
}

void Connection::reopen_to_write() {
  const std::filesystem::path path = file;
  if (!open_checked(path, SQLITE_OPEN_READWRITE)) throw system_failure(path, ENOENT);
}

void Connection::leave_log() {
  sqlite3_db_config(database().getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void Connection::prepare_to_write() {
  // SQLite falls back to read-only if it cannot open a file for writing. Checked before a byte is
  // read: later, a damaged header looks the same.
  if (sqlite3_db_readonly(database().getHandle(), "main") == 1)
    throw system_failure(file, ::access(file.c_str(), W_OK) == 0 ? EIO : errno);
  // EXTRA also syncs the folder after the journal is removed; with FULL, a power cut can bring back the
  // journal, which would undo an acknowledged booking.
  database().exec("PRAGMA synchronous = EXTRA");
  queue_.emplace(file, use_->id());
}

void Connection::open_stand_in() {
  statements = std::make_unique<Statements>(":memory:", SQLITE_OPEN_READWRITE);
  configure(database());
  migrate(0);
  stand_in_changes_ = sqlite3_total_changes(database().getHandle());
}

void Connection::migrate(int from) {
  const auto steps = migrations();
  for (const char* step : steps.subspan(static_cast<std::size_t>(from))) database().exec(step);
  if (from < version_with_identity) insert_identity(from == 0);
  set_version(database(), present_version());
  version_ = present_version();
}

// A file from before there were identities keeps the order of its references.
void Connection::insert_identity(bool is_new) {
  const FileIdentity identity = new_identity_();
  const FileIdentity reference_key = is_new ? identity : FileIdentity{};
  SQLite::Statement insert{
      database(), "INSERT INTO file(identity, reference_key, last_owner, last_change) VALUES(:identity, :key, 0, 0)"};
  insert.bind(1, identity.bytes.data(), static_cast<int>(identity.bytes.size()));
  insert.bind(2, reference_key.bytes.data(), static_cast<int>(reference_key.bytes.size()));
  insert.exec();
}

void Connection::begin(Kind kind, Instant now) {
  last_number.reset();
  change = OpenChange{.now = now};
  try {
    switch (kind) {
      case Kind::read: begin_reading(); break;
      case Kind::as_it_is: begin_as_it_is(); break;
      case Kind::write: begin_writing(); break;
    }
  } catch (const SQLite::Exception& failure) {
    roll_back();
    throw_translated(failure, system_error());
  } catch (...) {
    roll_back();
    throw;
  }
}

void Connection::begin_writing() {
  if (!may_write_) throw Error{Code::permission, fmt::format("{} was opened read-only", shown_file())};
  const Deadline deadline = std::chrono::steady_clock::now() + patience_;
  if (queue_) queue_->enter(deadline);
  // Checked before SQLite looks for a journal, which may belong to the new file.
  if (was_replaced()) throw replaced(file);
  if (busy_handler_) busy_handler_->give_up_at(deadline);
  database().exec("BEGIN IMMEDIATE");
  // SQLite has silently begun to read instead if the header forbids writing.
  if (sqlite3_db_readonly(database().getHandle(), "main") == 1) throw damaged(file, forbids_to_write);
  changes_before_ = change_count(database().getHandle());
  version_ = version_of(database(), file);
  require_our_schema(database(), version_, file);
  if (version_ < present_version()) migrate(version_);
}

// A change to a replaced file would be lost.
bool Connection::was_replaced() {
  int moved = 0;
  sqlite3_file_control(database().getHandle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  return moved != 0;
}

void Connection::begin_as_it_is() {
  database().exec("BEGIN");
  try {
    version_ = version_of(database(), file);
  } catch (const SQLite::Exception& failure) {
    if (!is_read_only(failure)) throw;
    // A writer was killed: the next process that can write rolls back its change.
    reopen_to_write();
    database().exec("BEGIN");
    version_ = version_of(database(), file);
  }
}

// A file that is too old to be read must be migrated first.
void Connection::begin_reading() {
  begin_as_it_is();
  if (version_ >= oldest_readable_version) return;
  if (version_ == 0 && !creates_) {
    file.clear();
    open_stand_in();
    database().exec("BEGIN");
    return;
  }
  reopen_to_write();
  begin_writing();
  database().exec("COMMIT");
  queue_->leave();
  database().exec("BEGIN");
}

void Connection::commit() {
  if (file.empty() && sqlite3_total_changes(database().getHandle()) > stand_in_changes_) {
    throw Error{Code::cannot_open, "there is no calendar yet to change"};
  }
  try {
    database().exec("COMMIT");
  } catch (const SQLite::Exception& failure) {
    throw_after_failed_commit(failure);
  }
  // Asked before the next in the queue, which may be about to replace the file.
  const bool lost = sqlite3_total_changes(database().getHandle()) > 0 && was_replaced();
  if (queue_) queue_->leave();
  if (lost) {
    throw Error{Code::undelivered, fmt::format("stored in a file that is no longer there: {}", shown_file()),
                Remedy::Kind::check_stored};
  }
}

void Connection::throw_after_failed_commit(const SQLite::Exception& failure) {
  const int error = system_error_of(database());
  const std::string why = error != 0 ? std::strerror(error) : failure.what();
  roll_back();
  switch (outcome_of_failed_commit(database().getHandle(), changes_before_)) {
    case Outcome::undone: throw_translated(failure, error);
    case Outcome::stored:
      throw Error{Code::undelivered, fmt::format("stored, but then writing {} failed ({})", shown_file(), why),
                  Remedy::Kind::check_disk};
    case Outcome::unknown: break;
  }
  throw Error{Code::undelivered, fmt::format("not known to be stored: writing {} failed ({})", shown_file(), why),
              Remedy::Kind::check_stored};
}

void Connection::roll_back() noexcept {
  if (!statements) return;  // it could not be opened
  if (sqlite3_get_autocommit(database().getHandle()) == 0) {
    sqlite3_exec(database().getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  if (queue_) queue_->leave();
}

void Connection::forget_pages() {
  sqlite3_db_release_memory(database().getHandle());
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(statements->database.getHandle()) == 0;
}

FileIdentity Connection::identity_in(const char* sql) {
  SQLite::Statement query{database(), sql};
  FileIdentity found;
  if (!query.executeStep() || query.getColumn(0).getBytes() != static_cast<int>(found.bytes.size()))
    throw damaged(file, "it has no identity");
  std::memcpy(found.bytes.data(), query.getColumn(0).getBlob(), found.bytes.size());
  return found;
}

const FileIdentity& Connection::reference_key() {
  if (!reference_key_) reference_key_ = identity_in("SELECT reference_key FROM file");
  return *reference_key_;
}

const FileIdentity& Connection::identity() {
  if (!identity_) identity_ = identity_in("SELECT identity FROM file");
  return *identity_;
}

bool Connection::has_open_journal() const {
  if (!statements) return false;  // it could not be opened
  sqlite3_file* journal = nullptr;
  sqlite3_file_control(statements->database.getHandle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal);
  return journal != nullptr && journal->pMethods != nullptr;
}

std::string Connection::shown_file() const {
  return escaped(file.string());
}

// Our own SQL only fails if the tables are not ours.
bool Connection::has_our_schema() const {
  try {
    return !statements || schema_faults(statements->database, version_).empty();
  } catch (const SQLite::Exception&) {
    return false;
  }
}

void Connection::throw_translated(const SQLite::Exception& failure, int system_error) const {
  const bool unexpected = storage_failure(failure, system_error, file).code() == Code::internal;
  if (unexpected && !has_our_schema()) throw damaged(file, failure.what());
  throw storage_failure(failure, system_error, file);
}

}  // namespace calendar
