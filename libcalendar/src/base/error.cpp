#include "calendar/error.hpp"

namespace calendar {

std::string_view name(Code code) {
  switch (code) {
    case Code::internal: return "internal";
    case Code::usage: return "usage";
    case Code::invalid_date: return "invalid_date";
    case Code::invalid_time: return "invalid_time";
    case Code::skipped_time: return "skipped_time";
    case Code::repeated_time: return "repeated_time";
    case Code::invalid_range: return "invalid_range";
    case Code::invalid_days: return "invalid_days";
    case Code::invalid_duration: return "invalid_duration";
    case Code::invalid_zone: return "invalid_zone";
    case Code::invalid_name: return "invalid_name";
    case Code::invalid_email: return "invalid_email";
    case Code::invalid_input: return "invalid_input";
    case Code::unknown_owner: return "unknown_owner";
    case Code::unknown_service: return "unknown_service";
    case Code::unknown_reference: return "unknown_reference";
    case Code::no_availability: return "no_availability";
    case Code::outside_availability: return "outside_availability";
    case Code::not_a_slot: return "not_a_slot";
    case Code::in_the_past: return "in_the_past";
    case Code::too_soon: return "too_soon";
    case Code::too_far: return "too_far";
    case Code::day_full: return "day_full";
    case Code::cancelled: return "cancelled";
    case Code::slot_taken: return "slot_taken";
    case Code::key_reused: return "key_reused";
    case Code::owner_exists: return "owner_exists";
    case Code::owner_in_use: return "owner_in_use";
    case Code::cannot_open: return "cannot_open";
    case Code::permission: return "permission";
    case Code::disk_full: return "disk_full";
    case Code::io_error: return "io_error";
    case Code::zone_data_missing: return "zone_data_missing";
    case Code::damaged: return "damaged";
    case Code::not_a_calendar: return "not_a_calendar";
    case Code::newer_version: return "newer_version";
    case Code::busy: return "busy";
    case Code::undelivered: return "undelivered";
  }
  return "internal";
}

}  // namespace calendar
