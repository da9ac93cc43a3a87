#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "calendar/error.hpp"
#include "calendar/short_name.hpp"
#include "calendar/telling.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// Identifies an owner within a file.
struct OwnerId {
  std::int64_t value;
};

/// A person or thing whose time can be booked, as stored.
struct Owner {
  OwnerId id;  ///< 0 while it is not stored.
  OwnerName name;
  std::string zone;                       ///< An IANA name; the system's zone data may lack it.
  std::optional<std::string> title = {};  ///< What people are shown for the name.
  std::optional<std::string> email = {};  ///< Where the owner is told of bookings.
  std::optional<int> max_per_day = {};    ///< Maximum number of appointments on a date, whatever the service.
  /// Whose invitations are answered, separated by commas: addresses, and "@example.org" for all of a domain.
  std::optional<std::string> answered = {};
  TellingRules telling = {};  ///< Who is told what.

  /// Throws Error{zone_data_missing}.
  TimeZone time_zone() const;
  /// The address from which messages come; empty: there is none.
  const std::optional<std::string>& sender() const { return telling.from ? telling.from : email; }
};

/// Throws Error{usage, invalid_email} if the owner is to be told and has no address, or if anybody is to be told, or
/// `from` is set, and no mail can come from the sender().
void require_addresses(const Owner& owner, Remedy::Kind remedy);

struct OwnerSummary {
  Owner owner;
  std::int64_t appointments;  ///< Booked ones that have not begun.
};

}  // namespace calendar
