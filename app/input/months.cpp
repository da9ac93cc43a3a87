// Months.

#include "input/complaints.hpp"
#include "input/grammar.hpp"
#include "input/readers.hpp"
#include "text/scanner.hpp"

namespace calbook {

using calendar::Date;
using std::chrono::year_month;
using std::chrono::year_month_day;

std::optional<year_month> read_any_month(std::string_view word) {
  Scanner scanner{word};
  const auto year = scanner.take_number(4, 4);
  if (!year || !scanner.take("-")) return std::nullopt;
  const auto month = scanner.take_number(2, 2);
  if (!month || !scanner.done()) return std::nullopt;
  return std::chrono::year{*year} / std::chrono::month{static_cast<unsigned>(*month)};
}

std::optional<year_month> read_month(std::string_view word) {
  const auto month = read_any_month(word);
  if (!month || !month->ok()) return std::nullopt;
  const bool can_be_named = Date{*month / 1} >= calendar::first_date && Date{*month / 1} <= calendar::last_date;
  return can_be_named ? month : std::nullopt;
}

Parsed<DateRange> parse_month(const Words& words, const Today& today) {
  auto month = read_month(words.lower());
  if (!month) {
    const auto date = read_date(words.lower(), today);
    if (!date) return month_complaint(words, today);
    const year_month_day day{*date};
    month = day.year() / day.month();
  }
  return DateRange{Date{*month / 1}, Date{*month / std::chrono::last}};
}

}  // namespace calbook
