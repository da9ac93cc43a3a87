// Times of day, dates with a time, and instants.

#include <fmt/format.h>

#include <algorithm>

#include "input/complaints.hpp"
#include "input/grammar.hpp"
#include "input/readers.hpp"
#include "text/scanner.hpp"
#include "text/time_text.hpp"

namespace calbook {

using calendar::Date;
using calendar::Days;
using calendar::Instant;
using calendar::Minutes;
using calendar::TimeZone;
using calendar::WallTime;

namespace {

// An offset as written by rfc3339(), without seconds.
Minutes written(calendar::Seconds offset) {
  return std::chrono::duration_cast<Minutes>(offset);
}

Instant before_offset(const TypedTime& time) {
  return Instant{time.wall_time.time_since_epoch() - *time.offset};
}

// Whether that is a whole minute of the zone's clock, now or shortly before. The latter counts where a distance
// from UTC that has seconds ends: what began before goes on at these seconds (Monrovia, 1972-01-07 00:44:30).
bool is_whole_minute(Instant instant, const TimeZone& zone) {
  return std::ranges::any_of(zone.stretches({instant - Days{2}, instant + Minutes{1}}), [&](const auto& stretch) {
    return (instant.time_since_epoch() + stretch.offset) % Minutes{1} == Minutes{0};
  });
}

Complaint with_seconds(const TypedTime& time) {
  return {codes::invalid_time, typable(time), "has seconds: minutes are the smallest unit",
          type_instead("write", {typable({std::chrono::floor<Minutes>(time.wall_time), time.offset})})};
}

Complaint skipped(WallTime wall_time, const calendar::Reading& reading, const TimeZone& zone) {
  const Instant before = reading.change - Minutes{1};
  return {codes::skipped_time, moment(wall_time),
          fmt::format("does not exist in {}: the clock goes from {} to {}", zone.name(), moment(zone.wall_time(before)),
                      moment(zone.wall_time(reading.change))),
          type_instead("", {rfc3339_minutes(before, zone), rfc3339_minutes(reading.change, zone)})};
}

Complaint repeated(WallTime wall_time, const calendar::Reading& reading, const TimeZone& zone) {
  return {codes::repeated_time, moment(wall_time),
          fmt::format("comes twice in {}: say which with its offset", zone.name()),
          type_instead("", {rfc3339_minutes(reading.first, zone), rfc3339_minutes(reading.second, zone)})};
}

// As resolve(), whatever its seconds.
Parsed<Instant> instant_of(const TypedTime& time, const TimeZone& zone) {
  using Kind = calendar::Reading::Kind;
  const calendar::Reading reading = zone.reading(time.wall_time);
  if (time.offset) {
    for (const Instant instant : {reading.first, reading.second}) {
      if (reading.kind != Kind::skipped && written(zone.offset(instant)) == *time.offset) return instant;
    }
    return before_offset(time);
  }
  if (reading.kind == Kind::skipped) return skipped(time.wall_time, reading, zone);
  if (reading.kind == Kind::repeated) return repeated(time.wall_time, reading, zone);
  return reading.first;
}

}  // namespace

WallTime PrintedTime::wall_time() const {
  return date + std::chrono::hours{hour} + Minutes{minute} + calendar::Seconds{second};
}

std::optional<Minutes> read_time(std::string_view word) {
  Scanner scanner{word};
  const auto hour = scanner.take_number(1, 2);
  if (!hour) return std::nullopt;
  int minute = 0;
  if (scanner.take(":")) {
    const auto number = scanner.take_number(2, 2);
    if (!number || *number > 59) return std::nullopt;
    minute = *number;
  }
  const Minutes time = std::chrono::hours{*hour} + Minutes{minute};
  if (scanner.done()) return *hour < 24 ? std::optional{time} : std::nullopt;
  const bool afternoon = scanner.take("pm");
  if ((!afternoon && !scanner.take("am")) || !scanner.done()) return std::nullopt;
  if (*hour < 1 || *hour > 11) return std::nullopt;  // people differ on what 12am and 12pm mean
  return afternoon ? time + std::chrono::hours{12} : time;
}

std::optional<Minutes> read_end(std::string_view word) {
  return word == "24" || word == "24:00" ? Minutes{std::chrono::hours{24}} : read_time(word);
}

Parsed<Minutes> parse_time(const Words& words) {
  if (const auto time = read_time(words.lower())) return *time;
  return time_complaint(words);
}

std::optional<PrintedTime> read_printed_time(std::string_view word) {
  const auto date = calendar::parse_iso_date(word.substr(0, 10));
  if (!date) return std::nullopt;
  Scanner scanner{word.substr(10)};
  if (!scanner.take("t") && !scanner.take(" ")) return std::nullopt;
  const auto hour = scanner.take_number(2, 2);
  const auto minute = hour && scanner.take(":") ? scanner.take_number(2, 2) : std::nullopt;
  if (!minute) return std::nullopt;
  PrintedTime time{*date, *hour, *minute};
  if (scanner.take(":")) {
    const auto second = scanner.take_number(2, 2);
    if (!second) return std::nullopt;
    time.second = *second;
    if (scanner.take(".")) {
      const auto fraction = scanner.take_digits();
      if (fraction.empty() || fraction.size() > 9) return std::nullopt;
      time.has_fraction = fraction.find_first_not_of('0') != fraction.npos;
    }
  }
  time.offset = take_offset(scanner);
  time.rest = scanner.rest();
  return time;
}

DateAndTime date_and_time(const Words& words) {
  auto [date, time] = before_last_blank(words);
  const std::string& lower = date.lower();
  if (lower == "at" || lower.ends_with(" at") || lower.ends_with("\tat")) date = date.part(0, lower.size() - 2);
  return {std::move(date), std::move(time)};
}

std::optional<TypedTime> read_datetime(const Words& words, const Today& today) {
  const auto printed = read_printed_time(words.lower());
  if (printed && printed->on_clock() && !printed->has_fraction && printed->rest.empty()) {
    return TypedTime{printed->wall_time(), printed->offset};
  }
  const auto [date_words, time_word] = date_and_time(words);
  const auto date = read_date(date_words.lower(), today.for_writing());
  const auto time = read_time(time_word.lower());
  if (!date || !time) return std::nullopt;
  return TypedTime{*date + *time};
}

Parsed<TypedTime> parse_datetime(const Words& words, const Today& today) {
  if (const auto time = read_datetime(words, today)) return *time;
  return datetime_complaint(words, today);
}

Parsed<Instant> resolve(const TypedTime& time, const TimeZone& zone) {
  const auto instant = instant_of(time, zone);
  const bool typed_seconds = time.wall_time != std::chrono::floor<Minutes>(time.wall_time);
  if (instant && typed_seconds && !is_whole_minute(*instant, zone)) return with_seconds(time);
  return instant;
}

Parsed<Instant> parse_start(const Words& words, const TimeZone& zone, const Today& today) {
  return parse_datetime(words, today).and_then([&](const TypedTime& time) { return resolve(time, zone); });
}

Parsed<TypedBound> parse_bound(const Words& words, const Today& today) {
  if (const auto date = read_date(words.lower(), today)) return TypedBound{*date};
  if (const auto time = read_datetime(words, today)) return TypedBound{*time};
  return has_a_time(words, today) ? datetime_complaint(words, today) : date_complaint(words, today);
}

Parsed<Instant> parse_instant(const Words& words) {
  const auto printed = read_printed_time(words.lower());
  const bool whole = printed && printed->on_clock() && !printed->has_fraction && printed->rest.empty();
  if (whole && printed->offset) return Instant{printed->wall_time().time_since_epoch() - *printed->offset};
  return instant_complaint(words);
}

}  // namespace calbook
