#include "views/appointment.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calendar/text.hpp"
#include "text/time_text.hpp"
#include "views/note.hpp"
#include "views/refusal.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Attendance;
using calendar::escaped;
using calendar::Instant;
using calendar::Status;
using calendar::TimeZone;

namespace {

std::string ref_of(const ShownAppointment& shown) {
  return shown.appointment.ref ? shown.appointment.ref->str() : "";
}

const char* status_of(const ShownAppointment& shown) {
  return shown.appointment.status == Status::booked ? "booked" : "cancelled";
}

// Null where it is gone.
Value name_value(const calendar::Invitee& invitee) {
  return invitee.name.empty() ? Value{} : Value{invitee.name};
}

// "Mon 2026-11-23 10:00-11:00 +01:00  Bob Stone <bob@example.org>  (tomorrow)"
std::string phrase(const ShownAppointment& shown, Instant now) {
  const Appointment& appointment = shown.appointment;
  const TimeZone& zone = shown.zone;
  const std::string series = series_note(appointment);
  return fmt::format("{} {}  {}{}{}  ({})", span_label(appointment.span, zone),
                     offset_label(zone.offset(appointment.span.start)), series, series.empty() ? "" : "  ",
                     invitee_label(appointment.invitee),
                     distance_label(zone.date(appointment.span.start), zone.date(now)));
}

constexpr Column<ShownAppointment> columns[] = {
    {"ref", [](const auto& it) { return it.appointment.ref ? Value{it.appointment.ref->str()} : Value{}; }},
    {"owner", [](const auto& it) { return it.appointment.owner.str(); }},
    {"service", [](const auto& it) { return it.appointment.service.str(); }},
    {"status", [](const auto& it) { return status_of(it); }},
    {"start", [](const auto& it) { return rfc3339(it.appointment.span.start, it.zone); }, Key::Kind::time},
    {"end", [](const auto& it) { return rfc3339(it.appointment.span.end, it.zone); }, Key::Kind::time},
    {"start_utc", [](const auto& it) { return rfc3339_utc(it.appointment.span.start); }, Key::Kind::time},
    {"end_utc", [](const auto& it) { return rfc3339_utc(it.appointment.span.end); }, Key::Kind::time},
    {"tz", [](const auto& it) { return it.zone.name(); }},
    {"name", [](const auto& it) { return name_value(it.appointment.invitee); }, Key::Kind::prose},
    {"email", [](const auto& it) { return it.appointment.invitee.email; }, Key::Kind::prose},
    {"note", [](const auto& it) { return it.appointment.invitee.note; }, Key::Kind::prose},
    {"key", [](const auto& it) { return it.appointment.key; }},
    {"created_utc", [](const auto& it) { return rfc3339_utc(it.appointment.created); }, Key::Kind::time},
    {"cancelled_utc",
     [](const auto& it) { return it.appointment.cancelled ? Value{rfc3339_utc(*it.appointment.cancelled)} : Value{}; },
     Key::Kind::time},
    {"reason", [](const auto& it) { return it.appointment.reason; }, Key::Kind::prose},
    {"phone", [](const auto& it) { return it.appointment.invitee.phone; }},
    {"changed_utc",
     [](const auto& it) { return it.appointment.changed ? Value{rfc3339_utc(*it.appointment.changed)} : Value{}; },
     Key::Kind::time},
    {"attendance",
     [](const auto& it) {
       return it.appointment.attendance ? Value{attendance_word(*it.appointment.attendance)} : Value{};
     }},
    {"series",
     [](const auto& it) {
       const auto& place = it.appointment.series;
       return place && place->series ? Value{place->series->str()} : Value{};
     }},
    {"position",
     [](const auto& it) { return it.appointment.series ? Value{it.appointment.series->position} : Value{}; },
     Key::Kind::number},
    {"of", [](const auto& it) { return it.appointment.series ? Value{it.appointment.series->of} : Value{}; },
     Key::Kind::number},
    {"revision", [](const auto& it) { return it.appointment.revision; }},
};
constexpr std::string_view tsv[] = {"ref",   "start",  "end",   "name", "email", "service",
                                    "owner", "status", "phone", "note", "key"};

// A line each, below what was done against them.
std::string broken_rules(const std::optional<calendar::Verdict>& overridden) {
  std::string lines;
  if (!overridden) return lines;
  for (const calendar::Refusal& rule : overridden->reasons)
    lines += "\n  against the rules: " + refusal_message(rule, *overridden);
  return lines;
}

Report sentence_report(const ShownAppointment& shown, std::string sentence) {
  Report report = single_report(shown, appointment_view, Quiet::named);
  report.text = [text = std::move(sentence) + "\n"](const Style&) { return text; };
  return report;
}

}  // namespace

constinit const View<ShownAppointment> appointment_view{
    .columns = columns,
    .tsv = tsv,
    .lines = [](auto all, const Style& style) { return appointment_lines(OwnerColumn::hidden)(all, style); },
    .quiet = ref_of,
};

std::string name_label(const calendar::Invitee& invitee) {
  return invitee.name.empty() ? "(forgotten)" : escaped(invitee.name);
}

std::string invitee_label(const calendar::Invitee& invitee) {
  std::string label = name_label(invitee);
  if (invitee.phone) label += "  " + escaped(*invitee.phone);
  if (invitee.email) label += " <" + escaped(*invitee.email) + ">";
  return label;
}

std::string attendance_word(Attendance attendance) {
  return attendance == Attendance::came ? "came" : "no-show";
}

std::string series_note(const Appointment& appointment) {
  const auto& place = appointment.series;
  return place ? fmt::format("({}/{})", place->position, place->of) : std::string{};
}

std::string shift_note(const Appointment& appointment) {
  const auto wall_time = calendar::shifted_from(appointment);
  if (!wall_time || appointment.status == Status::cancelled) return {};
  return fmt::format("(made for {} in {})", moment(*wall_time), appointment.zone);
}

std::string detail_row(const Style& style, std::string_view name, std::string_view value) {
  return fmt::format("  {} {}\n", style.faint(fmt::format("{:<9}", name)), value);
}

std::string details(const ShownAppointment& shown, Instant now, const Style& style) {
  const auto& [appointment, zone, answered] = shown;
  std::string lines = style.reference(ref_of(shown)) + "  " + status_of(shown) + "\n";
  lines += detail_row(style, "when",
                      fmt::format("{} {}, {} ({})", span_label(appointment.span, zone),
                                  offset_label(zone.offset(appointment.span.start)), zone.name(),
                                  distance_label(zone.date(appointment.span.start), zone.date(now))));
  if (const std::string note = shift_note(appointment); !note.empty()) lines += detail_row(style, "shifted", note);
  lines += detail_row(style, "who", invitee_label(appointment.invitee));
  if (appointment.invitee.note) lines += detail_row(style, "note", note_lines(*appointment.invitee.note, 12));
  lines += detail_row(style, "owner", appointment.owner.str());
  lines += detail_row(style, "service", appointment.service.str());
  if (const auto& place = appointment.series; place && place->series)
    lines += detail_row(style, "series", fmt::format("{}, {} of {}", place->series->str(), place->position, place->of));
  lines += detail_row(style, "booked", moment(appointment.created, zone));
  if (appointment.cancelled) lines += detail_row(style, "cancelled", moment(*appointment.cancelled, zone));
  if (appointment.reason) lines += detail_row(style, "reason", escaped(*appointment.reason));
  if (appointment.changed) lines += detail_row(style, "changed", moment(*appointment.changed, zone));
  if (answered) lines += detail_row(style, "answered", name_of(*answered));
  if (appointment.attendance)
    lines += detail_row(style, "came", *appointment.attendance == Attendance::came ? "yes" : "no");
  return lines;
}

std::vector<ShownAppointment> shown_in(const TimeZone& zone, std::vector<Appointment> appointments) {
  std::vector<ShownAppointment> shown;
  shown.reserve(appointments.size());
  for (Appointment& appointment : appointments) shown.push_back({std::move(appointment), zone});
  return shown;
}

Report appointments_report(std::vector<ShownAppointment> shown, OwnerColumn owners, std::string when_empty) {
  return list_report(std::move(shown), appointment_view, std::move(when_empty), appointment_lines(owners));
}

Report appointments_report(Pages<ShownAppointment> pages, OwnerColumn owners, Instant now, std::string when_empty) {
  Report report =
      list_report(std::move(pages), appointment_view, std::move(when_empty), appointment_lines(owners, now));
  report.source = Report::Source::file;
  return report;
}

Report booked_report(const calendar::Booking& booking, const TimeZone& zone, Instant now, OwnerColumn owner) {
  const ShownAppointment shown{booking.appointment, zone};
  // A key may belong to an appointment that has been cancelled.
  const std::string verb = shown.appointment.status == Status::booked ? "Booked " : "Cancelled ";
  const std::string done = shown.appointment.ref ? verb + ref_of(shown) : "Would book";
  const std::string with = owner == OwnerColumn::shown ? " with " + shown.appointment.owner.str() : "";
  return sentence_report(shown, done + with + "  " + phrase(shown, now) + broken_rules(booking.overridden));
}

std::string cancelled_line(const ShownAppointment& shown, calendar::Effect effect, Instant now) {
  return fmt::format("{} {}  {}", effect == calendar::Effect::real ? "Cancelled" : "Would cancel", ref_of(shown),
                     phrase(shown, now));
}

std::string edited_line(const calendar::Edit& edit, const TimeZone& zone, calendar::Effect effect, Instant now) {
  const ShownAppointment shown{edit.after, zone};
  const std::string_view verb = edit.after == edit.before               ? "Unchanged"
                                : effect == calendar::Effect::rehearsal ? "Would edit"
                                                                        : "Edited";
  return fmt::format("{} {}  {}{}", verb, ref_of(shown), phrase(shown, now), broken_rules(edit.overridden));
}

std::string marked_line(const ShownAppointment& shown, Instant now) {
  const std::string mark = shown.appointment.attendance ? attendance_word(*shown.appointment.attendance) : "unmarked";
  return fmt::format("Marked {} {}  {}", ref_of(shown), mark, phrase(shown, now));
}

std::string moved_line(const calendar::Move& move, const TimeZone& zone, calendar::Effect effect, Instant now) {
  const ShownAppointment shown{move.after, zone};
  if (!move.moved()) return fmt::format("{} is there already  {}", ref_of(shown), phrase(shown, now));
  const std::string to = move.after.owner == move.before.owner ? "" : " to " + move.after.owner.str();
  return fmt::format("{} {}{}  {}, was {}{}", effect == calendar::Effect::real ? "Moved" : "Would move", ref_of(shown),
                     to, phrase(shown, now), span_label(move.before.span, zone), broken_rules(move.overridden));
}

Report done_report(std::vector<ShownAppointment> shown, const std::vector<std::string>& lines, Report::Shape shape) {
  Report report = list_report(std::move(shown), appointment_view);
  report.shape = shape;
  report.text = [text = fmt::format("{}\n", fmt::join(lines, "\n"))](const Style&) { return text; };
  return report;
}

std::vector<Key> appointment_keys() {
  return appointment_view.keys();
}

}  // namespace calbook
