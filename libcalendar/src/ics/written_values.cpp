#include "ics/written_values.hpp"

#include <fmt/format.h>

#include <array>

namespace calendar {

namespace {

constexpr std::array<std::string_view, 4> frequencies{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
constexpr std::array<std::string_view, 7> weekdays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};

std::string day_text(const RecurrenceRule::Day& day) {
  const std::string_view name = weekdays.at(day.weekday.c_encoding());
  return day.ordinal == 0 ? std::string{name} : fmt::format("{}{}", day.ordinal, name);
}

}  // namespace

std::string date_text(Date date) {
  const std::chrono::year_month_day parts{date};
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
                     static_cast<unsigned>(parts.day()));
}

std::string local_text(WallTime time) {
  const Date date = std::chrono::floor<Days>(time);
  const std::chrono::hh_mm_ss clock{time - WallTime{date}};
  return fmt::format("{}T{:02}{:02}{:02}", date_text(date), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

std::string utc_text(Instant instant) {
  return local_text(WallTime{instant.time_since_epoch()}) + "Z";
}

std::string period_text(const Interval& span) {
  return utc_text(span.start) + "/" + utc_text(span.end);
}

std::string length_text(Seconds length) {
  const auto minutes = std::chrono::floor<Minutes>(length);
  return minutes == length ? fmt::format("PT{}M", minutes.count()) : fmt::format("PT{}S", length.count());
}

std::string offset_text(Seconds offset) {
  const std::chrono::hh_mm_ss parts{std::chrono::abs(offset)};
  const std::string text =
      fmt::format("{}{:02}{:02}", offset < Seconds{0} ? '-' : '+', parts.hours().count(), parts.minutes().count());
  return parts.seconds() == Seconds{0} ? text : fmt::format("{}{:02}", text, parts.seconds().count());
}

std::string rule_text(const RecurrenceRule& rule) {
  std::string text = fmt::format("FREQ={}", frequencies.at(static_cast<std::size_t>(rule.frequency)));
  if (rule.interval != 1) text += fmt::format(";INTERVAL={}", rule.interval);
  if (rule.count) text += fmt::format(";COUNT={}", *rule.count);
  if (!rule.months.empty()) text += fmt::format(";BYMONTH={}", fmt::join(rule.months, ","));
  if (!rule.month_days.empty()) text += fmt::format(";BYMONTHDAY={}", fmt::join(rule.month_days, ","));
  std::vector<std::string> days;
  for (const RecurrenceRule::Day& day : rule.days) days.push_back(day_text(day));
  if (!days.empty()) text += fmt::format(";BYDAY={}", fmt::join(days, ","));
  return text;
}

}  // namespace calendar
