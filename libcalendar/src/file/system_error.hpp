#pragma once

#include <filesystem>

#include "calendar/error.hpp"

namespace calendar {

/// Whether that errno says that the system does not allow it, or has no room for it.
bool is_forbidden(int error);
bool is_full(int error);

/// What to throw when the system refuses `path` with that errno; `deed` is "open", "write", ...
Error system_failure(const std::filesystem::path& path, int error, const char* deed = "open");

/// Why no file can be made in a folder, as an errno; 0 where one can.
int error_of_creating_in(const std::filesystem::path& folder);

/// What to throw when the wait for other processes ran out.
Error locked(const std::filesystem::path& file);

}  // namespace calendar
