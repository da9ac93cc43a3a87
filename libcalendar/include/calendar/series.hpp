#pragma once

// Appointments that are booked together, by a repetition.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/appointment.hpp"
#include "calendar/error.hpp"
#include "calendar/repetition.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// What becomes of a series if some of its dates cannot be booked.
enum class Conflicts {
  refuse,  ///< Nothing is booked.
  skip,    ///< They are left out.
  fill,    ///< Others are booked behind the last one: as many as were asked for, within twice as many dates.
};

/// Their names, in this order.
inline constexpr std::array<std::string_view, 3> conflicts_names{"refuse", "skip", "fill"};
inline std::string_view name_of(Conflicts conflicts) {
  return conflicts_names[static_cast<std::size_t>(conflicts)];
}
/// The reverse; empty for other words.
std::optional<Conflicts> conflicts_named(std::string_view name);

/// A date of a series that could not be booked.
struct RefusedDate {
  int position;         ///< Among its dates.
  WallTime time;        ///< What the clock was to show.
  Interval span;        ///< Of a time that the clock skips, by the offset before.
  std::string error;    ///< The name of its Code,
  std::string message;  ///< and the sentence that goes with it.
};

/// What the appointments of a series have in common, as they were booked.
struct Series {
  std::optional<Reference> ref;  ///< Empty in a rehearsal.
  OwnerName owner;
  std::string zone;  ///< On whose clock the dates are counted.
  WallTime first;    ///< Asked for, perhaps refused.
  Seconds utc_offset;
  Repetition repetition;
  Conflicts conflicts = Conflicts::refuse;
  int dates = 0;  ///< How many were asked for.
  std::vector<RefusedDate> refused = {};
  std::optional<std::string> key = {};
  Instant created;
};

/// On whose clock its dates are. Throws Error{zone_data_missing}.
TimeZone zone_of(const Series& series);
/// When its dates are by the rule, on the clock of its zone, by position.
std::vector<WallTime> times_of(const Series& series);

/// What an invitee asks for.
struct SeriesRequest {
  /// The first date. Must hold: its start is an instant, whose date its repetition has. Each date keeps the clock
  /// of its zone; a time that the clock repeats is the first one. Its key is that of the series. The repetition has
  /// a number of times if it is to be filled up.
  BookingRequest first;
  Repetition repetition;
  Conflicts conflicts = Conflicts::refuse;
};

}  // namespace calendar
