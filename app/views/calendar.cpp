#include "views/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "calendar/text.hpp"
#include "output/table.hpp"
#include "text/time_text.hpp"
#include "views/foreign.hpp"

namespace calbook {

using calendar::ForeignCalendar;
using calendar::Import;
using calendar::Imported;
using calendar::Interval;

namespace {

// Of what was imported; null of what was not.
template <class Of>
Value import_value(const ShownCalendar& shown, Of of) {
  const auto& import = shown.imported.calendar.import;
  return import ? Value{of(*import)} : Value{};
}

constexpr Column<ShownCalendar> columns[] = {
    {"name", [](const auto& it) { return it.imported.calendar.name.str(); }},
    {"owner", [](const auto& it) { return it.imported.calendar.owner.str(); }},
    {"path", [](const auto& it) { return it.imported.calendar.path; }},
    {"tz", [](const auto& it) { return it.imported.calendar.zone; }},
    {"me", [](const auto& it) { return it.imported.calendar.me; }},
    {"events", [](const auto& it) { return import_value(it, [](const Import& import) { return import.events; }); },
     Key::Kind::number},
    {"spans", [](const auto& it) { return import_value(it, [](const Import& import) { return import.spans; }); },
     Key::Kind::number},
    {"imported_utc",
     [](const auto& it) { return import_value(it, [](const Import& import) { return rfc3339_utc(import.at); }); },
     Key::Kind::time},
    {"known_until",
     [](const auto& it) {
       return import_value(it, [&](const Import& import) { return rfc3339(import.known.end, it.zone); });
     },
     Key::Kind::time},
    {"warnings", [](const auto& it) { return foreign_warning_list(it.imported.warnings); }},
    {"titles", [](const auto& it) { return it.imported.calendar.keeps_titles; }},
    {"max_age",
     [](const auto& it) {
       const auto& age = it.imported.calendar.max_age;
       return age ? Value{age->count()} : Value{};
     },
     Key::Kind::number},
    {"added", [](const auto& it) { return static_cast<std::int64_t>(it.imported.added.size()); }},
    {"removed", [](const auto& it) { return static_cast<std::int64_t>(it.imported.removed.size()); }},
    {"appointments", [](const auto& it) { return appointment_view.list(shown_in(it.zone, it.imported.appointments)); }},
};

constexpr std::size_t most_told = 10;  // of many spans that changed

std::string span_lines(std::string_view what, const std::vector<Interval>& spans, const calendar::TimeZone& zone) {
  std::string lines;
  for (const Interval& span : std::span{spans}.first(std::min(spans.size(), most_told)))
    lines += fmt::format("  {}  {}\n", what, span_label(span, zone));
  if (spans.size() > most_told) lines += fmt::format("  {}  {} more\n", what, spans.size() - most_told);
  return lines;
}

std::string still_booked(const ShownCalendar& shown, const Style& style) {
  return still_booked_lines("Booked during that time:", shown_in(shown.zone, shown.imported.appointments), style);
}

std::string import_lines(std::span<const ShownCalendar> all, const Style& style, Done done) {
  std::string lines;
  for (const ShownCalendar& shown : all) {
    const Imported& it = shown.imported;
    if (it.changed_nothing()) continue;
    lines += fmt::format("{} {}\n", done == Done::really ? "Imported" : "Would import", it.calendar.name.str());
    lines += span_lines("busy", it.added, shown.zone) + span_lines("free", it.removed, shown.zone);
    lines += still_booked(shown, style);
  }
  return lines;
}

std::string added_lines(std::span<const ShownCalendar> all, const Style& style) {
  std::string lines;
  for (const ShownCalendar& shown : all) {
    const Imported& it = shown.imported;
    const std::string events = counted(it.calendar.import.value().events, "event");
    lines += fmt::format("Added {}: {} {} time\n", it.calendar.name.str(), events,
                         it.calendar.import->events == 1 ? "blocks" : "block");
    lines += foreign_warning_lines(it.warnings, style) + still_booked(shown, style);
  }
  return lines;
}

std::string name_of(const ShownCalendar& shown) {
  return shown.imported.calendar.name.str();
}

constexpr View<ShownCalendar> imported_view{.columns = columns, .lines = added_lines, .quiet = name_of};
constexpr View<ShownCalendar> view{.columns = imported_view.columns.first(12),
                                   .lines =
                                       [](auto all, const Style&) {
                                         std::string lines;
                                         for (const ShownCalendar& shown : all)
                                           lines += fmt::format("Removed {}\n", name_of(shown));
                                         return lines;
                                       },
                                   .quiet = name_of};

constexpr Track tracks[] = {
    {.paint = Paint::strong},  // name
    {},                        // owner
    {},                        // how many events
    {},                        // when it was imported
    {.fit = Track::Fit::cut},  // path
};

std::string import_label(const ShownCalendar& shown, calendar::Instant now) {
  const auto& [calendar, warnings, added, removed, appointments] = shown.imported;
  if (!calendar.import) return "not imported";
  std::string label =
      "imported " + moment(shown.zone.wall_time(std::chrono::floor<calendar::Minutes>(calendar.import->at)));
  if (is_old(calendar, now)) label += ", too old";
  if (!warnings.empty()) label += ", " + counted(static_cast<std::int64_t>(warnings.size()), "warning");
  return label;
}

Lines<ShownCalendar> list_lines(OwnerColumn owners, calendar::Instant now) {
  return [owners, now](std::span<const ShownCalendar> all, const Style& style) {
    Table table{tracks};
    for (const ShownCalendar& shown : all) {
      const ForeignCalendar& calendar = shown.imported.calendar;
      std::array<std::string, std::size(tracks)> row{
          calendar.name.str(), owners == OwnerColumn::shown ? calendar.owner.str() : "",
          calendar.import ? counted(calendar.import->events, "event") : "", import_label(shown, now),
          calendar.path ? calendar::escaped(*calendar.path) : ""};
      table.add(row);
    }
    return table.lines(style);
  };
}

Lines<ShownCalendar> lines_of_imports(Done done) {
  return [done](auto all, const Style& style) { return import_lines(all, style, done); };
}

}  // namespace

Report calendars_report(std::vector<ShownCalendar> shown, OwnerColumn owners, calendar::Instant now) {
  return list_report(std::move(shown), view, "No calendars.", list_lines(owners, now));
}

Report added_calendar_report(ShownCalendar shown) {
  return single_report(std::move(shown), imported_view, Quiet::named);
}

Report imports_report(std::vector<ShownCalendar> shown, Done done) {
  Report report = list_report(std::move(shown), imported_view, {}, lines_of_imports(done));
  report.quiet = nullptr;
  return report;
}

Report import_report(ShownCalendar shown, Done done) {
  std::vector<ShownCalendar> one;
  one.push_back(std::move(shown));
  Report report = imports_report(std::move(one), done);
  report.shape = Report::Shape::single;
  return report;
}

Report removed_calendar_report(ShownCalendar shown) {
  return single_report(std::move(shown), view);
}

Object calendar_object(const ForeignCalendar& calendar) {
  return view.object({{calendar, {}, {}, {}, {}}, calendar::TimeZone::find("UTC").value()});
}

std::string age_sentence(const ForeignCalendar& calendar, const calendar::TimeZone& zone) {
  const std::string whose = fmt::format("{}'s calendar {}", calendar.owner.str(), calendar.name.str());
  if (!calendar.import) return whose + " has not been imported, so no slot is offered";
  return fmt::format("{} was last imported {}", whose,
                     moment(std::chrono::floor<calendar::Minutes>(calendar.import->at), zone));
}

std::vector<Key> calendar_keys() {
  return view.keys();
}

std::vector<Key> imported_calendar_keys() {
  return imported_view.keys();
}

}  // namespace calbook
