#pragma once

// What requests of one appointment and of many have in common.

#include <string>

#include "calendar/calendar.hpp"

namespace calendar {

/// Not stored yet, so without a reference.
Appointment new_appointment(const BookingRequest& request, const Service& service, Instant start, Instant now);

/// Whether the request is the one that made the appointment, but for its start; `text` is its request_text(), empty
/// where it is not known. `shortest` as in is_request().
bool is_same_request(const std::optional<std::string>& text, const Appointment& made, const BookingRequest& request,
                     std::optional<Minutes> shortest);

Error key_reused(const std::string& key, const Reference& by);

/// The rules that a move obeys: the service's present ones (empty: it is not offered any more), but the length and
/// the buffers that were agreed.
Service rules_of_move(const Appointment& before, std::optional<Service> present);

/// Throws Error{cancelled}; `what` is "moved".
void refuse_cancelled(const Appointment& appointment, std::string_view what);
/// Throws Error{in_the_past} for what has begun, unless forced, and what has ended.
void refuse_begun(const Appointment& appointment, Rules rules, Instant now);

}  // namespace calendar
