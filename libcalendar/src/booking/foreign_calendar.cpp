#include "calendar/foreign_calendar.hpp"

namespace calendar {

bool is_old(const ForeignCalendar& calendar, Instant now) {
  if (!calendar.import) return true;
  return calendar.max_age && calendar.import->at + *calendar.max_age < now;
}

}  // namespace calendar
