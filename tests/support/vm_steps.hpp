#pragma once

#include <sqlite3.h>

namespace calendar {

/// Counts the instructions of SQLite's machine that statements take, in every database opened while it
/// lives: some ten for each row that is visited, whatever the machine and its load.
class VmSteps {
 public:
  VmSteps() {
    last() = nullptr;
    sqlite3_auto_extension(entry());
  }
  ~VmSteps() { sqlite3_cancel_auto_extension(entry()); }
  VmSteps(const VmSteps&) = delete;
  VmSteps& operator=(const VmSteps&) = delete;

  /// What the statements of the database opened last took since this was called before.
  static int take() {
    int steps = 0;
    for (sqlite3_stmt* each = sqlite3_next_stmt(last(), nullptr); each != nullptr;
         each = sqlite3_next_stmt(last(), each))
      steps += sqlite3_stmt_status(each, SQLITE_STMTSTATUS_VM_STEP, 1);
    return steps;
  }

 private:
  static sqlite3*& last() {
    static sqlite3* database = nullptr;
    return database;
  }
  static int opened(sqlite3* database, char**, const void*) {
    last() = database;
    return SQLITE_OK;
  }
  static void (*entry())() { return reinterpret_cast<void (*)()>(opened); }
};

}  // namespace calendar
