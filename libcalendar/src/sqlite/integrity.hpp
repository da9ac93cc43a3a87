#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string>
#include <vector>

#include "calendar/error.hpp"

namespace calendar {

/// All that is wrong with what the database holds, as one of that version; a sentence each. Besides
/// the schema: pages and indexes, values that the tables do not allow or that no command would read, rows
/// that belong to nobody, appointments that overlap. Reads every page. See PRAGMA integrity_check. In a file that was
/// opened to be read, values are not held against the tables' CHECK constraints, which SQLite does not read there.
std::vector<std::string> faults(SQLite::Database& database, int version);

/// What to throw for a file in which faults were found; a sector that cannot be read is not damage.
Error damage_error(SQLite::Database& database, const std::filesystem::path& file,
                   const std::vector<std::string>& faults);

/// Throws Error{damaged} for the first of them, and Error{not_a_calendar} as require_our_schema() does.
void require_sound(SQLite::Database& database, int version, const std::filesystem::path& file);

}  // namespace calendar
