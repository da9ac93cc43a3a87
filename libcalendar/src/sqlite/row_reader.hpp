#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <vector>

namespace calendar {

/// How commands read the rows of a table. Who checks a file reads each row likewise, so that what it
/// calls sound is what they can read.
struct RowReader {
  const char* table;
  int since;                         ///< The version of the schema that has all its columns.
  std::string sql;                   ///< Selects every row.
  void (*read)(SQLite::Statement&);  ///< Throws Error for what a calendar cannot hold.
};

// Of each file of rows.
std::vector<RowReader> owner_readers();
std::vector<RowReader> service_readers();
std::vector<RowReader> appointment_readers();

}  // namespace calendar
