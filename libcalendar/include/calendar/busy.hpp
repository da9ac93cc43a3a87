#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "calendar/owner.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// Taken time without an invitee: the owner's own.
struct Busy {
  std::int64_t id;  ///< 0 while it is not stored.
  OwnerName owner;
  Interval span;
  std::optional<std::string> note;
};

}  // namespace calendar
