#include "views/busy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "output/one_line.hpp"
#include "output/table.hpp"
#include "text/time_text.hpp"

namespace calbook {

using calendar::Busy;
using calendar::TimeZone;

namespace {

std::string id_of(const ShownBusy& shown) {
  return fmt::format("{}", shown.busy.id);
}

constexpr Track tracks[] = {
    {.paint = Paint::reference, .side = Track::Side::right},  // id
    {},                                                       // > runs now
    {.paint = Paint::strong},                                 // dates and times
    {.fit = Track::Fit::cut},                                 // note
};

void add_row(Table& table, const ShownBusy& shown, std::string mark = {}) {
  std::array<std::string, std::size(tracks)> row{id_of(shown), std::move(mark), span_label(shown.busy.span, shown.zone),
                                                 shown.busy.note ? one_line(*shown.busy.note) : ""};
  table.add(row);
}

std::string lines_of(std::span<const ShownBusy> all, const Style& style) {
  std::string lines;
  for (const ShownBusy& shown : all) {
    Table table{tracks};
    add_row(table, shown);
    lines += table.lines(style) + still_booked_lines("Still booked during that time:", shown.appointments, style);
  }
  return lines;
}

// The appointments of spans that overlap once.
std::string lines_of_repetition(std::span<const ShownBusy> all, const Style& style) {
  Table table{tracks};
  std::vector<ShownAppointment> appointments;
  for (const ShownBusy& shown : all) {
    add_row(table, shown);
    for (const ShownAppointment& each : shown.appointments) {
      const bool known = std::ranges::any_of(
          appointments, [&](const ShownAppointment& other) { return other.appointment.ref == each.appointment.ref; });
      if (!known) appointments.push_back(each);
    }
  }
  return fmt::format("Busy on {}\n", counted(static_cast<std::int64_t>(all.size()), "date")) + table.lines(style) +
         still_booked_lines("Still booked during that time:", appointments, style);
}

constexpr Column<ShownBusy> columns[] = {
    {"id", [](const auto& it) { return it.busy.id; }},
    {"owner", [](const auto& it) { return it.busy.owner.str(); }},
    {"start", [](const auto& it) { return rfc3339(it.busy.span.start, it.zone); }, Key::Kind::time},
    {"end", [](const auto& it) { return rfc3339(it.busy.span.end, it.zone); }, Key::Kind::time},
    {"start_utc", [](const auto& it) { return rfc3339_utc(it.busy.span.start); }, Key::Kind::time},
    {"end_utc", [](const auto& it) { return rfc3339_utc(it.busy.span.end); }, Key::Kind::time},
    {"tz", [](const auto& it) { return it.zone.name(); }},
    {"note", [](const auto& it) { return it.busy.note; }, Key::Kind::prose},
    {"appointments", [](const auto& it) { return appointment_view.list(it.appointments); }},
};

constexpr View<ShownBusy> added_view{.columns = columns, .lines = lines_of, .quiet = id_of};
constexpr View<ShownBusy> view{.columns = added_view.columns.first(8), .lines = lines_of, .quiet = id_of};

// The lines after the sentence.
Report done(std::string_view what, Report report) {
  report.text = [what, text = std::move(report.text)](const Style& style) {
    return fmt::format("{} {}", what, text(style.uncut()));
  };
  return report;
}

}  // namespace

Object busy_object(const ShownBusy& shown) {
  return view.object(shown);
}

Report busy_list_report(Pages<ShownBusy> pages, calendar::Instant now) {
  Lines<ShownBusy> lines = [table = std::make_shared<Table>(tracks), now](auto page, const Style& style) {
    for (const ShownBusy& shown : page)
      add_row(*table, shown, style.width() && shown.busy.span.contains(now) ? ">" : "");
    return table->lines(style);
  };
  Report report = list_report(std::move(pages), view, "No busy time.", std::move(lines));
  report.source = Report::Source::file;
  return report;
}

Report added_busy_report(const calendar::AddedBusy& added, const TimeZone& zone) {
  const ShownBusy shown{added.busy, zone, shown_in(zone, added.appointments)};
  return done("Busy", single_report(shown, added_view, Quiet::named));
}

Report added_busy_report(std::vector<calendar::AddedBusy> added, const TimeZone& zone) {
  std::vector<ShownBusy> shown;
  for (calendar::AddedBusy& each : added)
    shown.push_back({std::move(each.busy), zone, shown_in(zone, std::move(each.appointments))});
  return list_report(std::move(shown), added_view, {}, Lines<ShownBusy>{lines_of_repetition});
}

Report removed_busy_report(const Busy& busy, const TimeZone& zone) {
  return done("Removed", single_report(ShownBusy{busy, zone}, view));
}

std::vector<Key> busy_keys() {
  return view.keys();
}

std::vector<Key> added_busy_keys() {
  return added_view.keys();
}

}  // namespace calbook
