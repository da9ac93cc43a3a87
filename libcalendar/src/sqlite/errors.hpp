#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string>

#include "calendar/error.hpp"

namespace calendar {

/// What is wrong with a file whose header asks a newer SQLite of who would write it.
inline constexpr const char* forbids_to_write = "it says of itself that it is not to be written";

/// The errno of what failed last on that database; 0 where the system did not fail.
int system_error_of(SQLite::Database& database);

/// What to throw for what SQLite threw while it worked on `file`.
Error storage_failure(const SQLite::Exception& failure, int system_error, const std::filesystem::path& file);

/// Whether the failure says that the bytes are no sound database.
bool is_damage(const SQLite::Exception& failure);

/// Whether it says that something must be written first, to a file that was opened to be read.
bool is_read_only(const SQLite::Exception& failure);

/// Whether it says that a file could not be opened.
bool is_cannot_open(const SQLite::Exception& failure);

/// Whether it says that the rows which are there, or a rule of their table, forbid the new one.
bool is_constraint(const SQLite::Exception& failure);

/// What to throw for a damaged file; `fault` is what is wrong with it.
Error damaged(const std::filesystem::path& file, const std::string& fault);

}  // namespace calendar
