#pragma once

#include "calendar/appointment.hpp"

namespace calendar {

/// Somebody's appointment at that time, without buffers.
inline Appointment appointment(const OwnerName& owner, const Interval& span) {
  return {
      .ref = {},
      .owner = owner,
      .service = ServiceName{"default"},
      .span = span,
      .occupied = span,
      .zone = "UTC",
      .utc_offset = Seconds{0},
      .status = Status::booked,
      .invitee = {"Bob Stone", {}, {}},
      .key = {},
      .created = Instant{},
      .cancelled = {},
      .reason = {},
  };
}

}  // namespace calendar
