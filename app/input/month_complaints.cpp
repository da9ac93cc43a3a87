#include <fmt/format.h>

#include <algorithm>

#include "input/complaints.hpp"
#include "input/other_dates.hpp"
#include "input/readers.hpp"
#include "text/scanner.hpp"

namespace calbook {

using calendar::Code;
using calendar::Date;
using std::chrono::year_month;
using std::chrono::year_month_day;

namespace {

using Guesses = std::vector<std::string>;

std::string iso(const year_month& month) {
  return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

year_month month_of(Date date) {
  const year_month_day day{date};
  return day.year() / day.month();
}

// With the guesses that are months, or else with examples.
Complaint no_month(const Words& words, std::string why, const Today& today, const Guesses& guesses) {
  Guesses months = readable(guesses, [](const Words& guess) { return read_month(guess.lower()).has_value(); });
  Hint hint = months.empty() ? type_instead("write it like", {iso(month_of(today.date)), "2026-12", "tomorrow"})
                             : type_instead("write", std::move(months));
  return {Code::invalid_date, words.typed(), std::move(why), std::move(hint)};
}

// "next month".
Guesses spoken_month(const Words& words, const Today& today) {
  const year_month now = month_of(today.date);
  if (words.lower() == "this month") return {iso(now)};
  if (words.lower() == "next month") return {iso(now + std::chrono::months{1})};
  if (words.lower() == "last month") return {iso(now - std::chrono::months{1})};
  return {};
}

// "12/2026", "2026.12", "2026-1", "202612".
Guesses numbered_month(const Words& words) {
  Scanner scanner{words.lower()};
  const std::string_view first = scanner.take_digits();
  for (const std::string_view separator : {"-", "/", ".", " "}) scanner.take(separator);
  const std::string_view second = scanner.take_digits();
  if (!scanner.done()) return {};
  if (first.size() == 6 && second.empty()) return {fmt::format("{}-{}", first.substr(0, 4), first.substr(4))};
  if (first.size() == 4 && !second.empty()) return {fmt::format("{}-{:0>2}", first, second)};
  if (second.size() == 4 && !first.empty()) return {fmt::format("{}-{:0>2}", second, first)};
  return {};
}

// "dec", "december 2026"; without a year the next one, this month included.
Guesses named_month(const Words& words, const Today& today) {
  const auto parts = split(words.lower(), ' ');
  const unsigned named = month_named(parts.front());
  if (named == 0 || parts.size() > 2) return {};
  if (parts.size() == 2) return {fmt::format("{}-{:02}", parts[1], named)};
  const year_month now = month_of(today.date);
  const year_month this_years = now.year() / std::chrono::month{named};
  return {iso(this_years < now ? this_years + std::chrono::years{1} : this_years)};
}

}  // namespace

Complaint month_complaint(const Words& words, const Today& today) {
  if (const auto month = read_any_month(words.lower())) {
    if (month->month().ok()) return no_month(words, "is outside the years 1970 to 9998", today, {});
    return no_month(words, "does not exist", today,
                    {iso(month->year() / 12), iso((month->year() + std::chrono::years{1}) / 1)});
  }
  for (const Guesses& guesses : {spoken_month(words, today), numbered_month(words), named_month(words, today)}) {
    if (!guesses.empty()) return no_month(words, "is not a month", today, guesses);
  }
  return date_complaint(words, today);
}

}  // namespace calbook
