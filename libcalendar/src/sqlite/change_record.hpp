#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "calendar/change.hpp"
#include "sqlite/query.hpp"
#include "sqlite/thing.hpp"

namespace calendar {

/// The change that the open transaction makes. Its number is taken with the first entry.
struct OpenChange {
  Instant now{};
  std::optional<std::int64_t> number = {};
  std::int64_t entries = 0;
  bool is_told = false;  ///< Somebody may have to be told of it; known along with the number.
  std::optional<std::int64_t> undoes = {};
};

/// Adds to the record what a thing is before it is changed.
void record(Statements& statements, OpenChange& change, Deed deed, const OwnerName& owner, const Thing& thing);
/// Writes, and adds what the thing was before unless it is the same afterwards.
void record_if_changed(Statements& statements, OpenChange& change, Deed deed, const OwnerName& owner,
                       const Thing& thing, const std::function<void()>& write);
/// The same as record() for a thing that is made, and whose key was never used before. Costs one row.
void record_made(Statements& statements, OpenChange& change, Deed deed, const OwnerName& owner, const Thing& thing);

/// What is an owner's stays so under another name.
void rename_in_record(Statements& statements, const OwnerName& name, const OwnerName& new_name);

/// Takes from the record the names, and all else but the times, of the owner's (or all) appointments that ended
/// by that instant, or had by what an entry says.
void forget_in_record(Statements& statements, const std::optional<OwnerId>& owner, Instant ended_by);

}  // namespace calendar
