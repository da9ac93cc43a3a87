#pragma once

struct sqlite3;

namespace calendar {

/// Ends a statement that runs longer than any of ours does on a file of that size: a view in the place
/// of a table, or pages that lead back to each other, may have no end. It then fails with
/// SQLITE_INTERRUPT. Costs nothing that can be measured.
class WorkLimit {
 public:
  explicit WorkLimit(sqlite3* database);
  ~WorkLimit();
  WorkLimit(const WorkLimit&) = delete;
  WorkLimit& operator=(const WorkLimit&) = delete;

  /// What runs from here on is another statement.
  void start_again() { periods_ = 0; }

 private:
  static int call(void* limit);
  bool is_reached() const;

  sqlite3* database_;
  long long periods_ = 0;  ///< How often SQLite has asked since.
};

}  // namespace calendar
