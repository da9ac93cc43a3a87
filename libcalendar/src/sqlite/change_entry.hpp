#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/change.hpp"
#include "sqlite/query.hpp"
#include "sqlite/thing.hpp"

namespace calendar {

/// An entry of the record as the table has it.
struct ChangeEntry {
  std::int64_t number;
  std::int64_t position;
  Instant at;
  Deed deed;
  OwnerName owner;
  Thing thing;
  std::optional<std::string> before;
  std::optional<std::int64_t> undoes;
};

/// The columns that change_entry_at() reads.
inline constexpr std::string_view change_columns = "number, position, made_at, what, owner, kind, key, before, undoes";

/// Throws Error{damaged} for what no change is.
ChangeEntry change_entry_at(SQLite::Statement& statement);
/// All that the query, which selects these columns, finds.
std::vector<ChangeEntry> change_entries(const Query& query);

/// What the thing was before the next change to it; empty where none followed.
std::optional<std::string> next_before(Statements& statements, const ChangeEntry& entry);

}  // namespace calendar
