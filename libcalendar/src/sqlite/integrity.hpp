#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string>
#include <vector>

#include "calendar/error.hpp"

namespace calendar {

/// Everything wrong with the content of a database of that version, one sentence each. Apart from the
/// schema: pages and indexes, values that the tables do not allow or that no command can read, rows
/// without an owner, overlapping appointments. Reads every page. See PRAGMA integrity_check. If the file
/// was opened read-only, CHECK constraints are not verified, because SQLite does not read them then.
std::vector<std::string> faults(SQLite::Database& database, int version);

/// The error for a file with faults; an unreadable sector is not damage.
Error damage_error(SQLite::Database& database, const std::filesystem::path& file,
                   const std::vector<std::string>& faults);

/// Throws Error{damaged} for the first of them, and Error{not_a_calendar} as require_our_schema() does.
void require_sound(SQLite::Database& database, int version, const std::filesystem::path& file);

}  // namespace calendar
