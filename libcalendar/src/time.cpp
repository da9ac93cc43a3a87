#include "calendar/time.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <charconv>

namespace calendar {

namespace {

// The number that `text` spells in digits alone; empty for anything else.
std::optional<unsigned> digits(std::string_view text) {
  unsigned value = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return value;
}

}  // namespace

std::string iso(Date date) {
  const std::chrono::year_month_day civil{date};
  // Compiled, as all that is written for each line of a long list: it takes half the time.
  return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}"), static_cast<int>(civil.year()),
                     static_cast<unsigned>(civil.month()), static_cast<unsigned>(civil.day()));
}

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day civil{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month},
                                          std::chrono::day{*day}};
  if (!civil.ok()) return std::nullopt;
  const Date date{civil};
  if (date < first_date || date > last_date) return std::nullopt;
  return date;
}

}  // namespace calendar
