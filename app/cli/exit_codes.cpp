#include "cli/exit_codes.hpp"

#include <algorithm>

namespace calbook {

using calendar::Code;

std::span<const ExitCode> exit_codes() {
  static const std::vector<ExitCode> table{
      {0, "done", {}},
      {1, "a bug in calbook", {Code::internal}},
      {2,
       "the command line or the input was not understood",
       {Code::usage, Code::invalid_date, Code::invalid_time, Code::skipped_time, Code::repeated_time,
        Code::invalid_range, Code::invalid_days, Code::invalid_duration, Code::invalid_zone, Code::invalid_name,
        Code::invalid_email, Code::invalid_input}},
      {3,
       "not there, or not offered",
       {Code::unknown_owner, Code::unknown_service, Code::unknown_reference, Code::no_availability,
        Code::outside_availability, Code::not_a_slot, Code::in_the_past, Code::too_soon, Code::too_far, Code::day_full,
        Code::cancelled}},
      {4, "taken", {Code::slot_taken, Code::key_reused, Code::owner_exists, Code::owner_in_use}},
      {5,
       "storage or system; nothing was stored",
       {Code::cannot_open, Code::permission, Code::disk_full, Code::io_error, Code::zone_data_missing}},
      {6,
       "the file is damaged, not calbook's, or from a newer version; it was not touched",
       {Code::damaged, Code::not_a_calendar, Code::newer_version}},
      {7, "busy: the wait for another program's lock ran out (30 s; reads wait too); nothing was stored", {Code::busy}},
      {8, "stored, or not known to be, but the answer could not be delivered", {Code::undelivered}},
  };
  return table;
}

int exit_code(Code code) {
  const auto row = std::ranges::find_if(exit_codes(), [&](const ExitCode& candidate) {
    return std::ranges::find(candidate.errors, code) != candidate.errors.end();
  });
  return row->number;
}

}  // namespace calbook
