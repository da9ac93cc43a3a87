#include "sqlite/errors.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>

#include "calendar/text.hpp"
#include "file/system_error.hpp"

namespace calendar {

namespace {

namespace fs = std::filesystem;

// The low byte is the kind of failure, the rest are details.
int kind_of(const SQLite::Exception& failure) {
  return failure.getErrorCode() & 0xFF;
}

// The only error of ours that depends on what a row contains: the record of changes is JSON.
bool is_malformed_json(const SQLite::Exception& failure) {
  return std::string_view{failure.what()}.starts_with("malformed JSON");
}

Remedy permissions_remedy(const fs::path& file) {
  return {Remedy::Kind::check_permissions, file.string()};
}

}  // namespace

int system_error_of(SQLite::Database& database) {
  int error = sqlite3_system_errno(database.getHandle());
  // SQLite reports an unreadable sector as damage; only the file object remembers the errno.
  if (error == 0) sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_LAST_ERRNO, &error);
  return error;
}

Error storage_failure(const SQLite::Exception& failure, int reported, const fs::path& file) {
  // If a journal cannot be created, SQLite tries to open an existing one, and reports that it is missing.
  const bool looked_again = is_cannot_open(failure) && reported == ENOENT;
  const int made = looked_again ? error_of_creating_in(file.parent_path()) : 0;
  const int system_error = made != 0 ? made : reported;
  const std::string where = escaped(file.string());
  const std::string why = system_error != 0 ? std::strerror(system_error) : failure.what();
  if (kind_of(failure) == SQLITE_FULL || is_full(system_error)) {
    return {Code::disk_full, fmt::format("no room to write {}: {}", where, why), Remedy::Kind::free_space};
  }
  switch (kind_of(failure)) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return locked(file);
    case SQLITE_READONLY:
      // Without details, the file's header forbids it.
      if (failure.getExtendedErrorCode() == SQLITE_READONLY) return damaged(file, forbids_to_write);
      [[fallthrough]];
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {Code::permission, fmt::format("cannot write {}: {}", where, failure.what()), permissions_remedy(file)};
    case SQLITE_CANTOPEN:
      return {is_forbidden(system_error) ? Code::permission : Code::cannot_open,
              fmt::format("cannot open {}: {}", where, why), permissions_remedy(file)};
    case SQLITE_NOTADB:
      return {Code::not_a_calendar, fmt::format("{} is not a calbook file", where), Remedy::Kind::another_file};
    case SQLITE_CORRUPT:
      if (system_error == 0) return damaged(file, failure.what());
      [[fallthrough]];
    case SQLITE_IOERR:
      // A leftover journal cannot be removed.
      if (is_forbidden(system_error))
        return {Code::permission, fmt::format("cannot write {} or its folder: {}", where, why),
                permissions_remedy(file)};
      [[fallthrough]];
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG: return {Code::io_error, fmt::format("cannot read or write {}: {}", where, why)};
    case SQLITE_ERROR:
      if (is_malformed_json(failure)) return damaged(file, failure.what());
      return {Code::internal, fmt::format("SQLite: {}", failure.what())};
    case SQLITE_INTERRUPT: return damaged(file, "reading it never ends");
    case SQLITE_CONSTRAINT:
      if (failure.getExtendedErrorCode() == SQLITE_CONSTRAINT_TRIGGER) return {Code::slot_taken, "that time is taken"};
      [[fallthrough]];
    default: return {Code::internal, fmt::format("SQLite: {} ({})", failure.what(), failure.getExtendedErrorCode())};
  }
}

bool is_damage(const SQLite::Exception& failure) {
  return kind_of(failure) == SQLITE_CORRUPT || kind_of(failure) == SQLITE_NOTADB;
}

bool is_read_only(const SQLite::Exception& failure) {
  return kind_of(failure) == SQLITE_READONLY;
}

bool is_cannot_open(const SQLite::Exception& failure) {
  return kind_of(failure) == SQLITE_CANTOPEN;
}

bool is_constraint(const SQLite::Exception& failure) {
  return kind_of(failure) == SQLITE_CONSTRAINT;
}

Error damaged(const fs::path& file, const std::string& fault) {
  constexpr std::size_t longest = 200;  // it may quote foreign data
  return {Code::damaged, fmt::format("{} is damaged: {}", escaped(file.string()), excerpt(fault, longest)),
          Remedy::Kind::restore_backup};
}

}  // namespace calendar
