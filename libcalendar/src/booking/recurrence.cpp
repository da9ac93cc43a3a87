// A rule goes from period to period: days, weeks, months or years, every `interval`-th of them. Of each, it
// takes the dates that pass all of its filters, at each of its times, and of these the positions.
//
//   monthly; days 2 Tue, -1 Fri; positions -1
//   period      [ December 2026                                   )
//   dates             Tue 8                          Fri 25
//   positions                                        the last

#include "calendar/recurrence.hpp"

#include <algorithm>
#include <utility>

namespace calendar {

namespace {

using Frequency = RecurrenceRule::Frequency;
using std::chrono::year_month_day;

// Dates from the first on, before the last.
struct Dates {
  Date first;
  Date end;

  int length() const { return static_cast<int>((end - first).count()); }
};

Dates month_of(const year_month_day& date) {
  const auto month = date.year() / date.month();
  return {Date{month / 1}, Date{(month + std::chrono::months{1}) / 1}};
}

Dates year_of(std::chrono::year year) {
  return {Date{year / 1 / 1}, Date{(year + std::chrono::years{1}) / 1 / 1}};
}

bool holds(const std::vector<int>& numbers, int number) {
  return std::ranges::find(numbers, number) != numbers.end();
}

// Whether one of the numbers means that date, counted from either end of the dates.
bool counts(const std::vector<int>& numbers, Date date, const Dates& dates) {
  return holds(numbers, static_cast<int>((date - dates.first).count()) + 1) ||
         holds(numbers, -static_cast<int>((dates.end - date).count()));
}

// The weeks of a year: the first has at least four of its dates (RFC 5545, BYWEEKNO).
Dates weeks_of(std::chrono::year year, std::chrono::weekday week_start) {
  const auto first_of = [&](std::chrono::year which) {
    const Date fourth{which / 1 / 4};
    return fourth - (std::chrono::weekday{fourth} - week_start);
  };
  return {first_of(year), first_of(year + std::chrono::years{1})};
}

bool is_in_weeks(const RecurrenceRule& rule, Date date) {
  std::chrono::year year = year_month_day{date}.year();
  Dates weeks = weeks_of(year, rule.week_start);
  if (date < weeks.first) weeks = weeks_of(--year, rule.week_start);
  if (date >= weeks.end) weeks = weeks_of(++year, rule.week_start);
  const int number = static_cast<int>((date - weeks.first).count()) / 7;
  return holds(rule.weeks, number + 1) || holds(rule.weeks, number - weeks.length() / 7);
}

// Whether the date is the n-th of its weekday in the dates.
bool is_ordinal(int ordinal, Date date, const Dates& dates) {
  const auto before = (date - dates.first).count() / 7, after = (dates.end - Days{1} - date).count() / 7;
  return ordinal > 0 ? before == ordinal - 1 : after == -ordinal - 1;
}

bool is_one_of_days(const RecurrenceRule& rule, Date date) {
  const year_month_day parts{date};
  const bool of_year = rule.frequency == Frequency::yearly && rule.months.empty();
  const Dates around = of_year ? year_of(parts.year()) : month_of(parts);
  return std::ranges::any_of(rule.days, [&](const RecurrenceRule::Day& day) {
    return day.weekday == std::chrono::weekday{date} && (day.ordinal == 0 || is_ordinal(day.ordinal, date, around));
  });
}

bool passes(const RecurrenceRule& rule, Date date) {
  const year_month_day parts{date};
  return (rule.months.empty() || holds(rule.months, static_cast<int>(static_cast<unsigned>(parts.month())))) &&
         (rule.weeks.empty() || is_in_weeks(rule, date)) &&
         (rule.year_days.empty() || counts(rule.year_days, date, year_of(parts.year()))) &&
         (rule.month_days.empty() || counts(rule.month_days, date, month_of(parts))) &&
         (rule.days.empty() || is_one_of_days(rule, date));
}

// What a rule that does not say its days takes from its start.
void take_days(RecurrenceRule& rule, Date start) {
  if (!rule.year_days.empty() || !rule.month_days.empty() || !rule.days.empty()) return;
  const year_month_day parts{start};
  if (rule.frequency == Frequency::weekly || !rule.weeks.empty()) {
    rule.days = {{0, std::chrono::weekday{start}}};
  } else if (rule.frequency != Frequency::daily) {
    if (rule.frequency == Frequency::yearly && rule.months.empty())
      rule.months = {static_cast<int>(static_cast<unsigned>(parts.month()))};
    rule.month_days = {static_cast<int>(static_cast<unsigned>(parts.day()))};
  }
}

void take_times(RecurrenceRule& rule, const std::chrono::hh_mm_ss<Seconds>& start) {
  const auto take = [](std::vector<int>& numbers, auto from_start) {
    if (numbers.empty()) numbers = {static_cast<int>(from_start.count())};
    std::ranges::sort(numbers);
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  };
  take(rule.hours, start.hours());
  take(rule.minutes, start.minutes());
  take(rule.seconds, start.seconds());
}

// The first date of the period that a date is in.
Date period_of(const RecurrenceRule& rule, Date date) {
  const year_month_day parts{date};
  switch (rule.frequency) {
    case Frequency::daily: return date;
    case Frequency::weekly: return date - (std::chrono::weekday{date} - rule.week_start);
    case Frequency::monthly: return month_of(parts).first;
    case Frequency::yearly: return year_of(parts.year()).first;
  }
  return date;
}

// The first date of the period that is so many periods later.
Date later(const RecurrenceRule& rule, Date period, int periods) {
  const year_month_day parts{period};
  switch (rule.frequency) {
    case Frequency::daily: return period + Days{periods};
    case Frequency::weekly: return period + Days{7 * periods};
    case Frequency::monthly: return Date{parts + std::chrono::months{periods}};
    case Frequency::yearly: return Date{parts + std::chrono::years{periods}};
  }
  return period;
}

std::vector<WallTime> at_positions(const std::vector<WallTime>& times, const std::vector<int>& positions) {
  std::vector<WallTime> found;
  const auto size = static_cast<int>(times.size());
  for (const int position : positions) {
    const int index = position > 0 ? position - 1 : size + position;
    if (0 <= index && index < size) found.push_back(times[static_cast<std::size_t>(index)]);
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace

Recurrence::Recurrence(RecurrenceRule rule, WallTime start) : rule_{std::move(rule)}, start_{start} {
  const Date date = std::chrono::floor<Days>(start);
  take_days(rule_, date);
  take_times(rule_, std::chrono::hh_mm_ss{start - date});
  period_ = period_of(rule_, date);
}

std::vector<Date> Recurrence::dates_of_period() const {
  std::vector<Date> dates;
  const Date end = later(rule_, period_, 1);
  for (Date date = period_; date < end; date += Days{1}) {
    if (passes(rule_, date)) dates.push_back(date);
  }
  return dates;
}

std::vector<WallTime> Recurrence::times_of_period() const {
  std::vector<WallTime> times;
  for (const Date date : dates_of_period()) {
    for (const int hour : rule_.hours) {
      for (const int minute : rule_.minutes) {
        for (const int second : rule_.seconds)
          times.push_back(date + std::chrono::hours{hour} + Minutes{minute} + Seconds{second});
      }
    }
  }
  return rule_.positions.empty() ? times : at_positions(times, rule_.positions);
}

std::optional<WallTime> Recurrence::next() {
  if (rule_.count && given_ == *rule_.count) return std::nullopt;
  while (true) {
    while (!times_.empty() && times_.back() < start_) times_.pop_back();
    if (!times_.empty()) break;
    if (period_ > last_date || (rule_.until && period_ > *rule_.until)) return std::nullopt;
    times_ = times_of_period();
    std::ranges::reverse(times_);
    period_ = later(rule_, period_, rule_.interval);
  }
  const WallTime time = times_.back();
  if (time >= last_date + Days{1} || (rule_.until && time > *rule_.until)) return std::nullopt;
  times_.pop_back();
  ++given_;
  return time;
}

}  // namespace calendar
