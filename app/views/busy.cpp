#include "views/busy.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/time_text.hpp"
#include "views/note.hpp"

namespace calbook {

using calendar::Busy;
using calendar::TimeZone;

namespace {

std::string id_of(const ShownBusy& shown) {
  return fmt::format("{}", shown.busy.id);
}

// `id_width` is that of the lines before, and then of these, too.
std::string lines_of(std::span<const ShownBusy> all, std::size_t& id_width, const Style& style) {
  for (const ShownBusy& shown : all) id_width = std::max(id_width, id_of(shown).size());
  std::string lines;
  for (const auto& [busy, zone, appointments] : all) {
    lines += fmt::format("{:>{}}  {}{}\n", busy.id, id_width, span_label(busy.span, zone), note_column(busy.note)) +
             still_booked_lines("Still booked during that time:", appointments, style);
  }
  return lines;
}

std::string lines_of(std::span<const ShownBusy> all, const Style& style) {
  std::size_t id_width = 0;
  return lines_of(all, id_width, style);
}

constexpr Column<ShownBusy> columns[] = {
    {"id", [](const auto& it) { return it.busy.id; }},
    {"owner", [](const auto& it) { return it.busy.owner.str(); }},
    {"start", [](const auto& it) { return rfc3339(it.busy.span.start, it.zone); }},
    {"end", [](const auto& it) { return rfc3339(it.busy.span.end, it.zone); }},
    {"start_utc", [](const auto& it) { return rfc3339_utc(it.busy.span.start); }},
    {"end_utc", [](const auto& it) { return rfc3339_utc(it.busy.span.end); }},
    {"tz", [](const auto& it) { return it.zone.name(); }},
    {"note", [](const auto& it) { return it.busy.note; }},
    {"appointments", [](const auto& it) { return appointment_view.list(it.appointments); }},
};

constexpr View<ShownBusy> added_view{.columns = columns, .lines = lines_of, .quiet = id_of};
constexpr View<ShownBusy> view{.columns = added_view.columns.first(8), .lines = lines_of, .quiet = id_of};

// The lines after the sentence.
Report done(std::string_view what, Report report) {
  report.text = [what, text = std::move(report.text)](const Style& style) {
    return fmt::format("{} {}", what, text(style));
  };
  return report;
}

}  // namespace

Object busy_object(const ShownBusy& shown) {
  return view.object(shown);
}

Report busy_list_report(Pages<ShownBusy> pages) {
  Lines<ShownBusy> lines = [id_width = std::make_shared<std::size_t>(0)](auto page, const Style& style) {
    return lines_of(page, *id_width, style);
  };
  Report report = list_report(std::move(pages), view, "No busy time.", std::move(lines));
  report.source = Report::Source::file;
  return report;
}

Report added_busy_report(const calendar::AddedBusy& added, const TimeZone& zone) {
  const ShownBusy shown{added.busy, zone, shown_in(zone, added.appointments)};
  return done("Busy", single_report(shown, added_view, Quiet::named));
}

Report removed_busy_report(const Busy& busy, const TimeZone& zone) {
  return done("Removed", single_report(ShownBusy{busy, zone}, view));
}

}  // namespace calbook
