#include "commands/day_hours.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/complaint.hpp"
#include "text/time_text.hpp"
#include "text/usage.hpp"

namespace calbook {

using calendar::Windows;

namespace {

bool are_ranges(std::string_view word) {
  if (word.ends_with(',')) word.remove_suffix(1);
  return static_cast<bool>(parse_ranges(word));
}

// "9-12 13-17", "9-12, 13-17".
void refuse_blank_between_ranges(std::span<const std::string> words) {
  const auto both = [](const std::string& one, const std::string& other) {
    return are_ranges(one) && are_ranges(other);
  };
  const auto first = std::ranges::adjacent_find(words, both);
  if (first == words.end()) return;
  std::string ranges;
  for (auto word = first; word != words.end() && are_ranges(*word); ++word)
    ranges += (ranges.empty() || ranges.ends_with(',') ? "" : ",") + *word;
  if (ranges.ends_with(',')) ranges.pop_back();
  if (parse_ranges(ranges)) throw usage::ranges_without_comma(*std::next(first), ranges);
}

}  // namespace

std::optional<Windows> read_hours(const std::string& ranges, Weekly weekly) {
  if (weekly == Weekly::allowed && Words{ranges}.lower() == "weekly") return std::nullopt;
  return parse_ranges(ranges).value();
}

DayHours read_day_hours(std::span<const std::string> words, Weekly weekly, std::string_view example) {
  refuse_blank_between_ranges(words);
  if (words.size() % 2 != 0) throw usage::days_without_ranges(words.back(), example);
  DayHours hours;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    const auto windows = read_hours(words[i + 1], weekly);
    for (const std::chrono::weekday day : parse_days(words[i]).value()) {
      if (std::ranges::find(hours, day, &DayHours::value_type::first) != hours.end()) {
        throw InputError{codes::invalid_days, fmt::format("'{}' names {} a second time", words[i], weekday_label(day)),
                         "name each day once"};
      }
      hours.emplace_back(day, windows);
    }
  }
  return hours;
}

}  // namespace calbook
