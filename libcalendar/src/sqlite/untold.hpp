#pragma once

// What may have to be told is noted by who writes it, in the same transaction.

#include <cstdint>
#include <optional>
#include <string>

#include "sqlite/change_record.hpp"
#include "sqlite/query.hpp"

namespace calendar {

/// What of an appointment people are told.
struct TellableState {
  std::int64_t id, owner, start, end, live, created;
  std::optional<std::string> email;

  bool operator==(const TellableState&) const = default;
};

/// Of the appointment with that reference; empty where there is none, or nobody is told of the open change. Must hold:
/// the change has an entry.
std::optional<TellableState> tellable_state(Statements& statements, const OpenChange& change, const std::string& ref);

/// Notes that it became another than `before`, which counts as told if nothing else of it is to be told; empty: that it
/// was made. Does nothing where nobody is told, or of this. Must hold: likewise.
void note_untold(Statements& statements, const OpenChange& change, const std::string& ref,
                 const std::optional<TellableState>& before);

}  // namespace calendar
