#pragma once

#include <chrono>

struct sqlite3;

namespace calendar {

/// How long anything waits for other processes.
inline constexpr std::chrono::seconds longest_wait{30};

/// Some time between none and `most`, so that those who wait do not all ask at once.
std::chrono::microseconds random_up_to(std::chrono::microseconds most);

/// Lets statements on `database` wait that long for the locks of other processes, then fail with SQLITE_BUSY.
void wait_for_others(sqlite3* database);

}  // namespace calendar
