#pragma once

// Who is told what of an owner's appointments.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/time.hpp"

namespace calendar {

/// Who is told.
enum class Recipient { invitee, owner };

/// Their names, in this order.
inline constexpr std::array<std::string_view, 2> recipients{"invitee", "owner"};
inline std::string_view name_of(Recipient recipient) {
  return recipients[static_cast<std::size_t>(recipient)];
}

/// What somebody is told.
enum class TellingEvent { booked, moved, cancelled, reminder };

/// Their names, in this order.
inline constexpr std::array<std::string_view, 4> telling_events{"booked", "moved", "cancelled", "reminder"};
inline std::string_view name_of(TellingEvent event) {
  return telling_events[static_cast<std::size_t>(event)];
}

/// How long before the start there is a reminder.
struct Lead {
  Minutes before;
  Instant since = {};  ///< What was booked before that, and not moved since, has none.

  bool operator==(const Lead&) const = default;
};

/// Of what a recipient is told.
struct Telling {
  bool booked = false;
  bool moved = false;
  bool cancelled = false;
  std::vector<Lead> leads = {};  ///< Ascending, each once.

  bool tells(TellingEvent event) const;
  bool tells() const { return booked || moved || cancelled || !leads.empty(); }
  bool operator==(const Telling&) const = default;
};

/// The same, set at that time; leads of `before` stay as old as they are.
Telling set_at(Telling telling, const Telling& before, Instant now);

/// The rules of an owner.
struct TellingRules {
  Telling invitee = {};                  ///< Of the owner's appointments.
  Telling owner = {};                    ///< Who is told of their own.
  std::optional<std::string> from = {};  ///< The address from which messages come; empty: the owner's.

  const Telling& of(Recipient recipient) const { return recipient == Recipient::invitee ? invitee : owner; }
  bool tell() const { return invitee.tells() || owner.tells(); }
  bool operator==(const TellingRules&) const = default;
};

}  // namespace calendar
