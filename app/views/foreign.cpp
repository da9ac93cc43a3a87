#include "views/foreign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "calendar/text.hpp"
#include "output/flow.hpp"
#include "output/one_line.hpp"
#include "output/table.hpp"
#include "text/time_text.hpp"

namespace calbook {

using calendar::ForeignWarning;

namespace {

std::optional<std::string> if_any(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional{text};
}

constexpr Track tracks[] = {
    {.paint = Paint::strong},  // dates and times
    {.fit = Track::Fit::cut},  // title
};

void add_row(Table& table, const ShownForeignSpan& shown) {
  std::string row[]{span_label(shown.span, shown.zone), shown.event.title};
  table.add(row);
}

std::string lines_of(std::span<const ShownForeignSpan> all, const Style& style) {
  Table table{tracks};
  for (const ShownForeignSpan& shown : all) add_row(table, shown);
  return table.lines(style);
}

constexpr Column<ShownForeignSpan> columns[] = {
    {"calendar", [](const auto& it) { return it.calendar; }},
    {"start", [](const auto& it) { return rfc3339(it.span.start, it.zone); }, Key::Kind::time},
    {"end", [](const auto& it) { return rfc3339(it.span.end, it.zone); }, Key::Kind::time},
    {"start_utc", [](const auto& it) { return rfc3339_utc(it.span.start); }, Key::Kind::time},
    {"end_utc", [](const auto& it) { return rfc3339_utc(it.span.end); }, Key::Kind::time},
    {"tz", [](const auto& it) { return it.zone.name(); }},
    {"uid", [](const auto& it) { return if_any(it.event.uid); }},
    {"title", [](const auto& it) { return if_any(it.event.title); }, Key::Kind::prose},
};

constexpr View<ShownForeignSpan> view{.columns = columns, .lines = lines_of};

// What was done about it.
std::string sentence(const ForeignWarning& warning) {
  using Kind = ForeignWarning::Kind;
  switch (warning.kind) {
    case Kind::unknown_zone:
      return fmt::format("{} is an unknown zone: its times are read by the calendar's clock",
                         calendar::shell_word(warning.subject));
    case Kind::bad_zone:
      return fmt::format("a part of the file's description of {} cannot be read, and is left out",
                         calendar::shell_word(warning.subject));
    case Kind::zone_differs:
      return fmt::format("the file describes {} otherwise than the zone data, which are used",
                         calendar::shell_word(warning.subject));
    case Kind::bad_start: return "its start cannot be read: it blocks nothing";
    case Kind::bad_end:
      return "its end is not after its start, or cannot be read: a date blocks as a whole, a time not at all";
    case Kind::bad_rule: return "a part of its repetition cannot be read, and is left out";
    case Kind::start_off_rule: return "it starts at a time that its rule does not have; both block";
    case Kind::no_uid: return "an event without UID is read on its own";
    case Kind::not_a_file: return "not a regular file: it was not read";
    case Kind::no_files: return "the folder has no .ics file";
  }
  return "";
}

// "work.ics, line 12, UID 4711"
std::string place_of(const ForeignWarning& warning) {
  std::string place = calendar::excerpt(warning.file);
  const auto add = [&](const std::string& part) { place += (place.empty() ? "" : ", ") + part; };
  if (warning.line != 0) add(fmt::format("line {}", warning.line));
  if (!warning.uid.empty()) add("UID " + calendar::excerpt(warning.uid));
  if (warning.count > 1) add(fmt::format("and {} more", warning.count - 1));
  return place;
}

constexpr Column<ForeignWarning> warning_columns[] = {
    {"warning", [](const auto& it) { return std::string{name_of(it.kind)}; }},
    {"uid", [](const auto& it) { return if_any(it.uid); }},
    {"line", [](const auto& it) { return it.line == 0 ? Value{} : Value{static_cast<std::int64_t>(it.line)}; },
     Key::Kind::number},
    {"count", [](const auto& it) { return static_cast<std::int64_t>(it.count); }},
    {"zone", [](const auto& it) { return if_any(it.subject); }},
    {"file", [](const auto& it) { return if_any(it.file); }},
};

constexpr View<ForeignWarning> warning_view{.columns = warning_columns, .lines = foreign_warning_lines};

// The spans in order. A calendar may have hundreds of thousands.
struct CheckedCalendar {
  calendar::ForeignTimes times;
  calendar::TimeZone zone;

  template <class Take>
  void for_each_span(Take take) const {
    for (const calendar::ForeignSpan& each : times.spans)
      take(ShownForeignSpan{{}, each.span, times.events[each.event], zone});
  }
};

std::string lines_of(const CheckedCalendar& calendar, const Style& style) {
  Table table{tracks};
  calendar.for_each_span([&](const ShownForeignSpan& each) { add_row(table, each); });
  const std::string lines = table.lines(style), warned = foreign_warning_lines(calendar.times.warnings, style);
  return lines + (lines.empty() || warned.empty() ? "" : "\n") + warned;
}

// What stands in a calendar's time, or that time alone.
void add_shown(std::vector<ShownForeignSpan>& all, const calendar::ForeignBusy& busy, const calendar::TimeZone& zone) {
  const std::string& calendar = busy.calendar.str();
  for (const calendar::BusyEvent& each : busy.events) all.push_back({calendar, each.span, each.event, zone});
  if (busy.events.empty()) all.push_back({calendar, busy.span, {}, zone});
}

}  // namespace

std::string foreign_warning_lines(std::span<const ForeignWarning> all, const Style& style) {
  std::string lines;
  for (const ForeignWarning& warning : all) {
    const std::string name{name_of(warning.kind)};
    const std::string place = place_of(warning);
    const std::string rest = "  " + sentence(warning) + (place.empty() ? "" : " (" + place + ")");
    lines += name + flowed(rest, name.size(), 4, style) + "\n";
  }
  return lines;
}

List foreign_warning_list(std::span<const ForeignWarning> all) {
  return warning_view.list(all);
}

std::string foreign_label(const calendar::ForeignBusy& busy) {
  std::string titles;
  for (const calendar::BusyEvent& each : busy.events) {
    if (!each.event.title.empty()) titles += (titles.empty() ? "  " : ", ") + one_line(each.event.title);
  }
  return busy.calendar.str() + titles;
}

Report checked_calendar_report(calendar::ForeignTimes times, const calendar::TimeZone& zone) {
  const auto all = std::make_shared<const CheckedCalendar>(CheckedCalendar{std::move(times), zone});
  Report report;
  report.shape = Report::Shape::single;
  report.columns = view.tsv_columns();
  report.objects = [all](const TakeObject& take) {
    const Objects spans{[all](const TakeObject& span) {
      all->for_each_span([&](const ShownForeignSpan& each) { span(view.object(each)); });
    }};
    take({{"spans", spans}, {"warnings", warning_view.list(all->times.warnings)}});
  };
  report.rows = [all](const TakeObject& take) {
    all->for_each_span([&](const ShownForeignSpan& each) { take(view.object(each)); });
  };
  report.text = [all](const Style& style) { return lines_of(*all, style); };
  report.quiet = [] { return std::string{}; };
  report.when_empty = "It blocks nothing.";
  return report;
}

Report foreign_busy_report(Pages<calendar::ForeignBusy> pages, const calendar::TimeZone& zone) {
  Lines<ShownForeignSpan> lines = [table = std::make_shared<Table>(tracks)](auto page, const Style& style) {
    for (const ShownForeignSpan& shown : page) add_row(*table, shown);
    return table->lines(style);
  };
  Pages<ShownForeignSpan> shown = [pages = std::move(pages), zone]() -> std::optional<std::vector<ShownForeignSpan>> {
    const auto page = pages();
    if (!page) return std::nullopt;
    std::vector<ShownForeignSpan> all;
    for (const calendar::ForeignBusy& each : *page) add_shown(all, each, zone);
    return all;
  };
  Report report = list_report(std::move(shown), view, "It blocks nothing.", std::move(lines));
  report.source = Report::Source::file;
  return report;
}

std::vector<Key> foreign_span_keys() {
  return view.keys();
}

}  // namespace calbook
