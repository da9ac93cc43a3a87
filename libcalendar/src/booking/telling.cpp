#include "calendar/telling.hpp"

#include <algorithm>

namespace calendar {

bool Telling::tells(TellingEvent event) const {
  switch (event) {
    case TellingEvent::booked: return booked;
    case TellingEvent::moved: return moved;
    case TellingEvent::cancelled: return cancelled;
    case TellingEvent::reminder: return !leads.empty();
  }
  return false;
}

Telling set_at(Telling telling, const Telling& before, Instant now) {
  for (Lead& lead : telling.leads) {
    const auto old = std::ranges::find(before.leads, lead.before, &Lead::before);
    lead.since = old == before.leads.end() ? now : old->since;
  }
  return telling;
}

}  // namespace calendar
