#pragma once

#include <filesystem>

namespace calendar {

/// Makes the writers of a file come one after the other, before any of them asks SQLite for its lock.
///
/// SQLite's locks are tried, not queued for: each attempt touches the byte that the writer who has
/// the lock needs alone to commit, and among a hundred who try it may not find that moment in half a
/// minute. Whoever waits for a turn touches nothing. Programs that know no turns are kept apart by
/// SQLite's locks as ever.
///
/// Must be destroyed after SQLite's connection to the file: to close any descriptor of a file drops
/// the locks that SQLite holds on it for this process (see fcntl(2)).
class WritersTurn {
 public:
  explicit WritersTurn(const std::filesystem::path& file);
  ~WritersTurn();
  WritersTurn(const WritersTurn&) = delete;
  WritersTurn& operator=(const WritersTurn&) = delete;

  /// Waits up to 30 s, then throws Error{busy}. Those who have waited longer ask more often. Where
  /// the file system knows no such locks, it is everybody's turn.
  void take();
  void give_back() noexcept;  ///< Nothing, where it was not taken.

 private:
  std::filesystem::path file_;
  int descriptor_;
  bool taken_ = false;
};

}  // namespace calendar
