#include "cli/exit_codes.hpp"
#include "text/complaint.hpp"

#include <algorithm>
#include <cassert>

namespace calbook {

using calendar::Code;

std::span<const ExitCode> exit_codes() {
  static const std::vector<ExitCode> table{
      {0, "done", {}},
      {1, "a bug in calbook", {Code::internal}},
      {2,
       "the command line or the input was not understood",
       {codes::usage, Code::invalid_date, codes::invalid_time, codes::skipped_time, codes::repeated_time,
        codes::invalid_range, codes::invalid_days, codes::invalid_duration, codes::invalid_zone,
        codes::ambiguous_reference, Code::invalid_name, Code::invalid_email, Code::invalid_phone, Code::invalid_input,
        Code::invalid_calendar, codes::unsupported_method}},
      {3,
       "not found, or not available",
       {Code::unknown_owner, Code::unknown_service, Code::unknown_reference, Code::no_availability,
        Code::outside_availability, Code::not_a_slot, Code::in_the_past, Code::too_soon, Code::too_far, Code::day_full,
        Code::week_full, Code::not_offered, Code::unknown_change, Code::unknown_calendar, Code::unknown_message,
        Code::not_invited, Code::cancelled}},
      {4,
       "taken",
       {Code::slot_taken, Code::key_reused, Code::owner_exists, Code::owner_in_use, Code::service_exists,
        Code::calendar_exists, Code::calendar_emptied, Code::changed_since}},
      {5,
       "storage or system error; nothing was stored",
       {Code::cannot_open, Code::permission, Code::disk_full, Code::io_error, Code::zone_data_missing,
        codes::cannot_run}},
      {6,
       "the file is damaged, not calbook's, or from a newer version; it was not touched",
       {Code::damaged, Code::not_a_calendar, Code::newer_version}},
      {7, "busy: another program held the lock for 30 s; nothing was stored", {Code::busy}},
      {8, "stored (or possibly stored), but the result could not be reported", {Code::undelivered}},
  };
  return table;
}

int exit_code(Code code) {
  const auto row = std::ranges::find_if(exit_codes(), [&](const ExitCode& candidate) {
    return std::ranges::find(candidate.errors, code) != candidate.errors.end();
  });
  assert(row != exit_codes().end());  // tests/docs.py looks for every code in the table
  return row == exit_codes().end() ? 1 : row->number;
}

}  // namespace calbook
