#include "commands/shape.hpp"

#include "input/grammar.hpp"

namespace calbook {

namespace {

bool are_hours(std::span<const std::string> words) {
  if (words.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    if (!parse_days(words[i]) || !parse_ranges(words[i + 1])) return false;
  }
  return true;
}

bool has_shape_on(calendar::Date date, std::span<const std::string> typed, Shape shape) {
  const Words words{std::vector<std::string>{typed.begin(), typed.end()}};
  const Today today{date};
  switch (shape) {
    case Shape::dates: return bool{parse_dates(words, today.for_writing())};
    case Shape::month: return bool{parse_month(words, today)};
    case Shape::datetime: return bool{parse_datetime(words, today)};
    case Shape::days: return bool{parse_days(words)};
    case Shape::hours: return are_hours(typed);
    case Shape::busy: return bool{parse_busy(words, *calendar::TimeZone::find("UTC"), today)};
  }
  return false;
}

}  // namespace

bool has_shape(std::span<const std::string> words, Shape shape) {
  // What is stored is not dated by today's weekday: on one of two dates it is another's.
  constexpr calendar::Date some_date{std::chrono::year{2001} / 1 / 1};
  return !words.empty() &&
         (has_shape_on(some_date, words, shape) || has_shape_on(some_date + calendar::Days{1}, words, shape));
}

}  // namespace calbook
