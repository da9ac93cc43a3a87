#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace calendar {

/// Differences between the database's schema and that of the version, one sentence each.
std::vector<std::string> schema_faults(SQLite::Database& database, int version);

/// Tables, indexes, triggers and views that no version of calbook made, by name.
std::vector<std::string> foreign_objects(SQLite::Database& database, int version);

/// The newest version whose complete schema the database has; 0 if there is none.
int version_by_schema(SQLite::Database& database);

/// Equal to schema_fingerprint if the database has exactly the current version's schema, made in any
/// order. Another schema has another number, unless deliberately constructed; even then, the effect of
/// each change is verified: see execute_on_one_row().
std::uint64_t fingerprint_of(SQLite::Database& database);
inline constexpr std::uint64_t schema_fingerprint = 0x11F7AE079166AED3;

/// Throws unless only calbook's own statements run when our tables change: Error{damaged} if something
/// is missing, Error{not_a_calendar} for a foreign trigger, index or referring table, which could ignore,
/// refuse or change what is stored, or never end. Unrelated foreign tables and views do not matter. For a
/// file of the current version without foreign objects, as nearly all are, it takes one query.
void require_our_schema(SQLite::Database& database, int version, const std::filesystem::path& file);

}  // namespace calendar
