#include "views/availability.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/flow.hpp"
#include "text/time_text.hpp"
#include "views/note.hpp"

namespace calbook {

using calendar::Date;
using calendar::Days;
using calendar::Minutes;
using calendar::WeeklyHours;
using calendar::Window;
using calendar::Windows;

namespace {

std::string hours_line(std::string head, std::string_view hours, const Style& style) {
  head += "  ";
  return head + flowed(hours, head.size(), head.size(), style) + "\n";
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
    if (!windows.empty()) lines += hours_line(fmt::format("{}{:<7}", indent, days), windows_label(windows), style);
    first = last + 1;
  }
  return lines;
}

std::string hours_label(const WeeklyHours& weekly) {
  const Minutes week = weekly.length();
  return week.count() == 0 ? "no weekly hours" : length_label(week) + " a week";
}

// Dates in a row that are alike: in what they have of their own, or in having the weekly hours.
struct Run {
  Date first;
  Date last;
  std::optional<calendar::Override> own;
};

std::vector<Run> runs_of(std::span<const Date> dates, const calendar::Overrides& overrides) {
  std::vector<Run> runs;
  for (const Date date : dates) {
    const auto found = overrides.find(date);
    const auto own = found == overrides.end() ? std::optional<calendar::Override>{} : found->second;
    if (!runs.empty() && runs.back().last + Days{1} == date && runs.back().own == own) {
      runs.back().last = date;
    } else {
      runs.push_back({date, date, own});
    }
  }
  return runs;
}

// "Fri 2026-12-25..Fri 2027-01-01".
std::string dates_label(const Run& run) {
  return run.first == run.last ? day_label(run.first) : day_label(run.first) + ".." + day_label(run.last);
}

std::string own_label(const std::optional<calendar::Override>& own) {
  return own ? windows_label(own->windows) + note_column(own->note) : "weekly hours";
}

std::string date_lines(const std::vector<Run>& runs, const Style& style) {
  std::size_t width = 0;
  for (const Run& run : runs) width = std::max(width, dates_label(run).size());
  std::string lines;
  for (const Run& run : runs)
    lines += hours_line(fmt::format("  {:<{}}", dates_label(run), width), own_label(run.own), style);
  return lines;
}

// All overrides from today on, or those that were touched.
std::vector<Date> dates_to_show(const ShownAvailability& shown) {
  if (shown.touched) return shown.touched->dates;
  std::vector<Date> dates;
  const calendar::Overrides& overrides = shown.availability.overrides;
  for (auto at = overrides.lower_bound(shown.today); at != overrides.end(); ++at) dates.push_back(at->first);
  return dates;
}

std::string service_lines(const ShownAvailability& shown, const Style& style) {
  std::string lines;
  for (const auto& [service, own] : shown.services) {
    if (!shown.touched || shown.touched->service == service)
      lines += fmt::format("  {}, {}\n", service.str(), hours_label(own)) + week_lines("    ", own, style);
  }
  return lines;
}

std::string lines_of(const ShownAvailability& shown, const Style& style) {
  const calendar::Availability& hours = shown.availability;
  const bool with_week = !shown.touched || shown.touched->week;
  const std::string& owner = shown.owner.str();
  std::string about = fmt::format(" ({})", hours.zone.name());
  if (with_week) about += ", " + hours_label(hours.weekly);
  std::string lines = style.strong(owner) + flowed(about, owner.size(), 4, style) + "\n";
  if (with_week) lines += week_lines("  ", hours.weekly, style);
  lines += service_lines(shown, style);
  lines += date_lines(runs_of(dates_to_show(shown), hours.overrides), style);
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

Touched touched_by(const calendar::AvailabilityChange& change) {
  Touched touched{.week = change.shares_hours || (!change.service && !change.weekly.empty()),
                  .service = change.service};
  for (const auto& [date, windows] : change.overrides) touched.dates.push_back(date);
  return touched;
}

Report availability_report(ShownAvailability shown) {
  return single_report(std::move(shown), view);
}

Report changed_availability_report(std::vector<ShownAvailability> shown, calendar::Effect effect, Report::Shape shape) {
  Report report = list_report(std::move(shown), changed_view);
  report.shape = shape;
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
