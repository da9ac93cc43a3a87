#pragma once

#include <optional>
#include <string>
#include <utility>

#include "calendar/short_name.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// A kind of appointment that an owner offers, with its rules. The initial values are the default service's.
struct Service {
  ServiceName name{"default"};
  Minutes duration{60};  ///< Length of an appointment; 1 minute to 24 hours.
  /// The invitee chooses the length, in multiples of `duration` up to this one, which is one of them.
  std::optional<Minutes> duration_max = {};
  std::optional<Minutes> step = {};  ///< Distance between the starts offered, in the same range; empty: the duration.
  Minutes buffer_before{0};          ///< Kept free before an appointment; 0 to 24 hours.
  Minutes buffer_after{0};           ///< Kept free after it; 0 to 24 hours.
  Minutes notice{0};                 ///< Earliest start, counted from now; inclusive.
  Days notice_days{0};               ///< Earliest date of a start, counted from today; inclusive.
  std::optional<Days> horizon = {};  ///< Last date of a start, counted from today; inclusive. Empty: no end.
  std::optional<int> max_per_day = {};    ///< Maximum number of its appointments on a date. Empty: no limit.
  std::optional<int> max_per_week = {};   ///< The same in a week from Monday to Sunday.
  std::optional<std::string> title = {};  ///< What people are shown for the name.
  bool closed = false;                    ///< Whether it takes no new bookings.

  Minutes step_or_duration() const { return step.value_or(duration); }
  /// Whether an invitee can have an appointment of that length.
  bool offers(Minutes length) const;
  /// The service with appointments of that length, offered at the same starts.
  Service lasting(Minutes length) const;
  /// The appointment that begins at `start`, and the time it occupies.
  Interval slot(Instant start) const { return {start, start + duration}; }
  Interval occupied(Instant start) const { return {start - buffer_before, start + duration + buffer_after}; }
};

/// Which service is asked for, and how long its appointment is to be.
struct ServiceChoice {
  ServiceChoice() = default;
  ServiceChoice(ServiceName which, std::optional<Minutes> length = {}) : name{std::move(which)}, duration{length} {}

  /// Empty: the default service or, while that is closed, the only one that is open.
  std::optional<ServiceName> name = {};
  std::optional<Minutes> duration = {};  ///< Empty: the shortest.

  auto operator<=>(const ServiceChoice&) const = default;
};

}  // namespace calendar
