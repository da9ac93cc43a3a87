#pragma once

#include <cstdint>
#include <optional>

struct sqlite3;

namespace calendar {

/// The "File change counter" in the header (see SQLite's file format); empty if it cannot be read.
std::optional<std::uint32_t> change_count(sqlite3* database);

/// What became of a change whose COMMIT failed.
enum class Outcome { undone, stored, unknown };

/// Examines the file after COMMIT failed and the change was rolled back as far as possible.
/// `count_before` is its change_count() within the transaction.
Outcome outcome_of_failed_commit(sqlite3* database, std::optional<std::uint32_t> count_before);

}  // namespace calendar
