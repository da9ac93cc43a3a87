#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>

#include "file/kept_descriptor.hpp"
#include "file/path_guard.hpp"
#include "file/writer_queue.hpp"
#include "sqlite/busy_handler.hpp"

namespace calendar {

/// Locks everybody else out of a file during its lifetime, after rolling back what a killed writer left
/// and checkpointing a write-ahead log. A damaged file cannot be locked.
///
/// A writer that has the file open and waits for its turn finds afterwards that the file was replaced,
/// before it can mistake the new file's journal for a hot journal of the old one.
class ExclusiveFile {
 public:
  /// Throws Error{busy} if the wait timed out, or if the file has been replaced.
  explicit ExclusiveFile(const CheckedPath& place);

  /// Empty if the file is damaged.
  std::optional<SQLite::Database>& database() { return database_; }

 private:
  // Each must outlive the next.
  FileUse use_;
  WriterQueue queue_;
  std::optional<BusyHandler> busy_handler_;
  std::optional<SQLite::Database> database_;
};

}  // namespace calendar
