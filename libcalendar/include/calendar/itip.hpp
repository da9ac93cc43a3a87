#pragma once

// Invitations as iCalendar (iTIP, RFC 5546): read, and answered.

#include <optional>
#include <string>
#include <string_view>

#include "calendar/invitation.hpp"

namespace calendar {

/// How an invitation is read.
struct InvitationReading {
  TimeZone zone;   ///< Of whole dates, and of times without a zone.
  std::string me;  ///< Times to which this address is not invited are left out of what it is invited to.
  Interval range;  ///< Of a repetition, times that end by its start or start at its end are left out.
};

/// Reads the bytes of a file: of a request, a cancellation, a reply or a proposal of another time; of others only what
/// they are. What it says unclearly is said in the invitation, and does not throw.
/// Throws Error{invalid_calendar} as read_foreign() does.
Invitation read_invitation(std::string_view bytes, const InvitationReading& how);

/// What is answered to an organizer.
struct ItipReply {
  const Invitation& invitation;
  const InvitationAnswer& answer;
  Participant me;
  Participation participation;            ///< In all but what the answer declines.
  std::string comment = {};               ///< For people; may be empty.
  std::optional<Interval> proposed = {};  ///< Another time instead (COUNTER).
  Instant now;
};

/// "REPLY" or "COUNTER".
std::string_view method_of(const ItipReply& reply);
/// A whole file. Its times are in UTC, which needs no description of a zone: who describes none, or another one, is
/// not understood everywhere. It repeats the SEQUENCE that it answers.
std::string written_reply(const ItipReply& reply);

}  // namespace calendar
