#include "text/time_text.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

namespace calbook {

using calendar::Date;
using calendar::Days;
using calendar::Instant;
using calendar::Interval;
using calendar::Minutes;
using calendar::Seconds;
using calendar::TimeZone;
using calendar::WallTime;

namespace {

void append_date(std::string& text, WallTime wall_time) {
  text += calendar::iso(std::chrono::floor<Days>(wall_time));
}

// "09:00".
void append_clock(std::string& text, WallTime wall_time) {
  const std::chrono::hh_mm_ss time{wall_time - std::chrono::floor<Days>(wall_time)};
  calendar::append_two_digits(text, static_cast<unsigned>(time.hours().count()));
  text += ':';
  calendar::append_two_digits(text, static_cast<unsigned>(time.minutes().count()));
}

// ":30"; nothing for whole minutes, which is all that a clock shows but where its distance from UTC has seconds.
void append_seconds_if_any(std::string& text, WallTime wall_time) {
  const auto seconds = (wall_time - std::chrono::floor<Minutes>(wall_time)).count();
  if (seconds == 0) return;
  text += ':';
  calendar::append_two_digits(text, static_cast<unsigned>(seconds));
}

std::string clock(WallTime wall_time) {
  std::string text;
  append_clock(text, wall_time);
  return text;
}

// "+01:00".
void append_offset(std::string& text, Seconds offset) {
  const auto minutes = static_cast<unsigned>(std::abs(std::chrono::duration_cast<Minutes>(offset).count()));
  text += offset < Seconds{0} ? '-' : '+';
  calendar::append_two_digits(text, minutes / 60);
  text += ':';
  calendar::append_two_digits(text, minutes % 60);
}

// "2026-11-23T09:00:00".
std::string date_and_seconds(WallTime wall_time) {
  std::string text;
  text.reserve(25);  // including an offset
  append_date(text, wall_time);
  text += 'T';
  append_clock(text, wall_time);
  text += ':';
  const Date date = std::chrono::floor<Days>(wall_time);
  calendar::append_two_digits(text, static_cast<unsigned>((wall_time - date).count() % 60));
  return text;
}

}  // namespace

std::string rfc3339(Instant instant, const TimeZone& zone) {
  std::string text = date_and_seconds(zone.wall_time(instant));
  append_offset(text, zone.offset(instant));
  return text;
}

std::string rfc3339_utc(Instant instant) {
  return date_and_seconds(WallTime{instant.time_since_epoch()}) + "Z";
}

std::string iso_minutes(WallTime wall_time) {
  std::string text;
  text.reserve(25);  // including seconds and an offset
  append_date(text, wall_time);
  text += 'T';
  append_clock(text, wall_time);
  append_seconds_if_any(text, wall_time);
  return text;
}

std::string rfc3339_minutes(Instant instant, const TimeZone& zone) {
  std::string text = iso_minutes(zone.wall_time(instant));
  append_offset(text, zone.offset(instant));
  return text;
}

std::string offset_label(Seconds offset) {
  std::string text;
  append_offset(text, offset);
  return text;
}

std::string offsets_label(const Interval& span, const TimeZone& zone) {
  std::string label;
  for (const calendar::Stretch& stretch : zone.stretches(span))
    label += (label.empty() ? "" : " then ") + offset_label(stretch.offset);
  return label;
}

// ISO 8601: a week belongs to the year of its Thursday.
std::string week_label(Date date) {
  const Date thursday = calendar::monday_of(date) + Days{3};
  const std::chrono::year year = std::chrono::year_month_day{thursday}.year();
  const auto week = (thursday - Date{year / 1 / 1}).count() / 7 + 1;
  return fmt::format("{:04}-W{:02}", static_cast<int>(year), week);
}

std::string month_label(Date date) {
  constexpr std::array<const char*, 12> names{"January", "February", "March",     "April",   "May",      "June",
                                              "July",    "August",   "September", "October", "November", "December"};
  const std::chrono::year_month_day day{date};
  return fmt::format("{} {}", names.at(static_cast<unsigned>(day.month()) - 1), static_cast<int>(day.year()));
}

std::string weekday_label(std::chrono::weekday day) {
  constexpr std::array<const char*, 7> names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  return names.at(day.c_encoding());
}

std::string day_label(Date date) {
  return weekday_label(std::chrono::weekday{date}) + " " + calendar::iso(date);
}

std::string moment(WallTime wall_time) {
  return day_label(std::chrono::floor<Days>(wall_time)) + " " + clock(wall_time);
}

std::string moment(Instant instant, const TimeZone& zone) {
  return moment(zone.wall_time(instant)) + " " + offset_label(zone.offset(instant));
}

std::string clock_label(Instant instant, const TimeZone& zone) {
  const WallTime wall_time = zone.wall_time(instant);
  std::string text = clock(wall_time);
  append_seconds_if_any(text, wall_time);
  return zone.repeats(instant) ? text + offset_label(zone.offset(instant)) : text;
}

std::string span_label(const Interval& span, const TimeZone& zone) {
  const WallTime start = zone.wall_time(span.start);
  const WallTime end = zone.wall_time(span.end);
  const Date first = std::chrono::floor<Days>(start);
  const Date last = std::chrono::floor<Days>(end);
  // A lone time is understood as its next occurrence.
  const bool clear = last == first || (last == first + Days{1} && end - last < start - first);
  const std::string end_date = clear ? "" : day_label(last) + " ";
  return fmt::format("{} {}-{}{}", day_label(first), clock_label(span.start, zone), end_date,
                     clock_label(span.end, zone));
}

std::string length_label(Minutes length) {
  const auto hours = length.count() / 60;
  const auto rest = length.count() % 60;
  if (hours < 2) return fmt::format("{} min", length.count());
  return rest == 0 ? fmt::format("{} h", hours) : fmt::format("{} h {} min", hours, rest);
}

std::string window_time(Minutes minutes) {
  constexpr Minutes day = std::chrono::hours{24};
  if (minutes > day) minutes -= day;
  return fmt::format("{:02}:{:02}", minutes.count() / 60, minutes.count() % 60);
}

std::string window_label(Minutes start, Minutes end) {
  return window_time(start) + "-" + window_time(end);
}

std::string distance_label(Date date, Date today) {
  const auto days = (date - today).count();
  if (days == 0) return "today";
  if (days == 1) return "tomorrow";
  if (days == -1) return "yesterday";
  return days > 0 ? fmt::format("in {} days", days) : fmt::format("{} days ago", -days);
}

std::string counted(std::int64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace calbook
