#pragma once

// --from and --to, which several commands take.

#include <optional>
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

  bool typed() const { return !from.empty() || !to.empty(); }
};

/// The two options, with what the help says of each.
void add_bound_options(Declaration& command, BoundOptions& options, const char* from, const char* to);
/// Likewise, for what is listed by when it starts.
void add_start_bound_options(Declaration& command, BoundOptions& options);

/// What --from and --to mean in a zone. A date as --from is its first instant, as --to it is included
/// whole; a time as --to is not.
class Bounds {
 public:
  /// Throws InputError as parse_bound() and resolve() complain.
  Bounds(BoundOptions typed, const calendar::TimeZone& zone, calendar::Instant now);

  /// --from, or `missing`.
  calendar::Instant start_or(calendar::Instant missing) const { return from_.value_or(missing); }
  /// From `start` to --to or, where that is missing, to `end`. Throws Error{usage} when --to is before `start`.
  calendar::Interval from(calendar::Instant start, calendar::Instant end) const;
  /// Without end on the side that is missing.
  calendar::Interval ever() const;

 private:
  BoundOptions typed_;
  calendar::TimeZone zone_;
  std::optional<calendar::Instant> from_;
  std::optional<calendar::Instant> to_;
  std::optional<calendar::Date> last_;  ///< Where --to is a date.
};

/// Whose appointments are listed: every owner's, or those of whom the command is about.
std::vector<calendar::Owner> listed_owners(bool all, Session& session);

/// Throws Error{usage} when every owner and one owner are asked for at once.
void refuse_owner_beside_all(bool all, const Invocation& invocation);

}  // namespace calbook
