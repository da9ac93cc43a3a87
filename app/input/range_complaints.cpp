#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "calendar/text.hpp"
#include "input/complaints.hpp"
#include "input/readers.hpp"
#include "text/time_text.hpp"

namespace calbook {

using calendar::Minutes;
using calendar::Window;
using calendar::Windows;

namespace {

using Guesses = std::vector<std::string>;

Complaint no_range(const Words& words, std::string why, Guesses values) {
  Hint hint = values.empty() ? type_instead("write it like", {"09:00-17:00", "09:00-12:00,13:00-17:00"}, ", or closed")
                             : type_instead("write", std::move(values));
  return {codes::invalid_range, words.typed(), std::move(why), std::move(hint)};
}

std::string joined(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, ","));
}

std::string spelled(const Windows& windows) {
  std::vector<std::string> ranges;
  for (const Window& window : windows) ranges.push_back(window_label(window.start, window.end));
  return joined(ranges);
}

// That text, if the whole of it is valid.
Guesses if_ranges(const Words& text) {
  return parse_ranges(text) ? Guesses{text.typed()} : Guesses{};
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// What is valid once other marks are replaced by '-' and ','.
Guesses ranges_with_our_marks(const Words& words) {
  std::string text = words.typed();
  for (const std::string_view dash : {"–", "—", "−", "..", " to ", " until ", "--"}) text = replaced(text, dash, "-");
  for (const std::string_view comma : {";", " and ", " + "}) text = replaced(text, comma, ",");
  if (text == words.typed()) return {};
  return if_ranges(text);
}

// The possible meanings of one side without am or pm.
std::vector<Minutes> meanings(const Words& side) {
  const auto time = read_time(side.lower());
  if (!time && read_end(side.lower())) return {Minutes{0}};
  if (time && (side.lower().ends_with('m') || *time < std::chrono::hours{1} || *time >= noon + std::chrono::hours{1})) {
    return {*time};
  }
  if (time) return {*time % noon, *time % noon + noon};
  return twelve_oclock(side);
}

// The two shortest ranges that two sides can mean, in 24-hour form.
Guesses in_24_hours(const std::vector<Minutes>& starts, const std::vector<Minutes>& ends) {
  Windows windows;
  for (const Minutes start : starts) {
    for (const Minutes end : ends) {
      if (end != start) windows.push_back({start, end < start ? end + end_of_day : end});
    }
  }
  std::ranges::stable_sort(windows, {}, [](const Window& window) { return window.end - window.start; });
  Guesses values;
  for (const Window& window : windows) values.push_back(window_label(window.start, window.end));
  values.resize(std::min<std::size_t>(values.size(), 2));
  return values;
}

// "9-5": office hours, or a night.
Guesses bare_hours(std::int64_t start, std::int64_t end) {
  Guesses values{fmt::format("{}-{}", start, end == 0 ? 24 : end + 12), fmt::format("{:02}:00-{:02}:00", start, end)};
  return readable(values, [](const Words& value) { return read_range(value).has_value(); });
}

bool is_bare(const Words& side) {
  return side.lower().size() <= 2 && side.lower().find_first_not_of("0123456789") == std::string::npos;
}

Complaint wrong_sides(const Words& part, const Words& first, const Words& second) {
  const auto start = read_time(first.lower());
  const auto end = read_time(second.lower());
  if (start && end && *start == *end) {
    return no_range(part, "is empty: it ends when it starts", {"00:00-24:00"});
  }
  if (start && end && is_bare(first) && is_bare(second)) {
    return no_range(part, "could end in the morning or in the evening",
                    bare_hours(*start / std::chrono::hours{1}, *end / std::chrono::hours{1}));
  }
  const auto starts = meanings(first);
  const auto ends = meanings(second);
  if (starts.empty() || ends.empty() || first.lower().starts_with("24")) {
    Complaint complaint = time_complaint(starts.empty() || first.lower().starts_with("24") ? first : second);
    complaint.code = codes::invalid_range;
    return complaint;
  }
  const bool one_side = first.lower().ends_with('m') != second.lower().ends_with('m');
  return no_range(part,
                  one_side ? "has am or pm on one side only" : "is ambiguous: people differ on what 12am and 12pm mean",
                  in_24_hours(starts, ends));
}

bool means_closed(const Words& words) {
  constexpr std::array<std::string_view, 7> others{"off", "free", "holiday", "vacation", "shut", "close", "away"};
  return std::ranges::find(others, words.lower()) != others.end();
}

}  // namespace

Complaint range_complaint(const Words& words, const Words& part) {
  if (means_closed(words)) return no_range(words, "is not a range", {"closed"});
  if (Guesses value = ranges_with_our_marks(words); !value.empty()) {
    return no_range(words, "needs '-' between times and ',' between ranges", std::move(value));
  }
  if (part.empty()) {
    std::vector<std::string> parts;
    for (const Words& each : words.split(',')) {
      if (!each.empty()) parts.push_back(each.typed());
    }
    return no_range(words, "has nothing before or after a comma", parts.empty() ? Guesses{} : if_ranges(joined(parts)));
  }
  const auto sides = part.split('-');
  if (sides.size() != 2) return no_range(part, "is not a start and an end with '-' between them", {"09:00-17:00"});
  if (sides[0].empty() || sides[1].empty()) return no_range(part, "lacks its start or its end", {"09:00-17:00"});
  return wrong_sides(part, sides[0], sides[1]);
}

Complaint overlap_complaint(const Words& words, const Words& part, const Windows& windows) {
  Windows merged = calendar::merged(windows);
  // The part past midnight, and the range it overlaps.
  while (merged.size() > 1 && merged.back().end - end_of_day >= merged.front().start) {
    merged.back().end = std::max(merged.back().end, merged.front().end + end_of_day);
    merged.erase(merged.begin());
  }
  if (merged.front().end - merged.front().start > end_of_day) merged = {{Minutes{0}, end_of_day}};
  return no_range(words, fmt::format("overlaps itself at '{}'", calendar::excerpt(part.typed())),
                  if_ranges(spelled(merged)));
}

}  // namespace calbook
