#include "use_cases/series_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "calendar/limits.hpp"
#include "use_cases/requests.hpp"

namespace calendar {

SeriesDate date_at(int position, WallTime time, const TimeZone& zone) {
  const Reading reading = zone.reading(time);
  if (reading.kind == Reading::Kind::skipped) return {position, time, reading.second, reading.change};
  return {position, time, reading.first};
}

std::vector<SeriesDate> dates_of(const Repetition& repetition, Conflicts conflicts, Instant first,
                                 const TimeZone& zone) {
  Repetition asked = repetition;
  if (conflicts == Conflicts::fill) asked.times = *asked.times * 2;
  std::vector<SeriesDate> dates;
  for (const WallTime time : repeated(asked, zone.wall_time(first)))
    dates.push_back(date_at(static_cast<int>(dates.size()) + 1, time, zone));
  if (asked.until && dates.size() > limits::times)
    throw Error{Code::usage, fmt::format("a series has at most {} dates", limits::times)};
  dates.front().start = first;  // of a repeated time, the one that was meant
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
  if (rules == Rules::overridden && can_be_overridden(verdict->reasons)) {
    overridden.push_back(*std::move(verdict));
    return true;
  }
  const Code code = verdict->reasons.front().code();
  refused.push_back({date.position, date.time, verdict->slot, std::string{code.name}, sentence(*verdict)});
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

std::vector<Interval> fitting(Instant asked, const TimeZone& zone, std::vector<Interval> free,
                              const std::function<bool(Instant)>& fits) {
  const std::chrono::weekday weekday{zone.date(asked)};
  std::erase_if(free, [&](const Interval& slot) { return std::chrono::abs(slot.start - asked) > series_reach; });
  std::ranges::stable_sort(free, {}, [&](const Interval& slot) {
    return std::pair{std::chrono::weekday{zone.date(slot.start)} != weekday, std::chrono::abs(slot.start - asked)};
  });
  std::vector<Interval> found;
  for (const Interval& slot : free) {
    if (found.size() == most_offered) break;
    if (fits(slot.start)) found.push_back(slot);
  }
  std::ranges::sort(found);
  return found;
}

std::vector<Interval> fitting_starts(const SeriesRequest& request, const Timetable& timetable, Instant now) {
  const TimeZone& zone = request.first.zone;
  const Instant asked = std::get<Instant>(request.first.start);
  const Repetition& repetition = request.repetition;
  const auto wanted = dates_of(repetition, Conflicts::refuse, asked, zone);
  const Interval range{std::max(now, asked - series_reach),
                       std::max(now, wanted.back().start + series_reach) + Seconds{1}};
  const Agenda agenda = timetable.agenda(range);
  const std::vector<Interval> free = free_slots(agenda, range, now);
  const auto is_free = [&](const SeriesDate& date) {
    return !date.skipped && std::ranges::binary_search(free, date.start, {}, &Interval::start);
  };
  return fitting(asked, zone, free, [&](Instant start) {
    const Date first = zone.date(start);
    if (!repetition.every.has(first) || (repetition.until && first > *repetition.until)) return false;
    const auto dates = dates_of(repetition, Conflicts::refuse, start, zone);
    return dates.size() >= wanted.size() && std::ranges::all_of(dates, is_free) &&
           plan_of(request, dates, timetable, agenda, now).refused.empty();
  });
}

}  // namespace calendar
