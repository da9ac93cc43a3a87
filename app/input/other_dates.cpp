#include "input/other_dates.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "text/scanner.hpp"

namespace calbook {

using calendar::Date;
using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

namespace {

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 4 && text.find_first_not_of("0123456789") == text.npos;
}

unsigned number(std::string_view text) {
  return static_cast<unsigned>(Scanner{text}.take_number(1, 4).value_or(0));
}

// "26" is 2026.
year year_of(std::string_view text) {
  return year{static_cast<int>(number(text))} + std::chrono::years{text.size() <= 2 ? 2000 : 0};
}

using Dates = std::vector<std::string>;

void add(Dates& dates, year_month_day date) {
  if (!date.ok()) return;
  const std::string text = calendar::iso(Date{date});
  if (calendar::parse_iso_date(text) && std::ranges::find(dates, text) == dates.end()) dates.push_back(text);
}

// The next such date; a February 29 comes within eight years.
void add_coming(Dates& dates, unsigned the_month, unsigned the_day, Date today) {
  const year_month_day now{today};
  for (int later = 0; later <= 8; ++later) {
    const year_month_day date = (now.year() + std::chrono::years{later}) / month{the_month} / day{the_day};
    if (date.ok() && Date{date} >= today) return add(dates, date);
  }
}

// 4digit 2digit 2digit
Dates without_separators(std::string_view word) {
  Dates dates;
  if (word.size() == 8 && word.find_first_not_of("0123456789") == word.npos) {
    add(dates, year_of(word.substr(0, 4)) / month{number(word.substr(4, 2))} / day{number(word.substr(6))});
  }
  return dates;
}

// Two or three numbers, in each order that gives a date. The year comes first if it has four digits, or
// two before dashes.
Dates in_each_order(std::string_view word, Date today) {
  if (word.ends_with('.')) word.remove_suffix(1);
  const std::size_t at = word.find_first_of("./-");
  if (at == word.npos) return {};
  const char separator = word[at];
  const auto parts = split(word, separator);
  if (parts.size() > 3 || !std::ranges::all_of(parts, is_number)) return {};
  const unsigned first = number(parts[0]);
  const unsigned second = number(parts[1]);
  Dates dates;
  if (parts.size() == 2) {
    add_coming(dates, second, first, today);
    add_coming(dates, first, second, today);
  } else if (parts[0].size() == 4 || (separator == '-' && parts[2].size() <= 2)) {
    add(dates, year_of(parts[0]) / month{second} / day{number(parts[2])});
    if (dates.empty()) add(dates, year_of(parts[0]) / month{number(parts[2])} / day{second});
  } else {
    add(dates, year_of(parts[2]) / month{second} / day{first});
    add(dates, year_of(parts[2]) / month{first} / day{second});
  }
  return dates;
}

// "1", "1st", "24.", "24,".
unsigned day_numbered(std::string_view word) {
  Scanner scanner{word};
  const auto number = scanner.take_number(1, 2);
  for (const std::string_view ending : {"st", "nd", "rd", "th", ".", ","}) scanner.take(ending);
  return number && scanner.done() ? static_cast<unsigned>(*number) : 0;
}

// "dec 1", "1st of december", "nov 24, 2026".
Dates with_month_name(std::string_view text, Date today) {
  unsigned the_month = 0;
  unsigned the_day = 0;
  std::optional<year> the_year;
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty() || word == "of") continue;
    if (the_month == 0 && (the_month = month_named(word)) != 0) continue;
    if (the_day == 0 && (the_day = day_numbered(word)) != 0) continue;
    if (the_year || word.size() != 4 || !is_number(word)) return {};
    the_year = year_of(word);
  }
  Dates dates;
  if (the_month == 0 || the_day == 0) return dates;
  if (the_year) {
    add(dates, *the_year / month{the_month} / day{the_day});
  } else {
    add_coming(dates, the_month, the_day, today);
  }
  return dates;
}

}  // namespace

unsigned month_named(std::string_view word) {
  constexpr std::array<std::string_view, 12> names{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};
  if (word.ends_with('.')) word.remove_suffix(1);
  const auto named = [&](std::string_view name) { return word.size() >= 3 && name.starts_with(word); };
  const auto at = std::ranges::find_if(names, named);
  return at == names.end() ? 0 : static_cast<unsigned>(at - names.begin()) + 1;
}

std::vector<std::string> other_dates(std::string_view word, Date today) {
  if (Dates dates = without_separators(word); !dates.empty()) return dates;
  if (Dates dates = in_each_order(word, today); !dates.empty()) return dates;
  return with_month_name(word, today);
}

}  // namespace calbook
