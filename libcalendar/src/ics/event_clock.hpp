#pragma once

#include "ics/zones.hpp"

namespace calendar {

/// A time of an event, one of its instances.
struct Instance {
  WallTime wall;  ///< On the event's clock; of whole dates, a midnight.
  Instant at;
  Instant end;
};

/// The clock of an event: that of its start. Must hold: the event has a start.
class EventClock {
 public:
  EventClock(const IcsEvent& event, IcsClocks& clocks);

  bool of_dates() const { return start_.written.is_date(); }
  WallTime start() const { return start_.written.time; }
  const TimeZone& zone() const { return clock_->zone; }
  const IcsClock& clock() const { return *clock_; }

  Instant instant(WallTime wall) const;
  /// What this clock shows at that time. A date is at the event's time of day; among whole dates, see date().
  WallTime wall(const IcsTime& time) const;
  /// The date that a time names among whole dates: as it is written, but of a time in UTC that is no midnight
  /// there the date on this clock.
  Date date(const IcsTime& time) const;
  /// From there on, for a length.
  Instance instance(WallTime wall, const WrittenLength& length) const;

 private:
  IcsClocks* clocks_;
  IcsTime start_;
  const IcsClock* clock_;
};

/// How long an event is: to its end, or for its length, or for the date that it is on. A time alone has none.
/// Negative if it ends before it starts; empty where what it says of that cannot be read.
std::optional<WrittenLength> length_of(const IcsEvent& event, const EventClock& clock, IcsClocks& clocks);

}  // namespace calendar
