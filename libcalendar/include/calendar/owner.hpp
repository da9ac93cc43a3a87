#pragma once

#include <cstdint>
#include <string>

#include "calendar/short_name.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// What one file tells owners apart by.
struct OwnerId {
  std::int64_t value;
};

/// Somebody whose time can be booked, as the file has it.
struct Owner {
  OwnerId id;  ///< 0 while it is not stored.
  OwnerName name;
  std::string zone;  ///< An IANA name; the zone data at hand may lack it.

  /// Throws Error{zone_data_missing}.
  TimeZone time_zone() const;
};

struct OwnerSummary {
  Owner owner;
  std::int64_t appointments;  ///< Booked ones that have not begun.
};

}  // namespace calendar
