#pragma once

#include <filesystem>
#include <optional>

#include "calendar/error.hpp"
#include "file/kept_descriptor.hpp"

namespace calendar {

/// A file that passed the checks: its path has no links, and must be opened without following any.
struct CheckedPath {
  std::filesystem::path path;
  FileId id;  ///< Of the file checked; another may have replaced it since.
};

/// The file at `path`; empty if it is missing or has no content. Throws Error{cannot_open, permission}
/// unless it is a regular file with a single name, owned by this user and not writable by others, and
/// unless its companions are regular files of this user.
std::optional<CheckedPath> checked_path(const std::filesystem::path& path);

/// The same, but creates missing folders (0700) and the file (0600, empty).
CheckedPath checked_path_or_created(const std::filesystem::path& path);

/// The same for a file that will be replaced, whatever its content. If it is missing, only creates its
/// folders.
std::optional<CheckedPath> checked_path_to_replace(const std::filesystem::path& path);

/// Whether that file is still at its path. Throws Error{permission, ...} if it is, but no longer passes
/// the checks.
bool is_still_there(const CheckedPath& file);

/// The error to throw if it is not.
Error replaced(const std::filesystem::path& file);

}  // namespace calendar
