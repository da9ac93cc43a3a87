#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "file/waiting.hpp"

namespace calendar {

/// Sets what holds for every connection to a file, whatever it is for: nothing in the file is trusted
/// to be what calbook wrote.
void configure(SQLite::Database& database);

/// Brings in what a write-ahead log holds, and does without one from here on. Waits for those who read
/// it, which SQLite itself does not.
void use_rollback_journal(SQLite::Database& database, Deadline deadline);

}  // namespace calendar
