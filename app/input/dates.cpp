// Dates, and spans of them.

#include "input/complaints.hpp"
#include "input/grammar.hpp"
#include "input/readers.hpp"
#include "text/scanner.hpp"

namespace calbook {

using calendar::Date;
using calendar::Days;

namespace {

// 4digit "-W" 2digit "-" 1digit
std::optional<Date> iso_week(std::string_view word) {
  Scanner scanner{word};
  const auto year = scanner.take_number(4, 4);
  if (!year || !scanner.take("-w")) return std::nullopt;
  const auto week = scanner.take_number(2, 2);
  if (!week || !scanner.take("-")) return std::nullopt;
  const auto day = scanner.take_number(1, 1);
  if (!day || !scanner.done()) return std::nullopt;
  return date_of_week(*year, *week, *day);
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
  const bool weeks = scanner.take("week");
  if (!weeks && !scanner.take("day")) return std::nullopt;
  scanner.take("s");
  if (!scanner.done()) return std::nullopt;
  return Days{*count * (weeks ? 7 : 1)};
}

Date next_weekday(std::chrono::weekday day, Date from) {
  return from + (day - std::chrono::weekday{from});
}

}  // namespace

Today Today::for_writing() const {
  Today strict = *this;
  strict.own_weekday = OwnWeekday::refused;
  return strict;
}

Today Today::counting_from(Date first) const {
  Today later = *this;
  later.weekdays_from = first;
  return later;
}

std::optional<Date> date_of_week(int year, int week, int day) {
  const Date fourth_of_january{std::chrono::year{year} / 1 / 4};
  const Date first_monday = fourth_of_january - (std::chrono::weekday{fourth_of_january} - std::chrono::Monday);
  const Date monday = first_monday + Days{7 * (week - 1)};
  const bool in_year = week >= 1 && std::chrono::year_month_day{monday + Days{3}}.year() == std::chrono::year{year};
  if (!in_year || day < 1 || day > 7) return std::nullopt;
  return monday + Days{day - 1};
}

std::optional<Date> read_any_date(std::string_view word, const Today& today) {
  if (word == "today") return today.date;
  if (word == "tomorrow") return today.date + Days{1};
  if (word == "yesterday") return today.date - Days{1};
  if (const auto weekday = weekday_named(word)) return next_weekday(*weekday, today.weekdays_from);
  if (const auto date = calendar::parse_iso_date(word)) return date;
  if (const auto date = iso_week(word)) return date;
  if (const auto distance = signed_distance(word)) return today.date + *distance;
  if (const auto distance = spoken_distance(word)) return today.date + *distance;
  return std::nullopt;
}

std::optional<Date> read_date(std::string_view word, const Today& today) {
  const auto date = read_any_date(word, today);
  if (!date || *date < calendar::first_date || *date > calendar::last_date) return std::nullopt;
  const bool either = today.own_weekday == Today::OwnWeekday::refused && *date == today.date && weekday_named(word);
  return either ? std::nullopt : date;
}

Parsed<Date> parse_date(const Words& words, const Today& today) {
  if (const auto date = read_date(words.lower(), today)) return *date;
  return date_complaint(words, today);
}

Parsed<DateRange> parse_dates(const Words& words, const Today& today) {
  const std::size_t dots = words.lower().find("..");
  if (dots == std::string::npos) {
    const auto date = read_date(words.lower(), today);
    if (!date) return single_date_complaint(words, today);
    return DateRange{*date, *date};
  }
  const Words from = words.part(0, dots);
  const Words to = words.part(dots + 2);
  if (from.empty() || to.empty()) return open_dates_complaint(words);
  const auto first = parse_date(from, today);
  if (!first) return first.complaint();
  const auto last = parse_date(to, today.counting_from(*first));
  if (!last) return last.complaint();
  if (*last < *first) return backward_dates_complaint(words, *first, *last);
  return DateRange{*first, *last};
}

}  // namespace calbook
