#pragma once

#include "calendar/calendar.hpp"
#include "views/appointment.hpp"
#include "views/view.hpp"

namespace calbook {

/// What a change was about: all that is printed of the availability.
struct Touched {
  bool week = false;
  std::optional<calendar::ServiceName> service = {};
  std::vector<calendar::Date> dates = {};  ///< Ascending.
};
Touched touched_by(const calendar::AvailabilityChange& change);

/// An owner's hours: the week, and the overrides from today on.
struct ShownAvailability {
  calendar::OwnerName owner;
  calendar::Availability availability;
  std::vector<calendar::ServiceWeek> services;  ///< Hours of services' own.
  calendar::Date today;
  std::vector<ShownAppointment> stranded = {};  ///< After a change: the appointments outside the hours.
  std::optional<Touched> touched = {};          ///< After a change; empty: lines are about everything.
};

// As JSON, and in lines: a week, and one date.
Object week_object(const calendar::WeeklyHours& weekly);
Object service_week_object(const calendar::ServiceWeek& week);
Object date_object(calendar::Date date, const calendar::Override& own);
std::string windows_label(const calendar::Windows& windows);  ///< "09:00-12:00 13:00-17:00", "closed".

Report availability_report(ShownAvailability shown);
/// After a change or a rehearsal, with the appointments that lie outside the hours.
Report changed_availability_report(std::vector<ShownAvailability> shown, calendar::Effect effect, Report::Shape shape);

/// The keys of the objects, and of those after a change.
std::vector<Key> availability_keys();
std::vector<Key> changed_availability_keys();

}  // namespace calbook
