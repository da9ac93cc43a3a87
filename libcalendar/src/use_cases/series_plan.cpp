#include "use_cases/series_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "calendar/limits.hpp"
#include "use_cases/requests.hpp"

namespace calendar {

namespace {

// How many dates are looked at, at most.
int most_dates(const Repetition& repetition, Conflicts conflicts) {
  if (!repetition.times) return limits::times;
  return *repetition.times * (conflicts == Conflicts::fill ? 2 : 1);
}

constexpr std::size_t offered = 3;  // instead of a refused series
constexpr Days reach{14};

// The free slots at which it could begin.
std::vector<Interval> possible_starts(const SeriesRequest& request, const std::vector<Interval>& free) {
  const TimeZone& zone = request.first.zone;
  const Instant asked = std::get<Instant>(request.first.start);
  const auto& [every, times, until] = request.repetition;
  std::vector<Interval> possible;
  for (const Interval& slot : free) {
    const Date date = zone.date(slot.start);
    if (std::chrono::abs(slot.start - asked) <= reach && every.has(date) && (!until || date <= *until))
      possible.push_back(slot);
  }
  return sorted_for(asked, zone, std::move(possible));
}

}  // namespace

SeriesDate date_at(int position, WallTime time, const TimeZone& zone) {
  const Reading reading = zone.reading(time);
  if (reading.kind == Reading::Kind::skipped) return {position, time, reading.second, reading.change};
  return {position, time, reading.first};
}

std::vector<SeriesDate> dates_of(const Repetition& repetition, Conflicts conflicts, Instant first,
                                 const TimeZone& zone) {
  const WallTime start = zone.wall_time(first);
  Recurrence times{repetition.every.rule(), start};
  std::vector<SeriesDate> dates;
  const int most = most_dates(repetition, conflicts);
  while (const auto time = times.next()) {
    if (repetition.until && std::chrono::floor<Days>(*time) > *repetition.until) break;
    const int position = static_cast<int>(dates.size()) + 1;
    if (position > most && repetition.times) break;
    if (position > most) throw Error{Code::usage, fmt::format("a series has at most {} dates", limits::times)};
    dates.push_back(date_at(position, *time, zone));
  }
  if (!dates.empty()) dates.front().start = first;  // of a repeated time, the one that was meant
  return dates;
}

std::optional<Verdict> verdict_on(const SeriesDate& date, const Timetable& timetable, const Agenda& agenda,
                                  const TimeZone& zone, Instant now) {
  std::vector<Refusal> reasons = date.skipped
                                     ? std::vector{Refusal{Refusal::Rule::skipped_hour, {*date.skipped, *date.skipped}}}
                                     : refusals(agenda, date.start, now);
  if (reasons.empty()) return std::nullopt;
  return timetable.verdict(std::move(reasons), date.start, zone);
}

bool SeriesPlan::accept(std::optional<Verdict> verdict, const SeriesDate& date, Rules rules) {
  if (!verdict) return true;
  std::vector<Refusal>& reasons = verdict->reasons;
  if (rules == Rules::overridden) {
    // What cannot be overridden is what to tell to somebody who tried.
    const auto rest = std::stable_partition(reasons.begin(), reasons.end(), std::not_fn(&Refusal::can_be_overridden));
    if (rest == reasons.begin()) {
      overridden.push_back(*std::move(verdict));
      return true;
    }
  }
  refused.push_back(
      {date.position, date.time, verdict->slot, std::string{reasons.front().code().name}, sentence(*verdict)});
  if (!first_refused) first_refused = std::move(verdict);
  return false;
}

SeriesPlan plan_of(const SeriesRequest& request, const std::vector<SeriesDate>& dates, const Timetable& timetable,
                   Agenda agenda, Instant now) {
  BookingRequest each = request.first;
  each.key.reset();
  SeriesPlan plan;
  for (const SeriesDate& date : dates) {
    const bool full = static_cast<int>(plan.appointments.size()) == request.repetition.times;
    if (request.conflicts == Conflicts::fill && full) break;
    plan.dates = date.position;
    if (!plan.accept(verdict_on(date, timetable, agenda, each.zone, now), date, each.rules)) continue;
    plan.appointments.push_back(new_appointment(each, timetable.service(), date.start, now));
    plan.appointments.back().series = SeriesPlace{{}, date.position, 0};
    add(agenda, plan.appointments.back());
  }
  return plan;
}

std::vector<Interval> sorted_for(Instant asked, const TimeZone& zone, std::vector<Interval> slots) {
  const std::chrono::weekday weekday{zone.date(asked)};
  std::ranges::stable_sort(slots, {}, [&](const Interval& slot) {
    return std::pair{std::chrono::weekday{zone.date(slot.start)} != weekday, std::chrono::abs(slot.start - asked)};
  });
  return slots;
}

std::vector<Interval> fitting_starts(const SeriesRequest& request, const Timetable& timetable, Instant now) {
  const TimeZone& zone = request.first.zone;
  const Instant asked = std::get<Instant>(request.first.start);
  const auto wanted = dates_of(request.repetition, Conflicts::refuse, asked, zone);
  const Instant last = wanted.back().start;
  const Interval range{std::max(now, asked - reach), std::max(now, last + reach) + Seconds{1}};
  const Agenda agenda = timetable.agenda(range);
  const std::vector<Interval> free = free_slots(agenda, range, now);
  const auto is_free = [&](const SeriesDate& date) {
    return !date.skipped && std::ranges::binary_search(free, date.start, {}, &Interval::start);
  };
  std::vector<Interval> fitting;
  for (const Interval& slot : possible_starts(request, free)) {
    const auto dates = dates_of(request.repetition, Conflicts::refuse, slot.start, zone);
    if (dates.size() < wanted.size() || !std::ranges::all_of(dates, is_free)) continue;
    if (!plan_of(request, dates, timetable, agenda, now).refused.empty()) continue;
    fitting.push_back(slot);
    if (fitting.size() == offered) break;
  }
  std::ranges::sort(fitting);
  return fitting;
}

}  // namespace calendar
