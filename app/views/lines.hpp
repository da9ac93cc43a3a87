#pragma once

// The values of the calendar as lines for people: aligned, each with its full date and weekday.

#include <functional>

#include "calendar/calendar.hpp"
#include "output/report.hpp"

namespace calbook {

/// "Bob Stone <bob@example.org>", escaped.
std::string invitee_label(const calendar::Invitee& invitee);

/// A line a date, or several where it has many starts: the date, the starts, the zone and its offset.
std::string slot_lines(const std::vector<calendar::Interval>& slots, const calendar::TimeZone& zone,
                       const Style& style);

/// An appointment and the zone in which it is shown.
struct ShownAppointment {
  calendar::Appointment appointment;
  calendar::TimeZone zone;
};

enum class OwnerColumn { hidden, shown };

/// A line an appointment, in the order given.
std::string appointment_lines(const std::vector<ShownAppointment>& shown, OwnerColumn owners, const Style& style);

/// One appointment with all that is known of it.
std::string appointment_details(const ShownAppointment& shown, calendar::Date today, const Style& style);

/// The week, then the overrides from `today` on.
std::string availability_lines(const calendar::OwnerName& owner, const calendar::Availability& availability,
                               calendar::Date today, const Style& style);

}  // namespace calbook
