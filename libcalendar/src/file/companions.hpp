#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <vector>

namespace calendar {

/// The suffixes of the files that SQLite keeps next to a file: https://sqlite.org/tempfiles.html
inline constexpr std::array companion_suffixes{"-journal", "-wal", "-shm"};

std::filesystem::path with_suffix(const std::filesystem::path& file, const char* suffix);

/// The existing companions of a file, whether or not the file itself exists.
std::vector<std::filesystem::path> companions_of(const std::filesystem::path& file);

/// A companion left behind by a file that was moved away. A missing file has no companions of its
/// own; an empty file can have some, but none that contain pages.
std::optional<std::filesystem::path> orphan_of_missing(const std::filesystem::path& file);
std::optional<std::filesystem::path> orphan_of_empty(const std::filesystem::path& file);

/// Renames the companions of `file` to those of `to`, makes them private (0600) and their new names
/// durable. Returns the new names. Throws Error{cannot_open, ...} if one cannot be moved.
std::vector<std::filesystem::path> move_companions(const std::filesystem::path& file, const std::filesystem::path& to);

}  // namespace calendar
