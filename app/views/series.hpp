#pragma once

// Series of appointments, and lists in which they are among others.

#include <variant>
#include <vector>

#include "calendar/calendar.hpp"
#include "views/appointment.hpp"

namespace calbook {

/// A series and the zone in which it is shown.
struct ShownSeries {
  calendar::SeriesBooking booking;
  calendar::TimeZone zone;
};

/// What one request booked.
using ShownBooking = std::variant<ShownAppointment, ShownSeries>;

std::int64_t appointments_in(const std::vector<ShownBooking>& bookings);

/// What was booked, or would be.
Report booked_series_report(ShownSeries shown);
/// What a batch booked: a series is one object, but as many lines and rows as it has appointments.
Report batch_report(std::vector<ShownBooking> shown, std::string when_empty);
/// Everything known about each.
Report details_report(std::vector<ShownBooking> shown, calendar::Instant now);

/// The keys of the objects, and of those with everything known about an appointment.
std::vector<Key> series_keys();
std::vector<Key> details_keys();

// For messages about dates that could not be booked.
/// "Tue 2026-12-08 10:00  slot_taken", a line each.
std::string refused_lines(const std::vector<calendar::RefusedDate>& refused, std::string_view lead,
                          const calendar::TimeZone& zone);
List refused_list(const std::vector<calendar::RefusedDate>& refused, const calendar::TimeZone& zone);

}  // namespace calbook
