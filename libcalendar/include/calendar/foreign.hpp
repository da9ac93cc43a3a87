#pragma once

// Calendars of other programs: iCalendar (RFC 5545), read for the time that it blocks.
//
//     constexpr std::string_view bytes = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Lunch\r\n"
//                                        "DTSTART:20261126T110000Z\r\nDTEND:20261126T120000Z\r\n"
//                                        "END:VEVENT\r\nEND:VCALENDAR\r\n";
//     const TimeZone berlin = TimeZone::find("Europe/Berlin").value();
//     const ForeignTimes times = read_foreign(bytes, {.dates = berlin, .range = always});
//     assert(times.spans.size() == 1);
//     assert(times.spans[0].span.end - times.spans[0].span.start == 1h);
//     assert(times.events[times.spans[0].event].title == "Lunch");

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "calendar/foreign_times.hpp"
#include "calendar/limits.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// How a calendar is read.
struct ForeignReading {
  TimeZone dates;                      ///< By whose clock whole dates block.
  std::optional<TimeZone> times = {};  ///< By whose clock times without a zone are; else the file's, or as dates.
  std::string me = {};                 ///< An address: what it has declined blocks nothing.
  std::size_t most_dates = limits::calendar_dates;  ///< That its rules may look at, or it is refused.
  std::size_t most_spans = limits::calendar_spans;  ///< That it may block, likewise.
  Interval range = always;                          ///< What ends by its start or starts at its end is left out.
};

/// Reads the bytes of a file: events that are neither cancelled nor transparent, and free/busy times that are
/// not free. A rule's times are read one by one by the clock of its start: a skipped time by the offset before
/// it, a repeated one the first time (RFC 5545, 3.3.5).
///
/// Throws Error{invalid_calendar}, with the line, if it is no iCalendar, is cut off, or is beyond a limit: then
/// nothing is known of what it blocks. What is wrong with one event is a warning.
/// O(bytes + the times that rules have in the range, or since they began if they are counted).
ForeignTimes read_foreign(std::string_view bytes, const ForeignReading& how);

}  // namespace calendar
