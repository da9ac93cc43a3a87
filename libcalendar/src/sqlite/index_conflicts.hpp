#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <vector>

namespace calendar {

/// Rows and index entries with different values, for example after a bit flip: one sentence each, naming
/// both values. Nobody can tell which is right, and rebuilding the index would discard one of them. An
/// entry without a row, or a row without an entry, does not count: the rows are what matters. The schema
/// must be ours. O(n log n).
std::vector<std::string> index_conflicts(SQLite::Database& database);

}  // namespace calendar
