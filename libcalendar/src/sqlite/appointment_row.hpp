#pragma once

#include <string>
#include <string_view>

#include "calendar/appointment.hpp"
#include "sqlite/row.hpp"

namespace calendar {

/// A query for appointments, with the columns that appointment_at() reads, then `more`. `owner_name` is
/// an expression, and `rest` follows the table.
std::string select_appointments(std::string_view owner_name, std::string_view more, std::string_view rest);

/// Joins the owner of an appointment or a series, whose columns get names of their own.
inline constexpr std::string_view with_owner =
    "JOIN (SELECT id AS owner_id, name AS owner_name, zone AS owner_zone FROM owner) ON owner_id = owner";

/// Throws Error{damaged} for what a calendar cannot hold.
Appointment appointment_at(Row& row);

}  // namespace calendar
