#pragma once

#include "calendar/calendar.hpp"

namespace calendar {

/// How many starts are offered instead of a refused one.
inline constexpr std::size_t most_offered = 3;

/// Whether all of the reasons can be overridden. Else what cannot comes first: it is what to tell to somebody who
/// tried.
bool can_be_overridden(std::vector<Refusal>& reasons);

/// An owner's service with the hours in which it is offered, read once for any number of queries.
/// Valid within the transaction in which it was read.
class Timetable {
 public:
  /// `except` are appointments to be moved, whose time counts as free.
  Timetable(Store& store, Owner owner, Service service, std::vector<Reference> except = {});

  const Owner& owner() const { return owner_; }
  const Service& service() const { return service_; }

  /// Everything that decides about starts in `range`.
  Agenda agenda(const Interval& range) const;
  std::vector<Refusal> refusals(Instant start, Instant now) const;
  /// The same, but for taken time one for each appointment, busy time and foreign calendar's time in the way.
  std::vector<Refusal> refusals_by_name(Instant start, Instant now) const;
  /// The earliest free start in `range`.
  std::optional<Instant> first_free(const Interval& range, Instant now) const;
  /// The rules that the start breaks and may, with `rules` overridden; empty where it breaks none.
  /// Throws Refused where it may not. `zone` is the one in which it was asked.
  std::optional<Verdict> allowed(Instant start, const TimeZone& zone, Rules rules, Instant now) const;
  /// What the rules say, `reasons` being refusals(start, now); `zone` is the one in which it was asked.
  Verdict verdict(std::vector<Refusal> reasons, Instant start, const TimeZone& zone, Instant now) const;
  /// The same, but not what is free instead.
  Verdict verdict(std::vector<Refusal> reasons, Instant start, const TimeZone& zone) const;

 private:
  std::vector<Interval> free(const Interval& range, Instant now) const;
  std::vector<Refusal> appointments_in(const Interval& occupied) const;
  std::vector<Refusal> busy_in(const Interval& occupied) const;
  std::vector<Refusal> foreign_in(const Interval& occupied) const;
  std::vector<Interval> nearest_free(Instant start, Instant now) const;

  Store& store_;
  Owner owner_;
  TimeZone zone_;
  WeeklyHours weekly_;
  Service service_;
  std::optional<WeeklyHours> own_hours_;
  std::vector<Reference> except_;
  std::optional<Interval> known_;
};

}  // namespace calendar
