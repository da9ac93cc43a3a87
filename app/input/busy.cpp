// Busy time: a start with a length or an end.

#include "calendar/limits.hpp"
#include "input/complaints.hpp"
#include "input/grammar.hpp"
#include "input/readers.hpp"

namespace calbook {

using calendar::Date;
using calendar::Interval;
using calendar::TimeZone;

namespace {

// A lone time is on the start's date; 24:00 ends that date, or the one in front of it.
Parsed<TypedTime> parse_end(const Words& words, Date first, const Today& today) {
  if (const auto time = read_end(words.lower())) return TypedTime{first + *time};
  const Today since = today.counting_from(first);
  const auto [day, end] = before_last_blank(words);
  const auto date = read_date(day.lower(), since);
  if (date && read_end(end.lower()) == calendar::Minutes{calendar::limits::day})
    return TypedTime{*date + calendar::limits::day};
  return parse_datetime(words, since);
}

Parsed<Interval> until_end(const Words& words, std::size_t dots, const TimeZone& zone, const Today& today) {
  if (dots == 0 || dots + 2 == words.lower().size()) return open_busy_complaint(words, zone, today);
  if (auto complaint = whole_dates_complaint(words, zone, today)) return *std::move(complaint);
  const auto from = parse_datetime(words.part(0, dots), today);
  const auto start = from.and_then([&](const TypedTime& time) { return resolve(time, zone); });
  if (!start) return start.complaint();
  const auto to = parse_end(words.part(dots + 2), zone.date(*start), today);
  const auto end = to.and_then([&](const TypedTime& time) { return resolve(time, zone); });
  if (!end) return end.complaint();
  if (*end <= *start) return backward_busy_complaint(words, zone, *start, *end);
  return Interval{*start, *end};
}

}  // namespace

Parsed<Interval> parse_busy(const Words& words, const TimeZone& zone, const Today& today) {
  const std::size_t dots = words.lower().find("..");
  if (dots != std::string::npos) return until_end(words, dots, zone, today);
  const auto [when, length] = before_last_blank(words);
  const auto time = read_datetime(when, today);
  const auto duration = read_duration(length.lower());
  if (!time || !duration) return busy_complaint(words, zone, today);
  const auto start = resolve(*time, zone);
  if (!start) return start.complaint();
  return Interval{*start, *start + *duration};
}

}  // namespace calbook
