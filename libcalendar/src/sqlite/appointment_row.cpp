#include "sqlite/appointment_row.hpp"

#include <fmt/format.h>

#include "calendar/error.hpp"
#include "calendar/limits.hpp"

namespace calendar {

std::string select_appointments(std::string_view owner_name, std::string_view more, std::string_view rest) {
  return fmt::format(R"sql(
      SELECT ref, {}, service, start_at, end_at, occupied_from, occupied_to, zone, utc_offset, live, name, email, note,
             key, created_at, cancelled_at, reason, phone, changed_at, attendance, revision, series, position, dates, {}
      FROM appointment {})sql",
                     owner_name, more, rest);
}

namespace {

Attendance attendance_of(const std::string& text) {
  if (text == "came") return Attendance::came;
  if (text == "no-show") return Attendance::no_show;
  throw Error{Code::damaged, "'" + text + "' is not a valid attendance"};
}

std::optional<SeriesPlace> place_at(Row& row) {
  const auto series = row.unless_null([&] { return Reference{row.text()}; });
  const auto position = row.unless_null([&] { return row.number(1, limits::series_dates); });
  const auto dates = row.unless_null([&] { return row.number(position.value_or(1), limits::series_dates); });
  if (!series) return std::nullopt;
  if (!position || !dates) throw Error{Code::damaged, "an appointment has no place in series " + series->str()};
  return SeriesPlace{*series, static_cast<int>(*position), static_cast<int>(*dates)};
}

}  // namespace

Appointment appointment_at(Row& row) {
  constexpr std::int64_t furthest = Seconds{limits::utc_offset}.count();
  Appointment found{
      .ref = Reference{row.text()},
      .owner = OwnerName{row.text()},
      .service = ServiceName{row.text()},
      .span = row.span(),
      .occupied = row.span(),
      .zone = row.text(),
      .utc_offset = Seconds{row.number(-furthest, furthest)},
      .status = row.number(0, 1) == 1 ? Status::booked : Status::cancelled,
      .invitee = {row.text(), row.optional_text(), row.optional_text(), {}},
      .key = row.optional_text(),
      .created = row.instant(),
      .cancelled = row.unless_null([&] { return row.instant(); }),
      .reason = row.optional_text(),
  };
  found.invitee.phone = row.optional_text();
  found.changed = row.unless_null([&] { return row.instant(); });
  found.attendance = row.unless_null([&] { return attendance_of(row.text()); });
  found.revision = row.number(0, greatest_number);
  found.series = place_at(row);
  if (!found.occupied.contains(found.span))
    throw Error{Code::damaged, "the appointment " + found.ref->str() + " lies outside the time that it occupies"};
  if (found.status == Status::booked && found.cancelled)
    throw Error{Code::damaged, "the appointment " + found.ref->str() + " is both booked and cancelled"};
  return found;
}

}  // namespace calendar
