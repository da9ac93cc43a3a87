#include "calendar/change.hpp"

namespace calendar {

std::string_view name_of(Deed deed) {
  switch (deed) {
    case Deed::booked: return "booked";
    case Deed::moved: return "moved";
    case Deed::cancelled: return "cancelled";
    case Deed::edited: return "edited";
    case Deed::marked: return "marked";
    case Deed::hours: return "hours";
    case Deed::service: return "service";
    case Deed::busy: return "busy";
    case Deed::owner: return "owner";
    case Deed::calendar: return "calendar";
    case Deed::undone: return "undone";
  }
  return {};
}

std::optional<Reference> reference_of(const Change& change) {
  for (const State& state : {change.after, change.before}) {
    if (const auto* appointment = std::get_if<Appointment>(&state)) return appointment->ref;
  }
  return std::nullopt;
}

}  // namespace calendar
