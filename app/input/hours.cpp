// Ranges, days and durations: what availability and services are made of.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "calendar/error.hpp"
#include "calendar/text.hpp"
#include "input/grammar.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"
#include "text/spelling.hpp"

namespace calbook {

using calendar::Code;
using calendar::Error;
using calendar::excerpt;
using calendar::Minutes;
using calendar::Window;
using calendar::Windows;
using std::chrono::weekday;

namespace {

constexpr Minutes day = std::chrono::hours{24};

[[noreturn]] void refuse_range(std::string_view text, std::string_view why,
                               std::string_view instead = "write it like 09:00-12:00,13:00-17:00, or closed") {
  throw InputError{codes::invalid_range, fmt::format("'{}' {}", excerpt(text), why), std::string{instead}};
}

[[noreturn]] void refuse_days(std::string_view text, std::string_view why, std::string_view instead) {
  throw InputError{codes::invalid_days, fmt::format("'{}' {}", excerpt(text), why), std::string{instead}};
}

[[noreturn]] void refuse_duration(std::string_view text, std::string_view why,
                                  std::string_view instead = "write it like 45m, 1h or 1h30m: 1 minute to 24 hours") {
  throw InputError{codes::invalid_duration, fmt::format("'{}' {}", excerpt(text), why), std::string{instead}};
}

bool has_half(std::string_view time) {
  return time.ends_with("am") || time.ends_with("pm");
}

// A time inside a range; what is wrong with it is wrong with the range.
Minutes time_in_range(std::string_view time) {
  try {
    return parse_time(time);
  } catch (const InputError& error) {
    throw InputError{codes::invalid_range, error.message(), error.hint()};
  }
}

Window parse_range(std::string_view text) {
  const auto sides = split(text, '-');
  if (sides.size() != 2) refuse_range(text, "is not one '-' between a start and an end");
  if (sides[0].empty() || sides[1].empty()) refuse_range(text, "lacks its start or its end");
  const std::string first = lower(sides[0]);
  const std::string second = lower(sides[1]);
  if (has_half(first) != has_half(second)) {
    refuse_range(text, "is ambiguous: am or pm stands on one side only", "write both, or use 24 hours: 09:00-17:00");
  }
  const Minutes start = time_in_range(first);
  Minutes end = second == "24" || second == "24:00" ? day : time_in_range(second);
  if (end == start) refuse_range(text, "is empty: it ends when it starts", "write 00:00-24:00 for a whole date");
  if (end < start) end += day;
  return {start, end};
}

// On a clock face, so that a tail past midnight meets what stands there.
bool overlap(const Window& one, const Window& other) {
  for (const Minutes shift : {-day, Minutes{0}, day}) {
    if (one.start < other.end + shift && other.start + shift < one.end) return true;
  }
  return false;
}

weekday parse_weekday(std::string_view text, std::string_view word) {
  if (const auto named = weekday_named(word)) return *named;
  const auto meant = closest(word, {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "daily", "weekdays", "weekends"});
  refuse_days(
      text, fmt::format("names an unknown weekday, '{}'", excerpt(word)),
      meant ? fmt::format("did you mean {}?", *meant) : "write it like mon-fri, mon,wed, daily, weekdays or weekends");
}

// [n "h"] [n "m"] with the units in the order given; empty when nothing or something else is there.
std::optional<int> minutes_of(Scanner scanner, std::size_t hour_digits, std::size_t minute_digits) {
  std::optional<int> total;
  Scanner before = scanner;
  if (const auto hours = scanner.take_number(1, hour_digits); hours && scanner.take("h")) {
    total = *hours * 60;
  } else {
    scanner = before;
  }
  if (scanner.done()) return total;
  const auto minutes = scanner.take_number(1, minute_digits);
  if (!minutes || !scanner.take("m") || !scanner.done()) return std::nullopt;
  return total.value_or(0) + *minutes;
}

std::optional<int> duration_minutes(std::string_view word) {
  Scanner scanner{word};
  if (scanner.take("pt")) return minutes_of(scanner, 4, 4);
  const bool with_hours = word.find('h') != word.npos;
  return minutes_of(scanner, 2, with_hours ? 2 : 4);
}

// "2d", and "8w" where weeks are among the units.
std::optional<calendar::Days> whole_days(std::string_view word, std::initializer_list<std::string_view> units) {
  Scanner scanner{word};
  const auto count = scanner.take_number(1, 3);
  if (!count) return std::nullopt;
  for (const std::string_view unit : units) {
    if (scanner.take(unit) && scanner.done()) return calendar::Days{*count * (unit == "w" ? 7 : 1)};
  }
  return std::nullopt;
}

[[noreturn]] void refuse_duration_like(std::string_view text, std::string_view word) {
  const bool digits_only = !word.empty() && word.find_first_not_of("0123456789") == word.npos;
  if (digits_only) refuse_duration(text, "has no unit", fmt::format("write {}m", excerpt(word)));
  if (word.starts_with('-')) refuse_duration(text, "is negative");
  if (word.starts_with('p') && !word.starts_with("pt") && word.size() > 1) {
    refuse_duration(text, "counts in calendar units, which have no fixed length", "write PT24H for 24 hours");
  }
  if (word.find_first_of(".,") != word.npos) refuse_duration(text, "has a fraction", "write 1h30m");
  refuse_duration(text, "is not a duration");
}

}  // namespace

Windows parse_ranges(std::string_view text) {
  const std::string word = lower(trimmed(text));
  if (word == "closed" || word == "none") return {};
  Windows windows;
  for (const std::string_view part : split(text, ',')) {
    if (part.empty()) refuse_range(text, "has nothing before or after a comma");
    const Window window = parse_range(part);
    if (std::ranges::any_of(windows, [&](const Window& other) { return overlap(window, other); })) {
      refuse_range(text, fmt::format("overlaps itself at '{}'", excerpt(part)));
    }
    windows.push_back(window);
  }
  std::ranges::sort(windows);
  return windows;
}

std::vector<weekday> parse_days(std::string_view text) {
  std::string word = lower(trimmed(text));
  if (word == "daily") word = "mon-sun";
  if (word == "weekdays") word = "mon-fri";
  if (word == "weekends") word = "sat-sun";

  std::array<bool, 7> named{};  // Monday first
  const auto add = [&](weekday one) {
    bool& seen = named.at(one.iso_encoding() - 1);
    if (seen) refuse_days(text, "names a day twice", "name each day once");
    seen = true;
  };
  for (const std::string_view item : split(word, ',')) {
    const std::size_t dash = item.find('-');
    weekday at = parse_weekday(text, trimmed(item.substr(0, dash)));
    add(at);
    if (dash == item.npos) continue;
    const weekday last = parse_weekday(text, trimmed(item.substr(dash + 1)));
    if (at == last) refuse_days(text, "is a range of one day", "write the day alone, or daily for the whole week");
    while (at != last) add(++at);
  }
  std::vector<weekday> days;
  for (unsigned number = 1; number <= 7; ++number) {
    if (named.at(number - 1)) days.emplace_back(number);
  }
  return days;
}

Minutes parse_duration(std::string_view text) {
  const std::string word = lower(trimmed(text));
  const auto minutes = duration_minutes(word);
  if (!minutes) refuse_duration_like(text, word);
  const Minutes duration{*minutes};
  if (duration < Minutes{1} || duration > day) refuse_duration(text, "is not between 1 minute and 24 hours");
  return duration;
}

Minutes parse_buffer(std::string_view text) {
  const std::string word = lower(trimmed(text));
  if (word == "0m" || word == "0h") return Minutes{0};
  return parse_duration(text);
}

Minutes parse_notice(std::string_view text) {
  if (const auto days = whole_days(lower(trimmed(text)), {"d"})) return *days;
  return parse_buffer(text);
}

calendar::Days parse_horizon(std::string_view text) {
  if (const auto days = whole_days(lower(trimmed(text)), {"d", "w"})) return *days;
  refuse_duration(text, "is not a number of days", "write it like 60d or 8w, or none");
}

}  // namespace calbook
