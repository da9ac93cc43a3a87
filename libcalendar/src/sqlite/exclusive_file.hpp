#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>

#include "file/kept_descriptor.hpp"
#include "file/path_guard.hpp"
#include "file/writer_queue.hpp"
#include "sqlite/busy_handler.hpp"

namespace calendar {

/// Keeps everybody else from a file as long as it lives, once what a killed writer left is undone and
/// a write-ahead log is brought in. A file that is damaged cannot be locked.
///
/// A writer who has the file open and waits for its turn finds afterwards that it was replaced, before
/// it can take the journal of the new file for a hot one of the old.
class ExclusiveFile {
 public:
  /// Throws Error{busy} when the wait ran out, or another file has the name by now.
  explicit ExclusiveFile(const CheckedPath& place);

  /// Empty where the file is damaged.
  std::optional<SQLite::Database>& database() { return database_; }

 private:
  // Each outlives what follows it.
  FileUse use_;
  WriterQueue queue_;
  std::optional<BusyHandler> busy_handler_;
  std::optional<SQLite::Database> database_;
};

}  // namespace calendar
