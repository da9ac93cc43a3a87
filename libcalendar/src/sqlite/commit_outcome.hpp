#pragma once

#include <cstdint>
#include <optional>

struct sqlite3;

namespace calendar {

/// How many changes the file has had, as its header counts them; empty when it cannot be read.
/// See "File change counter" in SQLite's description of its file format.
std::optional<std::uint32_t> change_count(sqlite3* database);

/// What became of a change whose COMMIT failed.
enum class Outcome { undone, stored, unknown };

/// Looks at the file after COMMIT failed and the change was rolled back as far as that went.
/// `count_before` is its change_count() from within the transaction.
Outcome outcome_of_failed_commit(sqlite3* database, std::optional<std::uint32_t> count_before);

}  // namespace calendar
