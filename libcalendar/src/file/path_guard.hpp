#pragma once

#include <filesystem>
#include <optional>

#include "calendar/error.hpp"
#include "file/kept_descriptor.hpp"

namespace calendar {

/// A file that may be opened: links followed, to be opened without following any.
struct CheckedPath {
  std::filesystem::path path;
  FileId id;  ///< Of what was looked at; another file may have its name by now.
};

/// The file behind `path`; empty when there is no file, or an empty one. Throws Error{cannot_open, permission} for
/// what is no regular file with a single name, owned by this user and writable by nobody else, and for a journal beside
/// it that is not likewise.
std::optional<CheckedPath> checked_path(const std::filesystem::path& path);

/// The same, but creates what is missing: folders 0700, the file 0600 and of no bytes.
CheckedPath checked_path_or_created(const std::filesystem::path& path);

/// The same for a file that another is to take the place of: any bytes will do. Where there is
/// none, creates the folders.
std::optional<CheckedPath> checked_path_to_replace(const std::filesystem::path& path);

/// Whether that file still has its name, and may still be opened. Throws Error{permission, ...} where
/// it has the name, and may not.
bool is_still_there(const CheckedPath& file);

/// What to throw where it has not.
Error replaced(const std::filesystem::path& file);

}  // namespace calendar
