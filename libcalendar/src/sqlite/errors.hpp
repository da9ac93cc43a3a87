#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string>

#include "calendar/error.hpp"

namespace calendar {

/// The fault of a file whose header requires a newer SQLite for writing.
inline constexpr const char* forbids_to_write = "it says of itself that it is not to be written";

/// The errno of the last failure on that database; 0 if no system call failed.
int system_error_of(SQLite::Database& database);

/// The error for an exception that SQLite threw while working on `file`.
Error storage_failure(const SQLite::Exception& failure, int system_error, const std::filesystem::path& file);

/// Whether the failure means that the file is damaged.
bool is_damage(const SQLite::Exception& failure);

/// Whether it means that a file opened read-only must be written to first.
bool is_read_only(const SQLite::Exception& failure);

/// Whether it means that a file could not be opened.
bool is_cannot_open(const SQLite::Exception& failure);

/// Whether it means that existing rows or a constraint forbid the new row.
bool is_constraint(const SQLite::Exception& failure);

/// The error for a damaged file; `fault` says what is wrong with it.
Error damaged(const std::filesystem::path& file, const std::string& fault);

}  // namespace calendar
