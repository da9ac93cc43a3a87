#pragma once

// The values of iCalendar's properties (RFC 5545, 3.3), as they are written; values.hpp reads them.

#include <string>

#include "calendar/recurrence.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// "20081027".
std::string date_text(Date date);
/// "20081027T090000".
std::string local_text(WallTime time);
/// "20081027T090000Z".
std::string utc_text(Instant instant);
/// "20081027T090000Z/20081027T100000Z".
std::string period_text(const Interval& span);
/// "PT90M", or with seconds if they are no whole minutes.
std::string length_text(Seconds length);
/// "+0100", "-050030".
std::string offset_text(Seconds offset);
/// "FREQ=MONTHLY;COUNT=3;BYDAY=2TU". Must hold: no part but months, month_days, days, interval and count is in it.
std::string rule_text(const RecurrenceRule& rule);

}  // namespace calendar
