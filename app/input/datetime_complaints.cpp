#include <fmt/format.h>

#include <algorithm>

#include "calendar/text.hpp"
#include "input/complaints.hpp"
#include "input/readers.hpp"
#include "text/scanner.hpp"
#include "text/time_text.hpp"

namespace calbook {

using calendar::Days;
using calendar::Minutes;
using calendar::WallTime;

namespace {

using Guesses = std::vector<std::string>;
using Found = std::optional<Complaint>;

constexpr std::string_view digits = "0123456789";

Hint datetime_examples(const Today& today) {
  return type_instead("write it like", {"2026-12-01T09:30", "tomorrow 9:30", another_weekday(today) + " at 2pm"});
}

// With the valid guesses, or else with examples.
Complaint no_datetime(const Words& words, std::string why, const Today& today, const Guesses& guesses = {}) {
  Guesses times = readable(guesses, [&](const Words& guess) { return read_datetime(guess, today).has_value(); });
  Hint hint = times.empty() ? datetime_examples(today) : type_instead("write", std::move(times));
  return {codes::invalid_time, words.typed(), std::move(why), std::move(hint)};
}

// "z", and "+1", "+01", "+1:00" and " +0100", which no standard allows; in minutes.
std::optional<Minutes> loose_offset(std::string_view text) {
  Scanner scanner{trimmed(text)};
  if (scanner.rest() == "z") return Minutes{0};
  const bool behind = scanner.take("-");
  if (!behind && !scanner.take("+")) return std::nullopt;
  int hours = 0;
  int minutes = 0;
  if (const auto together = scanner.take_number(3, 4)) {
    hours = *together / 100;
    minutes = *together % 100;
  } else {
    hours = scanner.take_number(1, 2).value_or(99);
    if (scanner.take(":")) minutes = scanner.take_number(1, 2).value_or(99);
  }
  if (!scanner.done() || hours > 24 || minutes > 59) return std::nullopt;
  return Minutes{(behind ? -1 : 1) * (hours * 60 + minutes)};
}

// The time with that offset, or in UTC if no offset is that large.
std::string with_offset(WallTime wall_time, Minutes offset) {
  if (std::chrono::abs(offset) > std::chrono::hours{14}) return typable({wall_time - offset, Minutes{0}});
  return typable({wall_time, offset});
}

// "9+01:00", "9:30z".
Found short_time_with_offset(const Words& words, calendar::Date date, const Words& clock, const Today& today) {
  const std::size_t at = std::min(clock.lower().find_first_of("+-z"), clock.lower().size());
  const auto of_day = read_time(clock.part(0, at).lower());
  const auto offset = loose_offset(clock.part(at).lower());
  if (!of_day || !offset) return std::nullopt;
  return no_datetime(words, "does not have its time as HH:MM", today, {with_offset(date + *of_day, *offset)});
}

// ",000+01:00", as date(1) prints nanoseconds.
Found comma_and_fraction(const Words& words, const PrintedTime& time, const Today& today) {
  Scanner scanner{time.rest};
  if (!scanner.take(",") || scanner.take_digits().empty()) return std::nullopt;
  const WallTime wall_time = std::chrono::floor<Minutes>(time.wall_time());
  const auto offset = loose_offset(scanner.rest());
  if (!offset && !scanner.done()) return std::nullopt;
  return no_datetime(words, "has a fraction of a second", today,
                     {offset ? with_offset(wall_time, *offset) : typable({wall_time})});
}

Complaint wrong_end(const Words& words, const PrintedTime& time, const Today& today) {
  if (auto found = comma_and_fraction(words, time, today)) return *std::move(found);
  const WallTime wall_time = std::chrono::floor<Minutes>(time.wall_time());
  if (const auto offset = loose_offset(time.rest)) {
    const bool too_far = std::chrono::abs(*offset) > std::chrono::hours{14};
    return no_datetime(words, too_far ? "has an offset of more than 14 hours" : "does not end in an offset like +02:00",
                       today, {with_offset(wall_time, *offset)});
  }
  return no_datetime(words, "does not end in an offset like +02:00; a zone is named with --tz", today,
                     {typable({wall_time})});
}

// What begins like "2026-12-01T".
Found wrong_printed_time(const Words& words, const Today& today) {
  const std::string& word = words.lower();
  const bool joined = word.size() > 10 && word[4] == '-' && word[7] == '-' && word[10] == 't';
  const auto time = read_printed_time(word);
  if (!joined && !time) return std::nullopt;
  if (!time) {
    const Words date = words.part(0, 10);
    const auto read = read_date(date.lower(), today);
    if (!read) return date_complaint(date, today);
    const Words clock = words.part(11);
    if (clock.empty()) return no_datetime(words, "lacks a time", today, {date.typed() + "T09:00"});
    if (const auto of_day = read_time(clock.lower())) {
      return no_datetime(words, "does not have its time as HH:MM", today, {typable({*read + *of_day})});
    }
    if (auto found = short_time_with_offset(words, *read, clock, today)) return found;
    return time_complaint(clock);
  }
  if (time->hour == 24 && time->minute == 0) {
    return no_datetime(words, "is 00:00 of the next date", today, {typable({time->date + Days{1}})});
  }
  if (!time->on_clock()) return no_datetime(words, "is not a time that a clock shows", today);
  if (!time->rest.empty()) return wrong_end(words, *time, today);
  const WallTime wall_time = std::chrono::floor<Minutes>(time->wall_time());
  return no_datetime(words, "has a fraction of a second", today, {typable({wall_time, time->offset})});
}

// "tomorrow", "tomorrow at".
Found date_alone(const Words& words, const Today& today) {
  const std::string& lower = words.lower();
  const Words date = lower.ends_with(" at") ? words.part(0, lower.size() - 3) : words;
  Guesses guesses = storable_dates(date, today);
  if (guesses.empty()) return std::nullopt;
  for (std::string& guess : guesses) guess += " 9:00";
  return no_datetime(words, "lacks a time", today, guesses);
}

// "9:40", "at 9:40".
Found time_alone(const Words& words, const Today& today) {
  const auto [date, time] = date_and_time(words);
  if (!date.empty() || !read_time(time.lower())) return std::nullopt;
  Complaint complaint =
      no_datetime(words, "lacks a date", today, {"today " + time.typed(), "tomorrow " + time.typed()});
  complaint.code = calendar::Code::invalid_date;
  return complaint;
}

// "10:00 tomorrow", "Mon 2026-11-23 10:00", "fri 10:00 Jones": correct except for the first or last word.
Found one_word_too_many(const Words& words, const Today& today) {
  const std::size_t blank = words.lower().find_first_of(" \t");
  if (blank == std::string::npos) return std::nullopt;
  const Words first = words.part(0, blank);
  const Words rest = words.part(blank + 1);
  if (read_time(first.lower()) && read_date(rest.lower(), today)) {
    return no_datetime(words, "has its time first", today, {rest.typed() + " " + first.typed()});
  }
  if (weekday_named(first.lower()) && read_datetime(rest, today)) {
    return no_datetime(words, "has a weekday before its date", today, {rest.typed()});
  }
  const auto [head, last] = before_last_blank(words);
  const auto time = read_datetime(head, today);
  if (!time) return std::nullopt;
  if (const auto offset = loose_offset(last.lower()); offset && !time->offset) {
    return no_datetime(words, "has an offset, which needs the form with T", today,
                       {with_offset(time->wall_time, *offset)});
  }
  return no_datetime(words, fmt::format("has '{}' after its time", calendar::excerpt(last.typed())), today,
                     {head.typed()});
}

// "9 am": the last two words.
DateAndTime with_loose_time(const Words& words) {
  DateAndTime parts = date_and_time(words);
  const std::string& last = parts.time.lower();
  const bool half = last == "am" || last == "pm" || last == "a.m." || last == "p.m.";
  if (!half || parts.date.empty()) return parts;
  const DateAndTime before = date_and_time(parts.date);
  return {before.date, words.part(parts.date.typed().size() - before.time.typed().size())};
}

Complaint wrong_part(const Words& words, const Today& today) {
  const auto [date, time] = with_loose_time(words);
  const auto read = read_date(date.lower(), today.for_writing());
  if (read && !read_time(time.lower()) && read_end(time.lower())) {
    return no_datetime(words, "is 00:00 of the next date", today, {typable({*read + Days{1}})});
  }
  if (read) return short_time_with_offset(words, *read, time, today).value_or(time_complaint(time));
  const std::string& clock = time.lower();
  const bool like_a_time =
      read_time(clock) || (clock.find_first_of(digits) != clock.npos && clock.find_first_not_of(digits) != clock.npos);
  if (date.empty() || !like_a_time) return no_datetime(words, "is not a date with a time", today);
  return date_complaint(date, today.for_writing());
}

}  // namespace

std::string typable(const TypedTime& time) {
  const std::string offset = time.offset ? offset_label(*time.offset) : "";
  return iso_minutes(time.wall_time) + (offset == "+00:00" ? "Z" : offset);
}

bool has_a_time(const Words& words, const Today& today) {
  const std::string& word = words.lower();
  const bool joined = word.size() > 10 && word[7] == '-' && word[10] == 't';
  return joined || word.find(':') != std::string::npos || read_date(date_and_time(words).date.lower(), today);
}

Complaint datetime_complaint(const Words& words, const Today& today) {
  if (words.empty()) return no_datetime(words, "is not a date with a time", today);
  for (const auto look : {wrong_printed_time, date_alone, time_alone, one_word_too_many}) {
    if (auto found = look(words, today)) return *std::move(found);
  }
  return wrong_part(words, today);
}

Complaint instant_complaint(const Words& words) {
  const auto printed_time = read_printed_time(words.lower());
  std::vector<std::string> values{"2026-11-22T09:00Z", "2026-11-22T09:00:00+01:00"};
  Hint hint = type_instead("write it like", std::move(values));
  const bool lacks_offset =
      printed_time && printed_time->on_clock() && printed_time->rest.empty() && !printed_time->offset;
  return {codes::invalid_time, words.typed(), lacks_offset ? "lacks its offset" : "is not an instant", std::move(hint)};
}

}  // namespace calbook
