#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string>
#include <vector>

#include "calendar/error.hpp"

namespace calendar {

/// What of the schema of that version the database lacks, or has otherwise; a sentence each.
std::vector<std::string> schema_faults(SQLite::Database& database, int version);

/// Tables, indexes, triggers and views in the database that no calbook made, by name.
std::vector<std::string> foreign_objects(SQLite::Database& database, int version);

/// The newest version whose whole schema the database has; 0 when there is none.
int version_by_schema(SQLite::Database& database);

/// All that is wrong with what the database holds, as one of that version; a sentence each. Besides
/// the schema: pages and indexes, values that the tables do not allow, rows that belong to nobody,
/// appointments that overlap. Reads every page. See PRAGMA integrity_check. In a file that was opened
/// to be read, values are not held against the tables' CHECK constraints, which SQLite does not read
/// there.
std::vector<std::string> faults(SQLite::Database& database, int version);

/// What to throw for a file in which faults were found; a sector that cannot be read is not damage.
Error damage_error(SQLite::Database& database, const std::filesystem::path& file,
                   const std::vector<std::string>& faults);

}  // namespace calendar
