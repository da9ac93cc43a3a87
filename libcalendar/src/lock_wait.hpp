#pragma once

struct sqlite3;

namespace calendar {

/// Lets statements on `database` wait up to 30 s for the locks of other processes, then fail with SQLITE_BUSY.
void wait_for_others(sqlite3* database);

}  // namespace calendar
