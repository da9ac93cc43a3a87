#include "views/availability.hpp"

#include <fmt/format.h>

#include "output/flow.hpp"
#include "text/time_text.hpp"
#include "views/note.hpp"

namespace calbook {

using calendar::Minutes;
using calendar::WeeklyHours;
using calendar::Window;
using calendar::Windows;

namespace {

std::string windows_line(std::string_view indent, std::string_view days, const std::string& windows,
                         const Style& style) {
  const std::string head = fmt::format("{}{:<7}  ", indent, days);
  return head + flowed(windows, head.size(), head.size(), style) + "\n";
}

// Consecutive days with the same windows share a line; closed days have none.
std::string week_lines(std::string_view indent, const WeeklyHours& weekly, const Style& style) {
  std::string lines;
  for (unsigned first = 1; first <= 7;) {
    const Windows& windows = weekly.on(std::chrono::weekday{first});
    unsigned last = first;
    while (last < 7 && weekly.on(std::chrono::weekday{last + 1}) == windows) ++last;
    std::string days = weekday_label(std::chrono::weekday{first});
    if (last > first) days += "-" + weekday_label(std::chrono::weekday{last});
    if (!windows.empty()) lines += windows_line(indent, days, windows_label(windows), style);
    first = last + 1;
  }
  return lines;
}

std::string hours_label(const WeeklyHours& weekly) {
  const Minutes week = weekly.length();
  return week.count() == 0 ? "no weekly hours" : length_label(week) + " a week";
}

std::string lines_of(const ShownAvailability& shown, const Style& style) {
  const auto& [zone, weekly, overrides, own_hours] = shown.availability;
  const std::string& owner = shown.owner.str();
  std::string lines = style.strong(owner) +
                      flowed(fmt::format(" ({}), {}", zone.name(), hours_label(weekly)), owner.size(), 4, style) + "\n";
  lines += week_lines("  ", weekly, style);
  for (const auto& [service, own] : shown.services)
    lines += fmt::format("  {}, {}\n", service.str(), hours_label(own)) + week_lines("    ", own, style);
  for (auto at = overrides.lower_bound(shown.today); at != overrides.end(); ++at) {
    const auto& [windows, note] = at->second;
    lines += windows_line("  ", day_label(at->first), windows_label(windows) + note_column(note), style);
  }
  return lines + still_booked_lines("Still booked, outside these hours:", shown.stranded, style);
}

std::string day_key(std::chrono::weekday day) {
  std::string key = weekday_label(day);
  key.front() = static_cast<char>(key.front() - 'A' + 'a');
  return key;
}

List week_list(const WeeklyHours& weekly) {
  List list;
  for (unsigned number = 1; number <= 7; ++number) {
    const std::chrono::weekday day{number};
    for (const Window& window : weekly.on(day)) {
      list.emplace_back(
          Object{{"day", day_key(day)}, {"start", window_time(window.start)}, {"end", window_time(window.end)}});
    }
  }
  return list;
}

List service_list(const ShownAvailability& shown) {
  List list;
  for (const calendar::ServiceWeek& each : shown.services) list.emplace_back(service_week_object(each));
  return list;
}

List override_list(const ShownAvailability& shown) {
  const calendar::Overrides& overrides = shown.availability.overrides;
  List list;
  for (auto at = overrides.lower_bound(shown.today); at != overrides.end(); ++at) {
    list.emplace_back(date_object(at->first, at->second));
  }
  return list;
}

constexpr Column<ShownAvailability> columns[] = {
    {"owner", [](const auto& it) { return it.owner.str(); }},
    {"tz", [](const auto& it) { return it.availability.zone.name(); }},
    {"weekly", [](const auto& it) { return week_list(it.availability.weekly); }},
    {"overrides", [](const auto& it) { return override_list(it); }},
    {"services", [](const auto& it) { return service_list(it); }},
    {"stranded", [](const auto& it) { return appointment_view.list(it.stranded); }},
};

std::string lines_of_all(std::span<const ShownAvailability> all, const Style& style) {
  std::string lines;
  for (const ShownAvailability& shown : all) lines += lines_of(shown, style);
  return lines;
}

constexpr View<ShownAvailability> changed_view{.columns = columns, .lines = lines_of_all};
constexpr View<ShownAvailability> view{.columns = changed_view.columns.first(5), .lines = lines_of_all};

}  // namespace

std::string windows_label(const Windows& windows) {
  if (windows.empty()) return "closed";
  std::vector<std::string> labels;
  for (const Window& window : windows) {
    labels.push_back(window_label(window.start, window.end));
  }
  return fmt::format("{}", fmt::join(labels, " "));
}

Object week_object(const WeeklyHours& weekly) {
  return {{"weekly", week_list(weekly)}};
}

Object service_week_object(const calendar::ServiceWeek& week) {
  return {{"service", week.service.str()}, {"weekly", week_list(week.weekly)}};
}

Object date_object(calendar::Date date, const calendar::Override& own) {
  List list;
  for (const Window& window : own.windows)
    list.emplace_back(Object{{"start", window_time(window.start)}, {"end", window_time(window.end)}});
  return {{"date", calendar::iso(date)}, {"windows", std::move(list)}, {"note", own.note ? Value{*own.note} : Value{}}};
}

Report availability_report(ShownAvailability shown) {
  return single_report(std::move(shown), view);
}

Report changed_availability_report(const calendar::ChangedAvailability& changed, calendar::Date today,
                                   calendar::Effect effect) {
  auto stranded = shown_in(changed.availability.zone, changed.stranded);
  Report report = single_report(
      {changed.owner.name, changed.availability, changed.services, today, std::move(stranded)}, changed_view);
  if (effect == calendar::Effect::rehearsal) {
    report.text = [text = std::move(report.text)](const Style& style) {
      return "Dry run, nothing changed. New hours:\n" + text(style);
    };
  }
  return report;
}

std::vector<Key> availability_keys() {
  return view.keys();
}

std::vector<Key> changed_availability_keys() {
  return changed_view.keys();
}

}  // namespace calbook
