#pragma once

// What an iCalendar file says of an invitation besides its times: who asks whom.

#include <string>
#include <string_view>
#include <vector>

#include "calendar/invitation.hpp"

namespace calendar {

/// One VEVENT.
struct ItipEvent {
  std::optional<Participant> organizer = {};
  std::vector<Participant> attendees = {};
};

struct ItipFile {
  Invitation::Method method = Invitation::Method::none;  ///< Of the first calendar.
  std::vector<ItipEvent> events = {};                    ///< As IcsFile has them.
};

/// Throws Error{invalid_calendar} for lines that are too long or have a NUL.
ItipFile parse_itip(std::string_view bytes);

}  // namespace calendar
