#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace calendar {

/// What went wrong, for programs. The names are stable: scripts see them under `error`.
enum class Code {
  // A bug.
  internal,
  // What was asked was not understood.
  usage,
  invalid_date,
  invalid_time,
  skipped_time,
  repeated_time,
  invalid_range,
  invalid_days,
  invalid_duration,
  invalid_zone,
  invalid_name,
  invalid_email,
  invalid_input,
  // Not there, or not offered.
  unknown_owner,
  unknown_service,
  unknown_reference,
  no_availability,
  outside_availability,
  not_a_slot,
  in_the_past,
  too_soon,
  too_far,
  day_full,
  cancelled,
  // Taken.
  slot_taken,
  key_reused,
  owner_exists,
  owner_in_use,
  // Storage or system; nothing was stored.
  cannot_open,
  permission,
  disk_full,
  io_error,
  zone_data_missing,
  // The file is not one to touch.
  damaged,
  not_a_calendar,
  newer_version,
  // Another program holds the file.
  busy,
  // Stored, but the answer did not arrive.
  undelivered,
};

/// The stable name of a code, e.g. "slot_taken".
std::string_view name(Code code);

/// The only exception the library throws.
class Error : public std::runtime_error {
 public:
  /// `message` is one sentence without a full stop that names the word at fault; `hint` says what
  /// to do next, best as a command that can be pasted, or is empty; `field` is the name of the
  /// input at fault where there are several, or is empty.
  Error(Code code, const std::string& message, std::string hint = {}, std::string field = {})
      : std::runtime_error{message}, code_{code}, hint_{std::move(hint)}, field_{std::move(field)} {}

  Code code() const { return code_; }
  std::string message() const { return what(); }
  const std::string& hint() const { return hint_; }
  const std::string& field() const { return field_; }

  /// The line of the input at fault, from 1 on; 0 where there are no lines.
  std::size_t line() const { return line_; }
  void set_line(std::size_t line) { line_ = line; }

 private:
  Code code_;
  std::string hint_;
  std::string field_;
  std::size_t line_ = 0;
};

}  // namespace calendar
