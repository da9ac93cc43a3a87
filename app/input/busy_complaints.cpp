#include "input/complaints.hpp"
#include "input/readers.hpp"
#include "text/time_text.hpp"

namespace calbook {

using calendar::Days;
using calendar::Instant;
using calendar::TimeZone;

namespace {

using Guesses = std::vector<std::string>;
using Found = std::optional<Complaint>;

// With the valid guesses, or else with examples.
Complaint no_span(const Words& words, std::string why, const TimeZone& zone, const Today& today,
                  const Guesses& guesses = {}) {
  Guesses spans =
      readable(guesses, [&](const Words& guess) { return static_cast<bool>(parse_busy(guess, zone, today)); });
  Hint hint = spans.empty() ? type_instead("write it like", {"tomorrow 14:00 2h", "2026-12-01T14:00..18:00"})
                            : type_instead("write", std::move(spans));
  return {codes::invalid_duration, words.typed(), std::move(why), std::move(hint)};
}

// "fri 14:00", "fri".
Found start_alone(const Words& words, const TimeZone& zone, const Today& today) {
  if (const auto time = read_datetime(words, today)) {
    if (const auto start = resolve(*time, zone); !start) return start.complaint();
    return no_span(words, "lacks a duration or an end", zone, today, {words.typed() + " 1h"});
  }
  const Guesses dates = storable_dates(words, today);
  if (dates.empty()) return std::nullopt;
  Guesses guesses;
  for (const std::string& date : dates) {
    if (dates.size() == 1) guesses.push_back(date + " 14:00 2h");
    guesses.push_back(date + " 0:00..24:00");
  }
  return no_span(words, "lacks a time and a duration", zone, today, guesses);
}

// "fri 14:00-18:00".
Found with_dash(const Words& words, const TimeZone& zone, const Today& today) {
  const std::size_t dash = words.lower().find_last_of('-');
  if (dash == std::string::npos) return std::nullopt;
  const Words start = words.part(0, dash);
  const Words end = words.part(dash + 1);
  if (!read_datetime(start, today) || !read_end(end.lower())) return std::nullopt;
  return no_span(words, "needs '..' between start and end", zone, today, {start.typed() + ".." + end.typed()});
}

// "fri 14:00 1h 30m".
Found duration_in_two_words(const Words& words, const TimeZone&, const Today& today) {
  const auto [rest, unit] = before_last_blank(words);
  const auto [start, number] = before_last_blank(rest);
  if (!read_datetime(start, today)) return std::nullopt;
  return duration_complaint(words.part(rest.typed().size() - number.typed().size()), read_duration);
}

// "2026-12-01T14:00", with the offset if the clock shows that time twice.
std::string as_typed(Instant instant, const TimeZone& zone) {
  return zone.repeats(instant) ? rfc3339_minutes(instant, zone) : iso_minutes(zone.wall_time(instant));
}

}  // namespace

Complaint busy_complaint(const Words& words, const TimeZone& zone, const Today& today) {
  for (const auto look : {start_alone, with_dash, duration_in_two_words}) {
    if (auto found = look(words, zone, today)) return *std::move(found);
  }
  const auto [when, length] = before_last_blank(words);
  if (when.empty()) return no_span(words, "is not a time and its duration", zone, today);
  return read_duration(length.lower()) ? datetime_complaint(when, today) : duration_complaint(length, read_duration);
}

std::optional<Complaint> whole_dates_complaint(const Words& words, const TimeZone& zone, const Today& today) {
  const std::size_t dots = words.lower().find("..");
  const Words first = words.part(0, dots);
  const Words last = words.part(dots + 2);
  const auto from = read_date(first.lower(), today);
  if (!from || !read_date(last.lower(), today.counting_from(*from))) return std::nullopt;
  Guesses guesses;
  for (const std::string& date : storable_dates(first, today))
    guesses.push_back(date + " 0:00.." + last.typed() + " 24:00");
  return no_span(words, "lacks its times", zone, today, guesses);
}

Complaint open_busy_complaint(const Words& words, const TimeZone& zone, const Today& today) {
  return no_span(words, "lacks its start or its end", zone, today);
}

Complaint backward_busy_complaint(const Words& words, const TimeZone& zone, Instant start, Instant end) {
  const bool one_date = zone.date(start) == zone.date(end);
  const Instant next_date = zone.opening(zone.wall_time(end) + Days{1});
  return {codes::usage, words.typed(), "ends before it starts",
          type_instead("write", {one_date ? as_typed(start, zone) + ".." + as_typed(next_date, zone)
                                          : as_typed(end, zone) + ".." + as_typed(start, zone)})};
}

}  // namespace calbook
