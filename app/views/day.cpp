// What the pictures show, as objects for programs. The lines are in day_picture.cpp, week_picture.cpp and
// month_picture.cpp.

#include "views/day.hpp"

#include <fmt/format.h>

#include "text/time_text.hpp"
#include "views/appointment.hpp"

namespace calbook {

using calendar::Interval;

namespace {

List windows_of(const ShownDay& shown) {
  List list;
  for (const Interval& window : merged(shown.day.windows)) {
    const Interval& date = shown.day.span;
    list.emplace_back(Object{{"start", rfc3339(std::max(window.start, date.start), shown.zone)},
                             {"end", rfc3339(std::min(window.end, date.end), shown.zone)}});
  }
  return list;
}

constexpr Column<ShownDay> columns[] = {
    {"date", [](const auto& it) { return calendar::iso(it.day.date); }},
    {"tz", [](const auto& it) { return it.zone.name(); }},
    {"windows", [](const auto& it) { return windows_of(it); }},
    {"free", [](const auto& it) { return static_cast<std::int64_t>(it.day.free.size()); }},
    {"booked", [](const auto& it) { return it.day.booked().count(); }},
    {"busy", [](const auto& it) { return it.day.busy_time().count(); }},
    {"closed", [](const auto& it) { return it.day.closed; }},
    {"appointments", [](const auto& it) { return appointment_view.list(shown_in(it.zone, it.day.appointments)); }},
    {"owner", [](const auto& it) { return it.owner.str(); }},
    {"service", [](const auto& it) { return it.service.name.str(); }},
};

constexpr View<ShownDay> view{
    .columns = columns, .lines = [](auto, const Style&) { return std::string{}; },  // each picture has its own
};

using Draw = std::string (*)(std::span<const ShownDay> days, const Look& look, const Style& style);

Report picture(std::vector<ShownDay> days, const Look& look, Draw draw) {
  Lines<ShownDay> lines = [look, draw](auto all, const Style& style) {
    return all.empty() ? std::string{} : draw(all, look, style);
  };
  return list_report(std::move(days), view, "Nobody can be booked yet.", std::move(lines));
}

}  // namespace

ShownDay without_names(ShownDay shown) {
  for (calendar::Appointment& each : shown.day.appointments) {
    each.ref.reset();
    each.invitee = {};
    each.key.reset();
    each.reason.reset();
  }
  for (calendar::Busy& each : shown.day.busy) each.note.reset();
  for (calendar::ForeignBusy& each : shown.day.foreign) each.events.clear();
  return shown;
}

Report day_report(std::vector<ShownDay> days, const Look& look) {
  return picture(std::move(days), look, day_lines);
}

Report week_report(std::vector<ShownDay> days, const Look& look) {
  return picture(std::move(days), look, week_lines);
}

Report month_report(std::vector<ShownDay> days, const Look& look) {
  return picture(std::move(days), look, month_lines);
}

std::vector<Interval> seen_spans(const calendar::Day& day) {
  std::vector<Interval> spans = day.windows;
  for (const calendar::Appointment& each : day.appointments) spans.push_back(each.span);
  const auto add = [&](const auto& busy) {
    for (const auto& each : busy) {
      if (day.span.start < each.span.start && each.span.end < day.span.end) spans.push_back(each.span);
    }
  };
  add(day.busy);
  add(day.foreign);
  return spans;
}

Phrase zone_phrase(std::span<const ShownDay> days) {
  const calendar::TimeZone& zone = days.front().zone;
  const std::string offsets = offsets_label({days.front().day.span.start, days.back().day.span.end}, zone);
  return {zone.name() + (offsets.empty() ? "" : ", " + offsets), Paint::faint, 3};
}

void add_service(std::vector<Phrase>& head, const calendar::Service& service) {
  if (service.name != calendar::Service{}.name) head.push_back({fmt::format("[{}]", service.name.str())});
}

std::string free_label(const calendar::Day& day) {
  if (!day.windows.empty()) return fmt::format("{}", day.free.size());
  return day.closed ? "closed" : "-";
}

std::vector<Key> day_keys() {
  return view.keys();
}

}  // namespace calbook
