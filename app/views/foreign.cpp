#include "views/foreign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "calendar/text.hpp"
#include "output/flow.hpp"
#include "output/table.hpp"
#include "text/time_text.hpp"

namespace calbook {

using calendar::ForeignWarning;

namespace {

// A warning, and in which file of a folder.
struct ShownForeignWarning {
  ForeignWarning warning;
  std::string file;  // empty for a single file
};

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
std::string place_of(const ShownForeignWarning& shown) {
  std::string place = calendar::excerpt(shown.file);
  const auto add = [&](const std::string& part) { place += (place.empty() ? "" : ", ") + part; };
  if (shown.warning.line != 0) add(fmt::format("line {}", shown.warning.line));
  if (!shown.warning.uid.empty()) add("UID " + calendar::excerpt(shown.warning.uid));
  if (shown.warning.count > 1) add(fmt::format("and {} more", shown.warning.count - 1));
  return place;
}

std::string warning_lines(std::span<const ShownForeignWarning> all, const Style& style) {
  std::string lines;
  for (const ShownForeignWarning& shown : all) {
    const std::string name{name_of(shown.warning.kind)};
    const std::string place = place_of(shown);
    const std::string rest = "  " + sentence(shown.warning) + (place.empty() ? "" : " (" + place + ")");
    lines += name + flowed(rest, name.size(), 4, style) + "\n";
  }
  return lines;
}

constexpr Column<ShownForeignWarning> warning_columns[] = {
    {"warning", [](const auto& it) { return std::string{name_of(it.warning.kind)}; }},
    {"uid", [](const auto& it) { return if_any(it.warning.uid); }},
    {"line",
     [](const auto& it) { return it.warning.line == 0 ? Value{} : Value{static_cast<std::int64_t>(it.warning.line)}; },
     Key::Kind::number},
    {"count", [](const auto& it) { return static_cast<std::int64_t>(it.warning.count); }},
    {"zone", [](const auto& it) { return if_any(it.warning.subject); }},
    {"file", [](const auto& it) { return if_any(it.file); }},
};

constexpr View<ShownForeignWarning> warning_view{.columns = warning_columns, .lines = warning_lines};

// The spans of all files, in order. A calendar may have hundreds of thousands.
class CheckedCalendar {
 public:
  CheckedCalendar(std::vector<CheckedFile> files, calendar::TimeZone zone)
      : files_{std::move(files)}, zone_{std::move(zone)} {
    for (const CheckedFile& file : files_) {
      for (const calendar::ForeignSpan& each : file.times.spans)
        spans_.push_back({each.span, &file.times.events[each.event]});
      for (const ForeignWarning& each : file.times.warnings) warnings_.push_back({each, file.name});
    }
    std::ranges::stable_sort(spans_, {}, &Span::span);
  }
  ~CheckedCalendar() = default;
  CheckedCalendar(const CheckedCalendar&) = delete;
  CheckedCalendar& operator=(const CheckedCalendar&) = delete;

  template <class Take>
  void for_each_span(Take take) const {
    for (const Span& each : spans_) take(ShownForeignSpan{{}, each.span, *each.event, zone_});
  }
  std::span<const ShownForeignWarning> warnings() const { return warnings_; }

 private:
  struct Span {
    calendar::Interval span;
    const calendar::ForeignEvent* event;
  };

  std::vector<CheckedFile> files_;
  calendar::TimeZone zone_;
  std::vector<Span> spans_;
  std::vector<ShownForeignWarning> warnings_;
};

std::string lines_of(const CheckedCalendar& calendar, const Style& style) {
  Table table{tracks};
  calendar.for_each_span([&](const ShownForeignSpan& each) { add_row(table, each); });
  const std::string lines = table.lines(style), warned = warning_lines(calendar.warnings(), style);
  return lines + (lines.empty() || warned.empty() ? "" : "\n") + warned;
}

}  // namespace

Report checked_calendar_report(std::vector<CheckedFile> files, const calendar::TimeZone& zone) {
  const auto all = std::make_shared<const CheckedCalendar>(std::move(files), zone);
  Report report;
  report.shape = Report::Shape::single;
  report.columns = view.tsv_columns();
  report.objects = [all](const TakeObject& take) {
    const Objects spans{[all](const TakeObject& span) {
      all->for_each_span([&](const ShownForeignSpan& each) { span(view.object(each)); });
    }};
    take({{"spans", spans}, {"warnings", warning_view.list(all->warnings())}});
  };
  report.rows = [all](const TakeObject& take) {
    all->for_each_span([&](const ShownForeignSpan& each) { take(view.object(each)); });
  };
  report.text = [all](const Style& style) { return lines_of(*all, style); };
  report.quiet = [] { return std::string{}; };
  report.when_empty = "It blocks nothing.";
  return report;
}

std::vector<Key> foreign_span_keys() {
  return view.keys();
}

}  // namespace calbook
