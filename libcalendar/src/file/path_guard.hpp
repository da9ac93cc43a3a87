#pragma once

#include <filesystem>
#include <optional>

namespace calendar {

/// The file behind `path`, links followed, ready to be opened without following any; empty when
/// there is no file, or one of no bytes. Throws Error{cannot_open, permission} for what is no
/// regular file with a single name, owned by this user and writable by nobody else, and for a
/// journal beside it that is not likewise.
std::optional<std::filesystem::path> guarded(const std::filesystem::path& path);

/// The same, but creates what is missing: folders 0700, the file 0600 and of no bytes.
std::filesystem::path guarded_or_created(const std::filesystem::path& path);

/// The same for a file that another is to take the place of: any bytes will do. Where there is
/// none, creates the folders.
std::optional<std::filesystem::path> guarded_to_replace(const std::filesystem::path& path);

}  // namespace calendar
