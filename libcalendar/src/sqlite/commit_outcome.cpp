// A change is stored at the moment its journal is removed. After that, SQLite still syncs the folder
// and releases its lock, and reports an error if that fails although the change is stored. So after a
// failed COMMIT the file itself is examined. It is read through SQLite's own descriptor: opening and
// closing another would drop this process's locks.

#include "sqlite/commit_outcome.hpp"

#include <sqlite3.h>

#include <array>

namespace calendar {

namespace {

sqlite3_file* file_of(sqlite3* database) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  return file != nullptr && file->pMethods != nullptr ? file : nullptr;
}

bool has_journal(sqlite3* database) {
  sqlite3_vfs* system = nullptr;
  sqlite3_file_control(database, "main", SQLITE_FCNTL_VFS_POINTER, &system);
  const char* journal = sqlite3_filename_journal(sqlite3_db_filename(database, "main"));
  int exists = 1;
  system->xAccess(system, journal, SQLITE_ACCESS_EXISTS, &exists);
  return exists != 0;
}

bool is_being_written(sqlite3_file* file) {
  int reserved = 1;
  file->pMethods->xCheckReservedLock(file, &reserved);
  return reserved != 0;
}

}  // namespace

std::optional<std::uint32_t> change_count(sqlite3* database) {
  constexpr sqlite3_int64 position = 24;
  sqlite3_file* file = file_of(database);
  if (file == nullptr) return std::nullopt;
  std::array<unsigned char, 4> bytes{};  // big-endian; zero if the file is shorter
  const int result = file->pMethods->xRead(file, bytes.data(), static_cast<int>(bytes.size()), position);
  if (result != SQLITE_OK && result != SQLITE_IOERR_SHORT_READ) return std::nullopt;
  std::uint32_t count = 0;
  for (const unsigned char byte : bytes) count = count << 8 | byte;
  return count;
}

Outcome outcome_of_failed_commit(sqlite3* database, std::optional<std::uint32_t> count_before) {
  const auto count = change_count(database);
  if (!count || !count_before) return Outcome::unknown;
  if (*count == *count_before) return Outcome::undone;
  if (!has_journal(database)) return Outcome::stored;
  // A journal without an active writer could not be rolled back; the next to open the file will do it.
  return is_being_written(file_of(database)) ? Outcome::unknown : Outcome::undone;
}

}  // namespace calendar
