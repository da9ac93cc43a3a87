#include "calendar/time.hpp"

#include <array>
#include <charconv>

namespace calendar {

namespace {

// The number in `text`, if it is all digits; otherwise empty.
std::optional<unsigned> digits(std::string_view text) {
  unsigned value = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return value;
}

}  // namespace

void append_two_digits(std::string& text, unsigned number) {
  text += static_cast<char>('0' + number / 10 % 10);
  text += static_cast<char>('0' + number % 10);
}

std::string iso(Date date) {
  const std::chrono::year_month_day civil{date};
  const auto year = static_cast<unsigned>(static_cast<int>(civil.year()));
  std::string text;
  append_two_digits(text, year / 100);
  append_two_digits(text, year % 100);
  text += '-';
  append_two_digits(text, static_cast<unsigned>(civil.month()));
  text += '-';
  append_two_digits(text, static_cast<unsigned>(civil.day()));
  return text;
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

std::string_view weekday_name(std::chrono::weekday day) {
  constexpr std::array<std::string_view, 7> names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  return names.at(day.c_encoding());
}

std::string weekday_names(const std::vector<std::chrono::weekday>& days) {
  std::string names;
  for (std::size_t first = 0, end = 0; first < days.size(); first = end) {
    for (end = first + 1; end < days.size() && days[end] == days[end - 1] + Days{1};) ++end;
    if (end - first == 2) --end;
    if (!names.empty()) names += ',';
    names += weekday_name(days[first]);
    if (end - first > 1) names.append("-").append(weekday_name(days[end - 1]));
  }
  return names;
}

}  // namespace calendar
