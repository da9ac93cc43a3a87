#include "views/objects.hpp"

#include <fmt/format.h>

#include "text/time_text.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Availability;
using calendar::Interval;
using calendar::Minutes;
using calendar::OwnerName;
using calendar::TimeZone;
using calendar::Window;
using calendar::Windows;

const std::vector<std::string_view> slot_columns{"start", "end"};
const std::vector<std::string_view> appointment_columns{"ref", "start", "end", "name", "email", "service", "owner"};
const std::vector<std::string_view> availability_columns{"owner", "tz", "weekly", "overrides"};
const std::vector<std::string_view> owner_columns{"name", "tz", "appointments"};

const std::vector<std::string_view> busy_columns{"id", "owner", "start", "end", "start_utc", "end_utc", "tz", "note"};
const std::vector<std::string_view> service_columns{"name",         "owner",  "duration", "step",       "buffer_before",
                                                    "buffer_after", "notice", "horizon",  "max_per_day"};
const std::vector<std::string_view> why_columns{"start", "end", "bookable", "reasons"};

namespace {

std::string day_key(std::chrono::weekday day) {
  std::string key = weekday_label(day);
  key.front() = static_cast<char>(key.front() - 'A' + 'a');
  return key;
}

Object window_object(const Window& window) {
  return {{"start", window_time(window.start)}, {"end", window_time(window.end)}};
}

}  // namespace

std::string window_time(Minutes minutes) {
  constexpr Minutes day = std::chrono::hours{24};
  if (minutes > day) minutes -= day;
  return fmt::format("{:02}:{:02}", minutes.count() / 60, minutes.count() % 60);
}

Object slot_object(const Interval& slot, const OwnerName& owner, const calendar::ServiceName& service,
                   const TimeZone& zone) {
  return {{"owner", owner.str()},
          {"service", service.str()},
          {"start", rfc3339(slot.start, zone)},
          {"end", rfc3339(slot.end, zone)},
          {"start_utc", rfc3339_utc(slot.start)},
          {"end_utc", rfc3339_utc(slot.end)},
          {"tz", zone.name()}};
}

Object appointment_object(const Appointment& appointment, const TimeZone& zone) {
  Value ref, cancelled;
  if (appointment.ref) ref = appointment.ref->str();
  if (appointment.cancelled) cancelled = rfc3339_utc(*appointment.cancelled);
  return {{"ref", ref},
          {"owner", appointment.owner.str()},
          {"service", appointment.service.str()},
          {"status", appointment.status == calendar::Status::booked ? "booked" : "cancelled"},
          {"start", rfc3339(appointment.span.start, zone)},
          {"end", rfc3339(appointment.span.end, zone)},
          {"start_utc", rfc3339_utc(appointment.span.start)},
          {"end_utc", rfc3339_utc(appointment.span.end)},
          {"tz", zone.name()},
          {"name", appointment.invitee.name},
          {"email", appointment.invitee.email},
          {"note", appointment.invitee.note},
          {"key", appointment.key},
          {"created_utc", rfc3339_utc(appointment.created)},
          {"cancelled_utc", cancelled},
          {"reason", appointment.reason}};
}

Value appointment_list(const std::vector<Appointment>& appointments, const TimeZone& zone) {
  List list;
  for (const Appointment& appointment : appointments) list.emplace_back(appointment_object(appointment, zone));
  return list;
}

Object availability_object(const OwnerName& owner, const Availability& availability, calendar::Date first) {
  List weekly;
  for (unsigned number = 1; number <= 7; ++number) {
    const std::chrono::weekday day{number};
    for (const Window& window : availability.weekly.on(day)) {
      weekly.emplace_back(
          Object{{"day", day_key(day)}, {"start", window_time(window.start)}, {"end", window_time(window.end)}});
    }
  }
  List overrides;
  for (auto at = availability.overrides.lower_bound(first); at != availability.overrides.end(); ++at) {
    List windows;
    for (const Window& window : at->second) windows.emplace_back(window_object(window));
    overrides.emplace_back(Object{{"date", calendar::iso(at->first)}, {"windows", std::move(windows)}});
  }
  return {{"owner", owner.str()},
          {"tz", availability.zone.name()},
          {"weekly", std::move(weekly)},
          {"overrides", std::move(overrides)}};
}

Object owner_object(const calendar::OwnerSummary& summary) {
  return {{"name", summary.owner.name.str()}, {"tz", summary.owner.zone}, {"appointments", summary.appointments}};
}

Object busy_object(const calendar::Busy& busy, const TimeZone& zone) {
  return {{"id", busy.id},
          {"owner", busy.owner.str()},
          {"start", rfc3339(busy.span.start, zone)},
          {"end", rfc3339(busy.span.end, zone)},
          {"start_utc", rfc3339_utc(busy.span.start)},
          {"end_utc", rfc3339_utc(busy.span.end)},
          {"tz", zone.name()},
          {"note", busy.note}};
}

Object service_object(const calendar::Service& service, const OwnerName& owner) {
  Value horizon, max_per_day;
  if (service.horizon) horizon = std::int64_t{service.horizon->count()};
  if (service.max_per_day) max_per_day = std::int64_t{*service.max_per_day};
  return {{"name", service.name.str()},
          {"owner", owner.str()},
          {"duration", std::int64_t{service.duration.count()}},
          {"step", std::int64_t{service.step_or_duration().count()}},
          {"buffer_before", std::int64_t{service.buffer_before.count()}},
          {"buffer_after", std::int64_t{service.buffer_after.count()}},
          {"notice", std::int64_t{service.notice.count()}},
          {"horizon", horizon},
          {"max_per_day", max_per_day}};
}

}  // namespace calbook
