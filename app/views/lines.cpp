#include "views/lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calendar/text.hpp"
#include "text/time_text.hpp"
#include "views/objects.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Availability;
using calendar::Date;
using calendar::escaped;
using calendar::Interval;
using calendar::Minutes;
using calendar::TimeZone;
using calendar::Window;
using calendar::Windows;

namespace {

// Filled up with blanks to `width` characters.
std::string padded(std::string_view text, std::size_t width) {
  const std::size_t wide = calendar::length(text);
  return std::string{text} + std::string(width > wide ? width - wide : 0, ' ');
}

// The offsets that a zone's clock has at these times, in order: one, or two around a change.
std::string offsets_label(const std::vector<Interval>& slots, const TimeZone& zone) {
  std::string label;
  std::optional<calendar::Seconds> before;
  for (const Interval& slot : slots) {
    const calendar::Seconds offset = zone.offset(slot.start);
    if (before != offset) label += (before ? " then " : "") + offset_label(offset);
    before = offset;
  }
  return label;
}

std::string slot_lines_of_date(Date date, const std::vector<Interval>& slots, const TimeZone& zone,
                               const Style& style) {
  constexpr std::size_t starts_a_line = 12;
  const std::string day = style.strong(day_label(date));
  const std::string place = style.faint(fmt::format("{}, {}", zone.name(), offsets_label(slots, zone)));
  std::string lines;
  for (std::size_t at = 0; at < slots.size();) {
    lines += day + " ";
    const std::size_t end = std::min(at + starts_a_line, slots.size());
    for (; at < end; ++at) lines += " " + clock_label(slots[at].start, zone);
    lines += "   " + place + "\n";
  }
  return lines;
}

std::string windows_label(const Windows& windows) {
  if (windows.empty()) return "closed";
  std::vector<std::string> labels;
  for (const Window& window : windows) {
    labels.push_back(fmt::format("{}-{}", window_time(window.start), window_time(window.end)));
  }
  return fmt::format("{}", fmt::join(labels, " "));
}

std::string hours_label(Minutes minutes) {
  const auto hours = minutes.count() / 60;
  const auto rest = minutes.count() % 60;
  return rest == 0 ? fmt::format("{} h", hours) : fmt::format("{} h {} min", hours, rest);
}

// Days in a row with the same windows share a line; closed ones have none.
std::string week_lines(const calendar::WeeklyHours& weekly) {
  std::string lines;
  for (unsigned first = 1; first <= 7;) {
    const Windows& windows = weekly.on(std::chrono::weekday{first});
    unsigned last = first;
    while (last < 7 && weekly.on(std::chrono::weekday{last + 1}) == windows) ++last;
    std::string days = weekday_label(std::chrono::weekday{first});
    if (last > first) days += "-" + weekday_label(std::chrono::weekday{last});
    if (!windows.empty()) lines += fmt::format("  {:<7}  {}\n", days, windows_label(windows));
    first = last + 1;
  }
  return lines;
}

// Marks an appointment whose zone's clock no longer shows the time for which it was made.
std::string shift_note(const Appointment& appointment) {
  const auto wall_time = calendar::shifted_from(appointment);
  if (!wall_time || appointment.status == calendar::Status::cancelled) return {};
  return fmt::format("(made for {} in {})", moment(*wall_time), appointment.zone);
}

}  // namespace

std::string invitee_label(const calendar::Invitee& invitee) {
  std::string label = escaped(invitee.name);
  if (invitee.email) label += " <" + escaped(*invitee.email) + ">";
  return label;
}

std::string slot_lines(const std::vector<Interval>& slots, const TimeZone& zone, const Style& style) {
  std::string lines;
  for (auto at = slots.begin(); at != slots.end();) {
    const Date date = zone.date(at->start);
    const auto next =
        std::find_if(at, slots.end(), [&](const Interval& slot) { return zone.date(slot.start) != date; });
    lines += slot_lines_of_date(date, {at, next}, zone, style);
    at = next;
  }
  return lines;
}

std::string appointment_lines(const std::vector<ShownAppointment>& shown, OwnerColumn owners, const Style& style) {
  const bool one_zone = std::ranges::all_of(shown, [&](const auto& each) { return each.zone == shown.front().zone; });
  std::vector<std::string> spans;
  std::size_t span_width = 0;
  std::size_t owner_width = 0;
  for (const auto& [appointment, zone] : shown) {
    std::string span = span_label(appointment.span, zone);
    if (!one_zone) span += " " + offset_label(zone.offset(appointment.span.start));
    span_width = std::max(span_width, span.size());
    owner_width = std::max(owner_width, appointment.owner.str().size());
    spans.push_back(std::move(span));
  }
  std::string lines;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const Appointment& appointment = shown[i].appointment;
    lines += style.strong(padded(spans[i], span_width)) + "  " + (appointment.ref ? appointment.ref->str() : "      ") +
             "  ";
    if (owners == OwnerColumn::shown) lines += padded(appointment.owner.str(), owner_width) + "  ";
    lines += invitee_label(appointment.invitee);
    if (appointment.status == calendar::Status::cancelled) lines += style.faint("  cancelled");
    if (appointment.service != calendar::Service{}.name) lines += style.faint("  [" + appointment.service.str() + "]");
    if (const std::string note = shift_note(appointment); !note.empty()) lines += "  " + style.warning(note);
    lines += '\n';
  }
  return lines;
}

std::string appointment_details(const ShownAppointment& shown, Date today, const Style& style) {
  const auto& [appointment, zone] = shown;
  const auto row = [&](std::string_view name, std::string_view value) {
    return fmt::format("  {} {}\n", style.faint(fmt::format("{:<9}", name)), value);
  };
  const std::string status = appointment.status == calendar::Status::booked ? "booked" : "cancelled";
  std::string lines = style.strong(appointment.ref ? appointment.ref->str() : "") + "  " + status + "\n";
  lines += row("when", fmt::format("{} {}, {} ({})", span_label(appointment.span, zone),
                                   offset_label(zone.offset(appointment.span.start)), zone.name(),
                                   distance_label(zone.date(appointment.span.start), today)));
  if (const std::string note = shift_note(appointment); !note.empty()) lines += row("shifted", note);
  lines += row("who", invitee_label(appointment.invitee));
  if (appointment.invitee.note) lines += row("note", escaped(*appointment.invitee.note));
  lines += row("owner", appointment.owner.str());
  lines += row("service", appointment.service.str());
  lines += row("booked", moment(appointment.created, zone));
  if (appointment.cancelled) lines += row("cancelled", moment(*appointment.cancelled, zone));
  if (appointment.reason) lines += row("reason", escaped(*appointment.reason));
  return lines;
}

std::string availability_lines(const calendar::OwnerName& owner, const Availability& availability, Date today,
                               const Style& style) {
  const Minutes week = availability.weekly.length();
  std::string lines = fmt::format("{} ({}), {}\n", style.strong(owner.str()), availability.zone.name(),
                                  week.count() == 0 ? "no weekly hours" : hours_label(week) + " a week");
  lines += week_lines(availability.weekly);
  for (auto at = availability.overrides.lower_bound(today); at != availability.overrides.end(); ++at) {
    lines += fmt::format("  {}  {}\n", day_label(at->first), windows_label(at->second));
  }
  return lines;
}

}  // namespace calbook
