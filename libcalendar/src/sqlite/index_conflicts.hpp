#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <vector>

namespace calendar {

/// Where a row and an index name other values for each other, as after a bit flipped in one of them: a
/// sentence each, that names both. Nobody can tell which is right, and to rebuild the index would throw
/// the one away. An entry that no row has, and a row that has no entry, is no such case: the rows are
/// what counts. The schema must be ours. O(n log n).
std::vector<std::string> index_conflicts(SQLite::Database& database);

}  // namespace calendar
