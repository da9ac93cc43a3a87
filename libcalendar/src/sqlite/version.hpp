#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

namespace calendar {

/// Which version of the schema the file has, at most the present one; 0 for a database that holds
/// nothing yet. Throws Error{not_a_calendar} for another program's, Error{newer_version}, and
/// Error{damaged} for a version that never was.
int version_of(SQLite::Database& database, const std::filesystem::path& file);

/// Marks the database as a calendar of that version.
void set_version(SQLite::Database& database, int version);

}  // namespace calendar
