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
#include <vector>

#include "calendar/limits.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// What is known of an event; texts are printable.
struct ForeignEvent {
  std::string uid;    ///< At most limits::calendar_title characters of it, as of the title.
  std::string title;  ///< Empty without one.
};

/// Time that an event blocks.
struct ForeignSpan {
  Interval span;
  std::size_t event;  ///< Its index.

  auto operator<=>(const ForeignSpan&) const = default;
};

/// What was read otherwise than it may have been meant.
struct ForeignWarning {
  enum class Kind {
    unknown_zone,    ///< Nothing says which zone that is: read by the calendar's clock.
    bad_zone,        ///< A part of the description of a zone that only the file knows cannot be read.
    zone_differs,    ///< The file describes the zone otherwise than the zone data, which count.
    bad_start,       ///< An event without a time that can be read: it blocks nothing.
    bad_end,         ///< No end behind the start that can be read: a date blocks as a whole, a time not at all.
    bad_rule,        ///< What cannot be read is left out: only the first time blocks, or more than was meant.
    start_off_rule,  ///< The start is none of the rule's times; it blocks, too.
    no_uid,          ///< Events without an identity, each read on its own.
    not_a_file,      ///< Of a folder, something that is no file: said by who reads folders.
    no_files,        ///< A folder without a calendar file, likewise.
  };

  Kind kind;
  std::string uid;      ///< Of the first event.
  std::string subject;  ///< The zone; else empty.
  std::size_t line;     ///< Of the first event, from 1.
  std::size_t count;    ///< How often.
};

/// The name of a kind: "unknown_zone".
std::string_view name_of(ForeignWarning::Kind kind);

/// How a calendar is read.
struct ForeignReading {
  TimeZone dates;                      ///< By whose clock whole dates block.
  std::optional<TimeZone> times = {};  ///< By whose clock times without a zone are; else the file's, or as dates.
  std::string me = {};                 ///< An address: what it has declined blocks nothing.
  std::size_t most_dates = limits::calendar_dates;  ///< That its rules may look at, or it is refused.
  std::size_t most_spans = limits::calendar_spans;  ///< That it may block, likewise.
  Interval range = always;                          ///< What ends by its start or starts at its end is left out.
};

/// The time that a calendar blocks, and what is odd about it.
struct ForeignTimes {
  std::vector<ForeignEvent> events;
  std::vector<ForeignSpan> spans;  ///< By start; whole, and as many as there are: they may overlap, or be the same.
  std::vector<ForeignWarning> warnings;
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
