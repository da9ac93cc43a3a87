// Dates, times, and both together.

#include <fmt/format.h>

#include "calendar/error.hpp"
#include "calendar/text.hpp"
#include "input/grammar.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"
#include "text/spelling.hpp"
#include "text/time_text.hpp"

namespace calbook {

using calendar::Code;
using calendar::Date;
using calendar::Days;
using calendar::Error;
using calendar::excerpt;
using calendar::Instant;
using calendar::Minutes;
using calendar::WallTime;

namespace {

constexpr std::string_view date_examples = "write it like 2026-12-01, tomorrow, fri or +2w";
constexpr std::string_view time_examples = "write it like 09:30, 14:00 or 2pm";
constexpr std::string_view datetime_examples = "write it like 2026-12-01T09:30, 'tomorrow 9:30' or 'fri at 2pm'";

[[noreturn]] void refuse_date(std::string_view text, std::string_view why, std::string_view instead = date_examples) {
  throw InputError{Code::invalid_date, fmt::format("'{}' {}", excerpt(text), why), std::string{instead}};
}

[[noreturn]] void refuse_time(std::string_view text, std::string_view why, std::string_view instead = time_examples) {
  throw InputError{codes::invalid_time, fmt::format("'{}' {}", excerpt(text), why), std::string{instead}};
}

// 4digit "-W" 2digit "-" 1digit: ISO 8601 weeks; week 1 holds the year's first Thursday.
std::optional<Date> date_of_week(int year, int week, int day) {
  const Date fourth_of_january{std::chrono::year{year} / 1 / 4};
  const auto monday_of = [](Date date) { return date - (std::chrono::weekday{date} - std::chrono::Monday); };
  const Date monday = monday_of(fourth_of_january) + Days{7 * (week - 1)};
  const bool in_year = week >= 1 && std::chrono::year_month_day{monday + Days{3}}.year() == std::chrono::year{year};
  if (!in_year || day < 1 || day > 7) return std::nullopt;
  return monday + Days{day - 1};
}

std::optional<Date> iso_week(std::string_view word) {
  Scanner scanner{word};
  const auto year = scanner.take_number(4, 4);
  if (!year || !scanner.take("-w")) return std::nullopt;
  const auto week = scanner.take_number(2, 2);
  if (!week || !scanner.take("-")) return std::nullopt;
  const auto day = scanner.take_number(1, 1);
  if (!day || !scanner.done()) return std::nullopt;
  const auto date = date_of_week(*year, *week, *day);
  if (!date) refuse_date(word, "names no such week or day");
  return date;
}

// "+2w", "-1d".
std::optional<Days> signed_distance(std::string_view word) {
  Scanner scanner{word};
  const bool back = scanner.take("-");
  if (!back && !scanner.take("+")) return std::nullopt;
  const auto count = scanner.take_number(1, 3);
  if (!count) return std::nullopt;
  const bool weeks = scanner.take("w");
  if ((!weeks && !scanner.take("d")) || !scanner.done()) return std::nullopt;
  return Days{(back ? -1 : 1) * *count * (weeks ? 7 : 1)};
}

// "in 3 days".
std::optional<Days> spoken_distance(std::string_view words) {
  Scanner scanner{words};
  if (!scanner.take("in") || !scanner.take_blanks()) return std::nullopt;
  const auto count = scanner.take_number(1, 3);
  if (!count || !scanner.take_blanks()) return std::nullopt;
  if (scanner.take("month") || scanner.take("year")) {
    refuse_date(words, "counts months or years, which differ in length", "write the date, e.g. 2026-12-22");
  }
  const bool weeks = scanner.take("week");
  if (!weeks && !scanner.take("day")) return std::nullopt;
  scanner.take("s");
  if (!scanner.done()) return std::nullopt;
  return Days{*count * (weeks ? 7 : 1)};
}

bool all_in(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

// Says what is wrong with what is not a date, for the ways in which people write dates.
[[noreturn]] void refuse_date_like(std::string_view text, std::string_view word) {
  for (const std::string_view vague : {"next ", "this ", "last "}) {
    if (word.starts_with(vague)) {
      refuse_date(text, "is ambiguous: people differ on what next, this and last mean", "write fri, +7d or 2026-12-04");
    }
  }
  const bool digits_only = !word.empty() && all_in(word, "0123456789");
  if (digits_only && word.size() == 8) refuse_date(text, "is not a date", "write it as YYYY-MM-DD");
  if (!word.empty() && all_in(word, "0123456789/.") && !digits_only) {
    refuse_date(text, "is ambiguous: is the day or the month first?", "write it as YYYY-MM-DD");
  }
  if (word.size() == 10 && word[4] == '-' && word[7] == '-' && all_in(word, "0123456789-")) {
    refuse_date(text, "is no date from 1970-01-01 to 9998-12-31");
  }
  const auto meant = closest(word, {"today", "tomorrow", "yesterday", "monday", "tuesday", "wednesday", "thursday",
                                    "friday", "saturday", "sunday"});
  if (meant) refuse_date(text, "is not a date", fmt::format("did you mean {}?", *meant));
  refuse_date(text, "is not a date");
}

// Half past the hour of the day, e.g. 14 and 30; throws for numbers that no clock shows.
Minutes clock_time(std::string_view text, int hour, int minute) {
  if (hour == 24 && minute == 0) refuse_time(text, "can only end a range", "write 00:00 of the next date");
  if (hour > 23) refuse_time(text, "is not a time: hours go from 0 to 23");
  if (minute > 59) refuse_time(text, "is not a time: minutes go from 00 to 59");
  return std::chrono::hours{hour} + Minutes{minute};
}

// Says what is wrong with what is not a time, for the ways in which people write times.
[[noreturn]] void refuse_time_like(std::string_view text, std::string_view word) {
  if (word == "noon") refuse_time(text, "is not a time", "write 12:00");
  if (word == "midnight")
    refuse_time(text, "is not a time: which of the two?", "write 00:00, or 24:00 as the end of a range");
  const bool digits_only = !word.empty() && all_in(word, "0123456789");
  if (digits_only && word.size() > 2) refuse_time(text, "is ambiguous without a colon", "write it as HH:MM");
  if (all_in(word, "0123456789.") && word.find('.') != word.npos)
    refuse_time(text, "is not a time", "write it with a colon: 9:30");
  Scanner scanner{word};
  const bool hours = scanner.take_number(1, 2) && scanner.take(":") && scanner.take_number(2, 2);
  if (hours && scanner.take(":") && scanner.take_number(2, 2) && scanner.done()) {
    refuse_time(text, "has seconds: minutes are the smallest unit");
  }
  refuse_time(text, "is not a time");
}

// isodate "T" 2digit ":" 2digit [":00"] [offset], in lower case.
TypedTime joined_datetime(std::string_view text, std::string_view word) {
  const auto date = calendar::parse_iso_date(word.substr(0, 10));
  if (!date) refuse_date(text.substr(0, 10), "is no date from 1970-01-01 to 9998-12-31");
  Scanner scanner{word.substr(11)};
  const auto hour = scanner.take_number(2, 2);
  if (!hour || !scanner.take(":")) refuse_time(text, "has no time as HH:MM", datetime_examples);
  const auto minute = scanner.take_number(2, 2);
  if (!minute) refuse_time(text, "has no time as HH:MM", datetime_examples);
  const WallTime wall_time = *date + clock_time(text, *hour, *minute);
  scanner.take(":00");
  if (scanner.done()) return wall_time;
  const auto offset = take_offset(scanner);
  if (!offset || !scanner.done()) {
    refuse_time(text, "does not end in an offset: whole minutes only, up to 14 hours",
                "write it like 2026-12-01T09:30+02:00 or 2026-12-01T09:30Z");
  }
  return Instant{wall_time.time_since_epoch() - *offset};
}

bool looks_joined(std::string_view word) {
  return word.size() > 10 && word[4] == '-' && word[7] == '-' && word[10] == 't';
}

}  // namespace

Date parse_date(std::string_view text, Date today) {
  const std::string word = lower(trimmed(text));
  std::optional<Date> date;
  if (word == "today") date = today;
  if (word == "tomorrow") date = today + Days{1};
  if (word == "yesterday") date = today - Days{1};
  if (const auto weekday = weekday_named(word)) date = today + (*weekday - std::chrono::weekday{today});
  if (!date) date = calendar::parse_iso_date(word);
  if (!date) date = iso_week(word);
  if (!date) {
    if (const auto distance = signed_distance(word)) date = today + *distance;
  }
  if (!date) {
    if (const auto distance = spoken_distance(word)) date = today + *distance;
  }
  if (!date) refuse_date_like(text, word);
  if (*date < calendar::first_date || *date > calendar::last_date) {
    refuse_date(text, "is no date from 1970-01-01 to 9998-12-31");
  }
  return *date;
}

DateRange parse_dates(std::string_view text, Date today) {
  const std::size_t dots = text.find("..");
  if (dots == text.npos) {
    const Date date = parse_date(text, today);
    return {date, date};
  }
  const DateRange range{parse_date(text.substr(0, dots), today), parse_date(text.substr(dots + 2), today)};
  if (range.last < range.first) {
    throw InputError{codes::usage, fmt::format("'{}' ends before it starts", excerpt(text)),
                     fmt::format("{}..{}", calendar::iso(range.last), calendar::iso(range.first))};
  }
  return range;
}

Minutes parse_time(std::string_view text) {
  const std::string word = lower(trimmed(text));
  Scanner scanner{word};
  const auto hour = scanner.take_number(1, 2);
  if (!hour) refuse_time_like(text, word);
  int minute = 0;
  if (scanner.take(":")) {
    const auto number = scanner.take_number(2, 2);
    if (!number) refuse_time_like(text, word);
    minute = *number;
  }
  if (scanner.done()) return clock_time(text, *hour, minute);

  const bool afternoon = scanner.take("pm");
  if ((!afternoon && !scanner.take("am")) || !scanner.done()) refuse_time_like(text, word);
  if (*hour == 12) refuse_time(text, "is ambiguous: people differ on what 12am and 12pm mean", "write 00:00 or 12:00");
  if (*hour < 1 || *hour > 11) refuse_time(text, "is not a time: with am or pm, hours go from 1 to 11");
  return clock_time(text, *hour, minute) + (afternoon ? std::chrono::hours{12} : std::chrono::hours{0});
}

TypedTime parse_datetime(std::string_view text, Date today) {
  const std::string lowered = lower(trimmed(text));
  std::string_view words = lowered;
  if (looks_joined(words)) return joined_datetime(trimmed(text), words);

  const std::size_t blank = words.find_last_of(" \t");
  if (blank == words.npos) {
    if (words.empty()) refuse_time(text, "has neither date nor time", datetime_examples);
    refuse_time(text, "has no time", datetime_examples);
  }
  const std::string_view last = words.substr(blank + 1);
  std::string_view date_words = trimmed(words.substr(0, blank));
  if (last.starts_with('+') || last.starts_with('-')) {
    refuse_time(text, "has an offset, which needs the form with T", "write it like 2026-12-01T09:30+02:00");
  }
  const Minutes time = parse_time(last);
  if (date_words.ends_with(" at") || date_words.ends_with("\tat"))
    date_words = trimmed(date_words.substr(0, date_words.size() - 3));
  const auto weekday = weekday_named(date_words);
  if (weekday && *weekday == std::chrono::weekday{today}) {
    refuse_date(date_words, "is today: this one, or the one in a week?", "write today or +7d");
  }
  return parse_date(date_words, today) + time;
}

Instant resolve(const TypedTime& time, const calendar::TimeZone& zone) {
  if (const auto* instant = std::get_if<Instant>(&time)) return *instant;
  const WallTime wall_time = std::get<WallTime>(time);
  const calendar::Reading reading = zone.reading(wall_time);
  if (reading.kind == calendar::Reading::Kind::skipped) {
    const WallTime last = zone.wall_time(reading.change - Minutes{1});
    const WallTime next = zone.wall_time(reading.change);
    throw InputError{codes::skipped_time,
                     fmt::format("'{}' does not exist in {}: the clock goes from {} to {}", moment(wall_time),
                                 zone.name(), moment(last), moment(next)),
                     fmt::format("{} or {}", rfc3339_minutes(reading.change - Minutes{1}, zone),
                                 rfc3339_minutes(reading.change, zone))};
  }
  if (reading.kind == calendar::Reading::Kind::repeated) {
    throw InputError{
        codes::repeated_time,
        fmt::format("'{}' comes twice in {}: say which with its offset", moment(wall_time), zone.name()),
        fmt::format("{} or {}", rfc3339_minutes(reading.first, zone), rfc3339_minutes(reading.second, zone))};
  }
  return reading.first;
}

TypedBound parse_bound(std::string_view text, Date today) {
  try {
    return parse_date(text, today);
  } catch (const Error&) {
    const std::string word = lower(trimmed(text));
    const bool names_a_time = looks_joined(word) || word.find(':') != word.npos;
    try {
      return parse_datetime(text, today);
    } catch (const Error&) {
      if (names_a_time) throw;
    }
    throw;
  }
}

Instant parse_instant(std::string_view text) {
  const std::string word = lower(trimmed(text));
  const auto date = calendar::parse_iso_date(std::string_view{word}.substr(0, 10));
  Scanner scanner{word};
  scanner.take(std::string_view{word}.substr(0, 10));
  const std::string_view instead = "write it like 2026-11-22T09:00Z or 2026-11-22T09:00:00+01:00";
  if (!date || !scanner.take("t")) refuse_time(text, "is not an instant", instead);
  const auto hour = scanner.take_number(2, 2);
  const auto minute = hour && scanner.take(":") ? scanner.take_number(2, 2) : std::nullopt;
  if (!minute) refuse_time(text, "is not an instant", instead);
  std::optional<int> second = 0;
  if (scanner.take(":")) second = scanner.take_number(2, 2);
  const auto offset = second && *second < 60 ? take_offset(scanner) : std::nullopt;
  if (!offset || !scanner.done()) refuse_time(text, "is not an instant", instead);
  const WallTime wall_time = *date + clock_time(text, *hour, *minute) + calendar::Seconds{*second};
  return Instant{wall_time.time_since_epoch() - *offset};
}

}  // namespace calbook
