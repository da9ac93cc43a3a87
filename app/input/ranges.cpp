// Ranges and days, which make up hours.

#include <algorithm>
#include <array>

#include "input/complaints.hpp"
#include "input/grammar.hpp"
#include "input/readers.hpp"
#include "text/scanner.hpp"

namespace calbook {

using calendar::Minutes;
using calendar::Window;
using calendar::Windows;
using std::chrono::weekday;

namespace {

bool has_half(std::string_view time) {
  return time.ends_with("am") || time.ends_with("pm");
}

bool is_bare(std::string_view time) {
  return time.find_first_not_of("0123456789") == time.npos;
}

// Whether a time without am or pm could be either.
bool could_be_either(Minutes time) {
  return time >= std::chrono::hours{1} && time < noon + std::chrono::hours{1};
}

// Whether it is unclear which half of the day a side is in: 9-5pm and 9-5.
bool is_ambiguous(std::string_view first, Minutes start, std::string_view second, Minutes end) {
  if (has_half(first) != has_half(second)) return could_be_either(has_half(first) ? end : start);
  return is_bare(first) && is_bare(second) && start <= noon && end < start;
}

// Modulo 24 hours, so that the part past midnight meets the windows there.
bool overlap(const Window& one, const Window& other) {
  for (const Minutes shift : {-end_of_day, Minutes{0}, end_of_day}) {
    if (one.start < other.end + shift && other.start + shift < one.end) return true;
  }
  return false;
}

}  // namespace

std::optional<Window> read_range(const Words& words) {
  const auto sides = words.split('-');
  if (sides.size() != 2) return std::nullopt;
  const std::string& first = sides[0].lower();
  const std::string& second = sides[1].lower();
  const auto start = read_time(first);
  const auto end = read_end(second);
  if (!start || !end || *start == *end || is_ambiguous(first, *start, second, *end)) return std::nullopt;
  return Window{*start, *end < *start ? *end + end_of_day : *end};
}

Parsed<Windows> parse_ranges(const Words& words) {
  if (words.lower() == "closed" || words.lower() == "none") return Windows{};
  Windows windows;
  for (const Words& part : words.split(',')) {
    const auto window = read_range(part);
    if (!window) return range_complaint(words, part);
    const bool overlaps = std::ranges::any_of(windows, [&](const Window& other) { return overlap(*window, other); });
    windows.push_back(*window);
    if (overlaps) return overlap_complaint(words, part, windows);
  }
  std::ranges::sort(windows);
  return windows;
}

Parsed<std::vector<weekday>> parse_days(const Words& words) {
  std::string_view text = words.lower();
  if (text == "daily") text = "mon-sun";
  if (text == "weekdays") text = "mon-fri";
  if (text == "weekends") text = "sat-sun";
  std::array<int, 7> named{};  // how often; Monday first
  for (const std::string_view item : split(text, ',')) {
    const std::size_t dash = item.find('-');
    const auto first = weekday_named(trimmed(item.substr(0, dash)));
    const auto last = dash == item.npos ? first : weekday_named(trimmed(item.substr(dash + 1)));
    if (!first || !last || (dash != item.npos && *first == *last)) return days_complaint(words);
    for (weekday at = *first;; ++at) {
      if (++named.at(at.iso_encoding() - 1) > 1) return days_complaint(words);
      if (at == *last) break;
    }
  }
  std::vector<weekday> days;
  for (unsigned number = 1; number <= 7; ++number) {
    if (named.at(number - 1) > 0) days.emplace_back(number);
  }
  return days;
}

}  // namespace calbook
