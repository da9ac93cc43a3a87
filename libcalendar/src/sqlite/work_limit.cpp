// Our statements visit each row only a few times, and rows have a minimum size, so the work grows with
// the file: about five instructions of SQLite's virtual machine per byte.

#include "sqlite/work_limit.hpp"

#include <sqlite3.h>

namespace calendar {

namespace {

constexpr int period = 10'000'000;  // instructions of SQLite's virtual machine
constexpr sqlite3_int64 always_allowed = 200'000'000;
constexpr sqlite3_int64 allowed_for_each_byte = 200;

sqlite3_int64 size_of(sqlite3* database) {
  sqlite3_file* file = nullptr;
  sqlite3_int64 size = 0;
  sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (file == nullptr || file->pMethods == nullptr || file->pMethods->xFileSize(file, &size) != SQLITE_OK) return 0;
  return size;
}

}  // namespace

WorkLimit::WorkLimit(sqlite3* database) : database_{database} {
  sqlite3_progress_handler(database, period, call, this);
}

WorkLimit::~WorkLimit() {
  sqlite3_progress_handler(database_, 0, nullptr, nullptr);
}

// Returning nonzero interrupts the statement.
int WorkLimit::call(void* limit) {
  auto* self = static_cast<WorkLimit*>(limit);
  ++self->periods_;
  return self->is_reached() ? 1 : 0;
}

bool WorkLimit::is_reached() const {
  const sqlite3_int64 done = periods_ * period;
  return done > always_allowed && done - always_allowed > size_of(database_) * allowed_for_each_byte;
}

}  // namespace calendar
