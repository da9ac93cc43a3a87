#pragma once

#include <filesystem>

#include "calendar/error.hpp"

namespace calendar {

/// Whether that errno means that something is not permitted, or that there is no room.
bool is_forbidden(int error);
bool is_full(int error);

/// The error for a system call on `path` that failed with that errno; `deed` is "open", "write", ...
Error system_failure(const std::filesystem::path& path, int error, const char* deed = "open");

/// The errno of creating a file in a folder; 0 if that works.
int error_of_creating_in(const std::filesystem::path& folder);

/// The error after the wait for other processes has timed out.
Error locked(const std::filesystem::path& file);

}  // namespace calendar
