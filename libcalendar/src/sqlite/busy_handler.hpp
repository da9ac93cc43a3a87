#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "file/kept_descriptor.hpp"
#include "file/waiting.hpp"

struct sqlite3;

namespace calendar {

/// Makes statements on one database wait for other processes' locks, then fail with SQLITE_BUSY. Must be
/// destroyed after the database.
class BusyHandler {
 public:
  /// `file` is the database's file, without links; `longest` is how long each statement waits.
  BusyHandler(sqlite3* database, std::filesystem::path file, const FileId& id,
              std::chrono::milliseconds longest = longest_wait);
  ~BusyHandler() = default;
  BusyHandler(const BusyHandler&) = delete;
  BusyHandler& operator=(const BusyHandler&) = delete;

  /// Sets the deadline of the next wait: a change may wait twice, but only 30 s in all.
  void give_up_at(Deadline deadline) { next_deadline_ = deadline; }

 private:
  static int call(void* handler, int calls);
  bool wait(bool is_first);
  bool wait_for_commit();

  std::filesystem::path file_;
  FileId id_;
  std::chrono::milliseconds longest_;
  std::optional<Deadline> next_deadline_;
  Deadline deadline_;
  std::chrono::steady_clock::time_point tried_;  ///< When SQLite was last told to try again.
};

}  // namespace calendar
