#pragma once

#include <filesystem>
#include <optional>

#include "file/kept_descriptor.hpp"
#include "file/waiting.hpp"

namespace calendar {

/// Makes the writers of a file come one after the other, before any of them asks SQLite for its lock.
///
/// Belongs to a FileUse, which outlives it. Not to be shared between threads; those of two threads
/// keep each other waiting as those of two processes do.
class WriterQueue {
 public:
  WriterQueue(std::filesystem::path file, const FileId& id);
  ~WriterQueue();
  WriterQueue(const WriterQueue&) = delete;
  WriterQueue& operator=(const WriterQueue&) = delete;

  /// Sleeps until those who came before have left. Throws Error{busy} when `deadline` is over. Where
  /// the file system knows no such locks, it is everybody's turn, and SQLite's lock decides.
  void enter(Deadline deadline);
  void leave() noexcept;  ///< Nothing, where it was not entered.

 private:
  std::filesystem::path file_;
  FileId id_;
  std::optional<KeptDescriptor> descriptor_;
  bool entered_ = false;
};

}  // namespace calendar
