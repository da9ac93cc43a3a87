#pragma once

// The options that say when what is listed starts, shared by several commands.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/limits.hpp"
#include "calendar/time.hpp"
#include "commands/declaration.hpp"

namespace calbook {

/// The greatest --days and --limit.
inline constexpr int most_days = static_cast<int>(calendar::limits::dates.count());
inline constexpr int most_listed = static_cast<int>(calendar::limits::listed);

/// As typed; empty if omitted.
struct BoundOptions {
  std::string_view command = {};  ///< For hints.
  std::vector<std::string> dates = {};
  std::string from = {};
  std::string to = {};
  std::string until = {};
  std::optional<int> days = {};
  std::string within = {};

  bool typed() const;
  /// Whether they count dates from today.
  bool count_today() const { return days && from.empty(); }
};

/// Declares --from and --to, with their help.
void add_bound_options(Declaration& command, BoundOptions& options, const char* from, const char* to);
/// DATES, --from, --to and --days, for lists ordered by start; `name` is the command's.
void add_range_options(Declaration& command, BoundOptions& options, const char* name, const char* dates,
                       const char* days);
/// The same with --until and --within, for lists that without any are of all times.
void add_open_range_options(Declaration& command, BoundOptions& options, const char* name);

/// What the options mean in a zone. DATES are inclusive. A date means its first instant for --from, and is
/// inclusive for --to and --until, its other name; a time is exclusive for them. --days are counted from
/// the date of --from, else from today; --within from now.
class Bounds {
 public:
  /// Unless --from was typed, --days counts the dates of `counted`. Throws Error{usage} if DATES were typed
  /// along with an option, or two options for the same end, and InputError with the complaints of the
  /// grammar.
  Bounds(const BoundOptions& typed, const calendar::TimeZone& zone, calendar::Instant now,
         const calendar::TimeZone& counted);
  Bounds(const BoundOptions& typed, const calendar::TimeZone& zone, calendar::Instant now)
      : Bounds{typed, zone, now, zone} {}

  /// The beginning of DATES or --from, or `missing`.
  calendar::Instant start_or(calendar::Instant missing) const { return from_.value_or(missing); }
  /// From `start` to the end that was typed, else to `end`. Throws Error{usage} if that is before `start`.
  calendar::Interval from(calendar::Instant start, calendar::Instant end) const;
  /// Unbounded on a side that is missing; what is counted begins where counting does.
  calendar::Interval ever() const;

 private:
  void read_start(const BoundOptions& typed, const calendar::TimeZone& zone, calendar::Instant now);
  void read_end(const BoundOptions& typed, const calendar::TimeZone& zone, calendar::Instant now);
  void count(const BoundOptions& typed, const calendar::TimeZone& zone, calendar::Instant now,
             const calendar::TimeZone& counted);

  /// An end, and the words that say so.
  struct End {
    calendar::Instant at;
    std::string typed = {};
    bool is_date = false;
  };

  std::string from_typed_;
  std::optional<calendar::Instant> from_;
  std::optional<calendar::Instant> counted_from_;
  std::optional<End> to_;
};

/// The date before which `option` ("history --purge") forgets, which may be today but is not to come: today's
/// weekday is refused. Throws InputError.
calendar::Date date_to_forget_before(std::string_view option, const std::string& typed, calendar::Date today);

}  // namespace calbook
