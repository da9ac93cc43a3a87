#pragma once

// The options --from and --to, shared by several commands.

#include <optional>
#include <string>

#include "calendar/limits.hpp"
#include "calendar/time.hpp"
#include "commands/declaration.hpp"

namespace calbook {

/// The greatest --days and --limit.
inline constexpr int most_days = static_cast<int>(calendar::limits::dates.count());
inline constexpr int most_listed = static_cast<int>(calendar::limits::listed);

/// As typed; empty if omitted.
struct BoundOptions {
  std::string from;
  std::string to;

  bool typed() const { return !from.empty() || !to.empty(); }
};

/// Declares the two options, with their help.
void add_bound_options(Declaration& command, BoundOptions& options, const char* from, const char* to);
/// The same, for lists ordered by start.
void add_start_bound_options(Declaration& command, BoundOptions& options);

/// What --from and --to mean in a zone. A date means its first instant for --from, and is inclusive
/// for --to; a time is exclusive for --to.
class Bounds {
 public:
  /// Throws InputError with the complaints of parse_bound() and resolve().
  Bounds(BoundOptions typed, const calendar::TimeZone& zone, calendar::Instant now);

  /// --from, or `missing`.
  calendar::Instant start_or(calendar::Instant missing) const { return from_.value_or(missing); }
  /// From `start` to --to, else to `end`. Throws Error{usage} if --to is before `start`.
  calendar::Interval from(calendar::Instant start, calendar::Instant end) const;
  /// Unbounded on a side that is missing.
  calendar::Interval ever() const;

 private:
  BoundOptions typed_;
  calendar::TimeZone zone_;
  std::optional<calendar::Instant> from_;
  std::optional<calendar::Instant> to_;
  std::optional<calendar::Date> last_;  ///< If --to is a date.
};

}  // namespace calbook
