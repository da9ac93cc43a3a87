#pragma once

#include <filesystem>
#include <optional>

#include "file/kept_descriptor.hpp"
#include "file/waiting.hpp"

namespace calendar {

/// Queues the writers of a file, so that only the first in line asks SQLite for its lock.
///
/// Needs a FileUse that outlives it. Must not be shared between threads; the queues of two threads
/// exclude each other like those of two processes.
class WriterQueue {
 public:
  WriterQueue(std::filesystem::path file, const FileId& id);
  ~WriterQueue();
  WriterQueue(const WriterQueue&) = delete;
  WriterQueue& operator=(const WriterQueue&) = delete;

  /// Sleeps until all earlier writers have left. Throws Error{busy} when `deadline` has passed. If the
  /// file system has no such locks, it returns at once, and SQLite's lock decides.
  void enter(Deadline deadline);
  void leave() noexcept;  ///< Does nothing if it was not entered.

 private:
  std::filesystem::path file_;
  FileId id_;
  std::optional<KeptDescriptor> descriptor_;
  bool entered_ = false;
};

}  // namespace calendar
