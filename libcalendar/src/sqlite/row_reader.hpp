#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <vector>

namespace calendar {

/// How commands read the rows of a table. Checking a file reads each row the same way, so a file that
/// passes is one that commands can read.
struct RowReader {
  const char* table;
  int since;                         ///< The first schema version that has all its columns.
  std::string sql;                   ///< Selects every row.
  void (*read)(SQLite::Statement&);  ///< Throws Error for values that are not valid.
};

// One for each source file.
std::vector<RowReader> owner_readers();
std::vector<RowReader> hours_readers();
std::vector<RowReader> service_readers();
std::vector<RowReader> appointment_readers();
std::vector<RowReader> series_readers();
std::vector<RowReader> calendar_readers();
std::vector<RowReader> invitation_readers();
std::vector<RowReader> outbox_readers();
std::vector<RowReader> change_readers();

}  // namespace calendar
