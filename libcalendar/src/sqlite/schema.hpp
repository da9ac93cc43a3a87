#pragma once

#include <cstdint>
#include <span>

namespace calendar {

/// Marks the file as calbook's in its header ("CALB"); see SQLite's PRAGMA application_id.
inline constexpr int application_id = 0x43414C42;

/// The migrations, oldest first. A file has had the first `user_version` of them. Append only: a
/// released step is never edited.
std::span<const char* const> migrations();

/// The first version with an identity, which no step can make up.
inline constexpr int version_with_identity = 4;

/// Their number: the version of a file that has had all of them.
int present_version();

/// The oldest version whose files can be read without migration: later steps changed only indexes.
inline constexpr int oldest_readable_version = 9;

/// The greatest rowid from which a reference can be computed; anything greater is damage.
inline constexpr std::int64_t greatest_number = std::int64_t{1} << 53;

}  // namespace calendar
