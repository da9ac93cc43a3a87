#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "file/waiting.hpp"

namespace calendar {

/// Configures a connection; every connection needs this, because the file's content is not trusted.
void configure(SQLite::Database& database);

/// Checkpoints a write-ahead log and returns to a rollback journal. Waits for readers of the log, which
/// SQLite itself does not.
void use_rollback_journal(SQLite::Database& database, Deadline deadline);

}  // namespace calendar
