#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

namespace calendar {

/// The file's schema version, at most the current one; 0 if the database is still empty. Throws
/// Error{not_a_calendar} for another program's file, Error{newer_version}, and Error{damaged} for a
/// version that never existed.
int version_of(SQLite::Database& database, const std::filesystem::path& file);

/// Marks the database as a calendar of that version.
void set_version(SQLite::Database& database, int version);

}  // namespace calendar
