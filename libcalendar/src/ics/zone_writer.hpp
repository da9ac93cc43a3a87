#pragma once

#include <string_view>

#include "calendar/time.hpp"
#include "ics/line_writer.hpp"

namespace calendar {

/// Describes a zone under a name (VTIMEZONE): by the rule by which its clock changes in every year, for some programs
/// read nothing else. Where there is none, or none that iCalendar can say, by the offset that it has in the end. So it
/// differs from the zone where that has other changes.
void write_zone(LineWriter& writer, const TimeZone& zone, std::string_view name);

}  // namespace calendar
