#include "calendar/every.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace calendar {

namespace {

using std::chrono::weekday;

constexpr std::array<std::string_view, 5> ordinals{"1st", "2nd", "3rd", "4th", "5th"};

std::string name_of(const Every::Step& step) {
  const auto dates = step.dates.count();
  if (dates == 1) return "day";
  if (dates == 7) return "week";
  return dates % 7 == 0 ? std::to_string(dates / 7) + "w" : std::to_string(dates) + "d";
}

std::string name_of(const Every::On& on) {
  return weekday_names(on.days);
}

std::string name_of(const Every::Month&) {
  return "month";
}

std::string name_of(const Every::Nth& nth) {
  std::string name{nth.ordinal < 0 ? "last" : ordinals.at(static_cast<std::size_t>(nth.ordinal) - 1)};
  return name.append(" ").append(weekday_name(nth.day));
}

std::optional<weekday> weekday_of(std::string_view name) {
  for (unsigned number = 1; number <= 7; ++number) {
    if (name == weekday_name(weekday{number})) return weekday{number};
  }
  return std::nullopt;
}

std::optional<Every::Form> step_of(std::string_view text) {
  if (text == "day") return Every::Step{Days{1}};
  if (text == "week") return Every::Step{Days{7}};
  int count = 0;
  const char* const end = text.data() + text.size();
  const auto [unit, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc{} || end - unit != 1 || count < 1 || count > 99) return std::nullopt;
  if (*unit != 'd' && *unit != 'w') return std::nullopt;
  return Every::Step{Days{*unit == 'w' ? 7 * count : count}};
}

// "mon-fri" or "tue", after the days so far.
bool add_days(std::vector<weekday>& days, std::string_view item) {
  const std::size_t dash = item.find('-');
  const auto first = weekday_of(item.substr(0, dash));
  const auto last = dash == item.npos ? first : weekday_of(item.substr(dash + 1));
  const unsigned before = days.empty() ? 0 : days.back().iso_encoding();
  if (!first || !last || first->iso_encoding() <= before || last->iso_encoding() < first->iso_encoding()) return false;
  for (unsigned number = first->iso_encoding(); number <= last->iso_encoding(); ++number) days.emplace_back(number);
  return true;
}

std::optional<Every::Form> on_of(std::string_view text) {
  std::vector<weekday> days;
  for (std::size_t comma = text.find(','); comma != text.npos; comma = text.find(',')) {
    if (!add_days(days, text.substr(0, comma))) return std::nullopt;
    text.remove_prefix(comma + 1);
  }
  if (!add_days(days, text)) return std::nullopt;
  return Every::On{std::move(days)};
}

std::optional<Every::Form> nth_of(std::string_view text) {
  const std::size_t blank = text.find(' ');
  if (blank == text.npos) return std::nullopt;
  const std::string_view word = text.substr(0, blank);
  const auto day = weekday_of(text.substr(blank + 1));
  const auto* const ordinal = std::ranges::find(ordinals, word);
  if (!day || (ordinal == ordinals.end() && word != "last")) return std::nullopt;
  return Every::Nth{word == "last" ? -1 : static_cast<int>(ordinal - ordinals.begin()) + 1, *day};
}

std::optional<Every::Form> month_of(std::string_view text) {
  if (text != "month") return std::nullopt;
  return Every::Month{};
}

bool begins(const Every::Step&, Date) {
  return true;
}

bool begins(const Every::Month&, Date) {
  return true;
}

bool begins(const Every::On& on, Date first) {
  return std::ranges::find(on.days, weekday{first}) != on.days.end();
}

bool begins(const Every::Nth& nth, Date first) {
  if (weekday{first} != nth.day) return false;
  const std::chrono::year_month_day parts{first};
  if (nth.ordinal < 0) return std::chrono::year_month_day{first + Days{7}}.month() != parts.month();
  return (static_cast<unsigned>(parts.day()) - 1) / 7 == static_cast<unsigned>(nth.ordinal) - 1;
}

using Frequency = RecurrenceRule::Frequency;

RecurrenceRule rule_of(const Every::Step& step) {
  const int dates = static_cast<int>(step.dates.count());
  if (dates % 7 == 0) return {.frequency = Frequency::weekly, .interval = dates / 7};
  return {.frequency = Frequency::daily, .interval = dates};
}

RecurrenceRule rule_of(const Every::On& on) {
  RecurrenceRule rule{.frequency = Frequency::weekly};
  for (const weekday day : on.days) rule.days.push_back({0, day});
  return rule;
}

RecurrenceRule rule_of(const Every::Month&) {
  return {.frequency = Frequency::monthly};
}

RecurrenceRule rule_of(const Every::Nth& nth) {
  return {.frequency = Frequency::monthly, .days = {{nth.ordinal, nth.day}}};
}

}  // namespace

std::string Every::str() const {
  return std::visit([](const auto& form) { return name_of(form); }, form_);
}

std::optional<Every> Every::parse(std::string_view text) {
  for (const auto read : {step_of, month_of, nth_of, on_of}) {
    const std::optional<Form> form = read(text);
    if (form && Every{*form}.str() == text) return Every{*form};
  }
  return std::nullopt;
}

bool Every::has(Date first) const {
  return std::visit([&](const auto& form) { return begins(form, first); }, form_);
}

RecurrenceRule Every::rule() const {
  return std::visit([](const auto& form) { return rule_of(form); }, form_);
}

}  // namespace calendar
