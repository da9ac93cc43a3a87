#pragma once

#include <span>

namespace calendar {

/// Marks the file as calbook's in its header ("CALB"); see SQLite's PRAGMA application_id.
inline constexpr int application_id = 0x43414C42;

/// The steps that made the schema what it is, oldest first. A file has had the first `user_version`
/// of them. Append only: a step that was ever released is never edited.
std::span<const char* const> migrations();

/// How many there are: the version of a file that has had them all.
int present_version();

}  // namespace calendar
