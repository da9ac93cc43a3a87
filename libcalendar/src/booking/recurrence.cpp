// A rule goes from period to period: days, weeks, months or years, every `interval`-th of them. Of each, it
// takes the dates that pass all of its filters, at each of its times, and of these the positions.
//
//   monthly; days 2 Tue, -1 Fri; positions -1
//   period      [ December 2026                                   )
//   dates             Tue 8                          Fri 25
//   positions                                        the last

#include "calendar/recurrence.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <numeric>
#include <utility>

namespace calendar {

namespace {

using Frequency = RecurrenceRule::Frequency;
using std::chrono::year_month_day;

// Dates from the first on, before the end.
struct Dates {
  Date first;
  Date end;
};

Dates month_of(Date date) {
  const year_month_day parts{date};
  const auto month = parts.year() / parts.month();
  return {Date{month / 1}, Date{(month + std::chrono::months{1}) / 1}};
}

Dates calendar_year_of(Date date) {
  const std::chrono::year year = year_month_day{date}.year();
  return {Date{year / 1 / 1}, Date{(year + std::chrono::years{1}) / 1 / 1}};
}

Date week_start_of(const RecurrenceRule& rule, Date date) {
  return date - (std::chrono::weekday{date} - rule.week_start);
}

// The year that a date is in. If the rule numbers weeks, years are made of whole weeks, and the first of a year
// has at least four of its dates (RFC 5545, BYWEEKNO): the fourth date of a week has the year of the week.
std::chrono::year year_of(const RecurrenceRule& rule, Date date) {
  return year_month_day{rule.weeks.empty() ? date : week_start_of(rule, date) + Days{3}}.year();
}

Date first_of_year(const RecurrenceRule& rule, std::chrono::year year) {
  return rule.weeks.empty() ? Date{year / 1 / 1} : week_start_of(rule, Date{year / 1 / 4});
}

// Of a month or a day.
int number(const auto& part) {
  return static_cast<int>(static_cast<unsigned>(part));
}

bool holds(const std::vector<int>& numbers, int number) {
  return std::ranges::find(numbers, number) != numbers.end();
}

// A date's place in dates that are counted in groups of so many, from the first (1) and from the last (-1).
struct Place {
  int from_first;
  int from_last;

  Place(Date date, const Dates& dates, int group)
      : from_first{static_cast<int>((date - dates.first).count()) / group + 1},
        from_last{static_cast<int>((date - dates.end + Days{1}).count()) / group - 1} {}

  bool is(int number) const { return number == from_first || number == from_last; }
  bool is_one_of(const std::vector<int>& numbers) const {
    return holds(numbers, from_first) || holds(numbers, from_last);
  }
};

bool is_in_weeks(const RecurrenceRule& rule, Date date) {
  const std::chrono::year year = year_of(rule, date);
  const Dates weeks{first_of_year(rule, year), first_of_year(rule, year + std::chrono::years{1})};
  return Place{date, weeks, 7}.is_one_of(rule.weeks);
}

bool is_one_of_days(const RecurrenceRule& rule, Date date) {
  const bool of_year = rule.frequency == Frequency::yearly && rule.months.empty();
  const Place place{date, of_year ? calendar_year_of(date) : month_of(date), 7};
  return std::ranges::any_of(rule.days, [&](const RecurrenceRule::Day& day) {
    return day.weekday == std::chrono::weekday{date} && (day.ordinal == 0 || place.is(day.ordinal));
  });
}

bool passes(const RecurrenceRule& rule, Date date) {
  return (rule.months.empty() || holds(rule.months, number(year_month_day{date}.month()))) &&
         (rule.weeks.empty() || is_in_weeks(rule, date)) &&
         (rule.year_days.empty() || Place{date, calendar_year_of(date), 1}.is_one_of(rule.year_days)) &&
         (rule.month_days.empty() || Place{date, month_of(date), 1}.is_one_of(rule.month_days)) &&
         (rule.days.empty() || is_one_of_days(rule, date));
}

// What a rule that does not say its days takes from its start.
void take_days(RecurrenceRule& rule, Date start) {
  if (!rule.year_days.empty() || !rule.month_days.empty() || !rule.days.empty()) return;
  const year_month_day parts{start};
  if (rule.frequency == Frequency::weekly || !rule.weeks.empty()) {
    rule.days = {{0, std::chrono::weekday{start}}};
  } else if (rule.frequency != Frequency::daily) {
    if (rule.frequency == Frequency::yearly && rule.months.empty()) rule.months = {number(parts.month())};
    rule.month_days = {number(parts.day())};
  }
}

template <class Value>
void sort_each_once(std::vector<Value>& values) {
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// The times of each date, ascending; what the rule does not say is taken from the start.
std::vector<Seconds> times_of(const RecurrenceRule& rule, const std::chrono::hh_mm_ss<Seconds>& start) {
  const auto or_start = [](std::vector<int> numbers, auto from_start) {
    if (numbers.empty()) numbers = {static_cast<int>(from_start.count())};
    sort_each_once(numbers);
    return numbers;
  };
  std::vector<Seconds> times;
  for (const int hour : or_start(rule.hours, start.hours())) {
    for (const int minute : or_start(rule.minutes, start.minutes())) {
      for (const int second : or_start(rule.seconds, start.seconds()))
        times.push_back(std::chrono::hours{hour} + Minutes{minute} + Seconds{second});
    }
  }
  return times;
}

// The first date of the period that a date is in.
Date period_of(const RecurrenceRule& rule, Date date) {
  switch (rule.frequency) {
    case Frequency::daily: return date;
    case Frequency::weekly: return week_start_of(rule, date);
    case Frequency::monthly: return month_of(date).first;
    case Frequency::yearly: return first_of_year(rule, year_of(rule, date));
  }
  return date;
}

// The first date of the period that is so many periods later. A year is stored in 16 bits: the limits keep what
// is far behind the last date from overflowing.
Date later(const RecurrenceRule& rule, Date period, int periods) {
  switch (rule.frequency) {
    case Frequency::daily: return period + Days{periods};
    case Frequency::weekly: return period + std::chrono::weeks{periods};
    case Frequency::monthly: return Date{year_month_day{period} + std::chrono::months{std::min(periods, 100'000)}};
    case Frequency::yearly:
      return first_of_year(rule, year_of(rule, period) + std::chrono::years{std::min(periods, 10'000)});
  }
  return period;
}

// How many periods lie between the first dates of two.
int periods_between(const RecurrenceRule& rule, Date first, Date last) {
  const auto days = static_cast<int>((last - first).count());
  const year_month_day from{first}, to{last};
  switch (rule.frequency) {
    case Frequency::daily: return days;
    case Frequency::weekly: return days / 7;
    case Frequency::monthly: return static_cast<int>((to.year() / to.month() - from.year() / from.month()).count());
    case Frequency::yearly: return static_cast<int>((year_of(rule, last) - year_of(rule, first)).count());
  }
  return 0;
}

// How many periods a rule passes until they repeat. The calendar does after 400 years, which are whole weeks.
int periods_until_repeated(const RecurrenceRule& rule) {
  constexpr int years = 400, days = 146'097;
  static_assert(Date{std::chrono::year{2400} / 1 / 1} - Date{std::chrono::year{2000} / 1 / 1} == Days{days});
  static_assert(days % 7 == 0);
  const auto passed = [&](int periods) { return periods / std::gcd(periods, rule.interval); };
  switch (rule.frequency) {
    case Frequency::daily: return passed(days);
    case Frequency::weekly: return passed(days / 7);
    case Frequency::monthly: return passed(12 * years);
    case Frequency::yearly: return passed(years);
  }
  return 0;
}

std::vector<Date> dates_of(const RecurrenceRule& rule, Date period) {
  std::vector<Date> dates;
  const Date end = later(rule, period, 1);
  for (Date date = period; date < end; date += Days{1}) {
    if (passes(rule, date)) dates.push_back(date);
  }
  return dates;
}

// Where the positions are in a list of that size, ascending.
std::vector<std::size_t> indexes_of(const std::vector<int>& positions, std::size_t size) {
  std::vector<std::size_t> indexes;
  for (const int position : positions) {
    const auto from_start = position > 0 ? position - 1 : static_cast<std::int64_t>(size) + position;
    const auto index = static_cast<std::size_t>(from_start);
    if (from_start >= 0 && index < size) indexes.push_back(index);
  }
  sort_each_once(indexes);
  return indexes;
}

}  // namespace

Recurrence::Recurrence(RecurrenceRule rule, WallTime start) : rule_{std::move(rule)}, start_{start} {
  assert(rule_.interval >= 1);
  const Date date = std::chrono::floor<Days>(start);
  take_days(rule_, date);
  times_ = times_of(rule_, std::chrono::hh_mm_ss{start - date});
  period_ = period_of(rule_, date);
  last_ = std::min(rule_.until.value_or(WallTime::max()), last_date + Days{1} - Seconds{1});
}

void Recurrence::skip_before(WallTime time) {
  assert(!rule_.count && looked_at_ == 0);
  if (time <= start_) return;
  start_ = std::min(time, last_ + Seconds{1});
  const Date period = period_of(rule_, std::chrono::floor<Days>(start_));
  const int periods = periods_between(rule_, period_, period);
  period_ = later(rule_, period_, periods - periods % rule_.interval);
}

bool Recurrence::enter_next_period() {
  const int until_repeated = periods_until_repeated(rule_);
  for (int passed = 0; passed < until_repeated && period_ <= last_; ++passed) {
    dates_ = dates_of(rule_, period_);
    looked_at_ += static_cast<std::size_t>((later(rule_, period_, 1) - period_).count());
    period_ = later(rule_, period_, rule_.interval);
    const std::size_t size = dates_.size() * times_.size();
    indexes_ = indexes_of(rule_.positions, size);
    next_ = 0;
    end_ = rule_.positions.empty() ? size : indexes_.size();
    if (end_ > 0) return true;
  }
  period_ = last_date + Days{1};  // asked again, it looks no further
  return false;
}

std::optional<WallTime> Recurrence::next() {
  if (rule_.count && given_ == *rule_.count) return std::nullopt;
  WallTime time;
  do {
    if (next_ == end_ && !enter_next_period()) return std::nullopt;
    const std::size_t index = rule_.positions.empty() ? next_ : indexes_[next_];
    time = dates_[index / times_.size()] + times_[index % times_.size()];
    ++next_;
  } while (time < start_);
  if (time > last_) return std::nullopt;
  ++given_;
  return time;
}

}  // namespace calendar
