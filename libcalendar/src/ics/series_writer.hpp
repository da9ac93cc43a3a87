#pragma once

#include "ics/event_writer.hpp"

namespace calendar {

/// Writes the events of a series:
///
///     rule          a     b     c     d     e        RRULE, COUNT: the dates that were asked for
///     left out            x                          EXDATE: not booked, cancelled, moved to somebody else
///     differs                         d'             RECURRENCE-ID:d, in UTC
///
/// What it says is read back: once by the zone data, once by write_zone(), which some programs believe. A date that
/// either would have at another instant differs. Must hold: the entry is a series, of this writer. Throws
/// Error{zone_data_missing}. Those are on the clock of zone_of(), which is to be described along with them unless it is
/// UTC.
void write_series(LineWriter& writer, const Entry& entry, const EventWriter& events);

}  // namespace calendar
