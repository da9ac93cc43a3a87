#pragma once

struct sqlite3;

namespace calendar {

/// Interrupts a statement that runs longer than any of ours can on a file of that size: a view in place
/// of a table, or a cycle of pages, could be endless. The statement then fails with SQLITE_INTERRUPT. The
/// cost is not measurable.
class WorkLimit {
 public:
  explicit WorkLimit(sqlite3* database);
  ~WorkLimit();
  WorkLimit(const WorkLimit&) = delete;
  WorkLimit& operator=(const WorkLimit&) = delete;

  /// Starts again for another statement.
  void start_again() { periods_ = 0; }

 private:
  static int call(void* limit);
  bool is_reached() const;

  sqlite3* database_;
  long long periods_ = 0;  ///< How often SQLite has called since.
};

}  // namespace calendar
