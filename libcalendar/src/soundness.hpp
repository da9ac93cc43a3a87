#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <vector>

namespace calendar {

/// What of the schema of that version the database lacks, or has otherwise; a sentence each.
std::vector<std::string> schema_faults(SQLite::Database& database, int version);

/// Tables, indexes, triggers and views in the database that no calbook made, by name.
std::vector<std::string> strangers(SQLite::Database& database, int version);

/// The newest version whose whole schema the database has; 0 when there is none.
int version_by_schema(SQLite::Database& database);

/// All that is wrong with what the database holds, as one of that version; a sentence each. Besides
/// the schema: pages and indexes, values that the tables do not allow, rows that belong to nobody,
/// appointments that overlap. Reads every page. See PRAGMA integrity_check.
std::vector<std::string> faults(SQLite::Database& database, int version);

}  // namespace calendar
