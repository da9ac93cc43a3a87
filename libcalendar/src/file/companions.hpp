#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <vector>

namespace calendar {

/// What SQLite keeps next to a file, as the ends of its name: https://sqlite.org/tempfiles.html
inline constexpr std::array companion_suffixes{"-journal", "-wal", "-shm"};

std::filesystem::path with_suffix(const std::filesystem::path& file, const char* suffix);

/// What lies next to a file, or to the place of one, under the names of its companions.
std::vector<std::filesystem::path> companions_of(const std::filesystem::path& file);

/// One of them that cannot belong to a file which is missing or empty, as it holds pages of another:
/// the file that it belongs to was moved away. To a missing file belongs none at all.
std::optional<std::filesystem::path> orphan_of_missing(const std::filesystem::path& file);
std::optional<std::filesystem::path> orphan_of_empty(const std::filesystem::path& file);

/// Makes the companions of one file those of another, readable for their user alone, and their new
/// names durable. Returns those. Throws Error{cannot_open, ...} where one cannot be moved.
std::vector<std::filesystem::path> move_companions(const std::filesystem::path& file, const std::filesystem::path& to);

}  // namespace calendar
