#pragma once

#include <cstdint>
#include <span>

namespace calendar {

/// Marks the file as calbook's in its header ("CALB"); see SQLite's PRAGMA application_id.
inline constexpr int application_id = 0x43414C42;

/// The steps that made the schema what it is, oldest first. A file has had the first `user_version`
/// of them. Append only: a step that was ever released is never edited.
std::span<const char* const> migrations();

/// How many there are: the version of a file that has had them all.
int present_version();

/// The greatest number that a row may have, and a reference follow from: more is damage.
inline constexpr std::int64_t greatest_number = std::int64_t{1} << 53;

}  // namespace calendar
