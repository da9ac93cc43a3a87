#pragma once

// The values of the calendar as objects with the keys that scripts rely on.

#include "calendar/calendar.hpp"
#include "output/report.hpp"

namespace calbook {

/// The columns of each kind of object in tsv.
extern const std::vector<std::string_view> slot_columns, appointment_columns, availability_columns, owner_columns,
    busy_columns, service_columns, why_columns;

/// `zone` is the one in which `start` and `end` are written.
Object slot_object(const calendar::Interval& slot, const calendar::OwnerName& owner,
                   const calendar::ServiceName& service, const calendar::TimeZone& zone);
Object appointment_object(const calendar::Appointment& appointment, const calendar::TimeZone& zone);
Value appointment_list(const std::vector<calendar::Appointment>& appointments, const calendar::TimeZone& zone);

/// The overrides from `first` on.
Object availability_object(const calendar::OwnerName& owner, const calendar::Availability& availability,
                           calendar::Date first);
Object owner_object(const calendar::OwnerSummary& summary);

Object busy_object(const calendar::Busy& busy, const calendar::TimeZone& zone);
Object service_object(const calendar::Service& service, const calendar::OwnerName& owner);

/// The window's start or end as a clock reads it, "09:00"; 24 h is "24:00" and more is the next date's.
std::string window_time(calendar::Minutes minutes);

}  // namespace calbook
