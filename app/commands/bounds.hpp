#pragma once

// --from and --to, which several commands take.

#include <string>

#include "calendar/limits.hpp"
#include "calendar/time.hpp"
#include "commands/declaration.hpp"
#include "session/invocation.hpp"
#include "session/session.hpp"

namespace calbook {

/// What --days and --limit allow.
inline constexpr int most_days = static_cast<int>(calendar::limits::dates.count());
inline constexpr int most_listed = static_cast<int>(calendar::limits::listed);

/// As they were typed; empty where they were not.
struct BoundOptions {
  std::string from;
  std::string to;
};

/// The two options, with what the help says of each.
void add_bound_options(Declaration& command, BoundOptions& options, const char* from, const char* to);
/// Likewise, for what is listed by when it starts.
void add_start_bound_options(Declaration& command, BoundOptions& options);

/// The start that --from means: a date's first instant, or a time.
calendar::Instant from_bound(const std::string& from, const calendar::TimeZone& zone, calendar::Instant now);

/// The end that --to means: a date is included whole, a time is not. Throws Error{usage} when it
/// is before `start`, which --from gave where it was typed.
calendar::Instant to_bound(const BoundOptions& options, calendar::Instant start, const calendar::TimeZone& zone,
                           calendar::Instant now);

/// From the one to the other, or without end on the side that was not typed.
calendar::Interval bounds_of(const BoundOptions& options, const calendar::TimeZone& zone, calendar::Instant now);

/// Whose appointments are listed: every owner's, or those of whom the command is about.
std::vector<calendar::Owner> listed_owners(bool all, Session& session);

/// Throws Error{usage} when every owner and one owner are asked for at once.
void refuse_owner_beside_all(bool all, const Invocation& invocation);

}  // namespace calbook
