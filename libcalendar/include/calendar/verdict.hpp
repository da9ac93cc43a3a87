#pragma once

// Why a time, or a series, cannot be booked, and what can be instead.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "calendar/error.hpp"
#include "calendar/owner.hpp"
#include "calendar/series.hpp"
#include "calendar/service.hpp"
#include "calendar/slots.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// What the rules say about one time. If they forbid it, the nearest free slots within a year are
/// offered; if all three are on one side, the nearest on the other side within five weeks replaces
/// the third.
struct Verdict {
  Interval slot;  ///< What was asked for.
  OwnerName owner;
  Service service;
  TimeZone zone;                              ///< In which the time was given.
  std::vector<Refusal> reasons;               ///< Every rule that forbids it, the most important first.
  std::vector<Interval> next;                 ///< If any do: up to three free slots near it, ascending.
  std::optional<int> owner_max_per_day = {};  ///< Of all services.
  bool has_own_hours = false;                 ///< Whether the hours are the service's own.

  /// Whether no rule forbids it.
  bool allowed() const { return reasons.empty(); }
};

/// "2026-11-23 10:00 in Europe/Berlin is taken by an appointment": the first reason. Must hold: there is one.
std::string sentence(const Verdict& verdict);

/// A time was refused.
class Refused : public Error {
 public:
  /// Must hold: the verdict has reasons. The first determines the code and the message.
  explicit Refused(Verdict verdict);

  const Verdict& verdict() const { return verdict_; }

 private:
  Verdict verdict_;
};

/// Nothing was done with a series, because dates of it were refused. The verdict is about the first of them; what is
/// free instead are up to three starts of the whole series, where it was to be booked.
class SeriesRefused : public Refused {
 public:
  enum class Of { booking, move };

  /// Must hold: there are refused dates.
  SeriesRefused(Verdict first, std::vector<RefusedDate> refused, int dates, Of of = Of::booking)
      : Refused{std::move(first)}, refused_{std::move(refused)}, dates_{dates}, of_{of} {}

  const std::vector<RefusedDate>& refused() const { return refused_; }
  int dates() const { return dates_; }  ///< How many were asked for.
  Of of() const { return of_; }

 private:
  std::vector<RefusedDate> refused_;
  int dates_;
  Of of_;
};

}  // namespace calendar
