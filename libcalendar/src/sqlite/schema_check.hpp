#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace calendar {

/// What of the schema of that version the database lacks, or has otherwise; a sentence each.
std::vector<std::string> schema_faults(SQLite::Database& database, int version);

/// Tables, indexes, triggers and views in the database that no calbook made, by name.
std::vector<std::string> foreign_objects(SQLite::Database& database, int version);

/// The newest version whose whole schema the database has; 0 when there is none.
int version_by_schema(SQLite::Database& database);

/// Of a database whose schema is that of the present version and nothing else, whatever the order in
/// which it was made: schema_fingerprint. Another schema has another number, unless somebody chose it
/// for that; what a change then does is still counted: see execute_on_one_row().
std::uint64_t fingerprint_of(SQLite::Database& database);
inline constexpr std::uint64_t schema_fingerprint = 0x1EDA0D3954458AE0;

/// Throws unless it is calbook's statements alone that run when our tables change: Error{damaged} for
/// what they lack, Error{not_a_calendar} for a trigger, an index or a table that refers to them which no
/// calbook made, and which may ignore, refuse or change what is stored, or never come to an end. Tables
/// and views of others do not matter. Of the present version and alone, as nearly every file is, it
/// costs one query.
void require_our_schema(SQLite::Database& database, int version, const std::filesystem::path& file);

}  // namespace calendar
