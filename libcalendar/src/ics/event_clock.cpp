#include "ics/event_clock.hpp"

namespace calendar {

EventClock::EventClock(const IcsEvent& event, IcsClocks& clocks)
    : clocks_{&clocks}, start_{event.start.value()}, clock_{of_dates() ? &clocks.of_dates() : &clocks.of(start_)} {}

Instant EventClock::instant(WallTime wall) const {
  return of_dates() ? zone().opening(wall) : instant_of(wall, zone());
}

// A time in UTC is that of a date's beginning, by this clock or, as many write it, by UTC's.
Date EventClock::date(const IcsTime& time) const {
  const Date written = std::chrono::floor<Days>(time.written.time);
  if (time.written.kind != WrittenTime::Kind::utc || written == time.written.time) return written;
  return zone().date(clocks_->instant(time));
}

WallTime EventClock::wall(const IcsTime& time) const {
  const WallTime written = time.written.time;
  if (of_dates()) return date(time);
  if (time.written.is_date()) return written + (start() - std::chrono::floor<Days>(start()));
  return zone().wall_time(clocks_->instant(time));
}

Instance EventClock::instance(WallTime wall, const WrittenLength& length) const {
  const Instant at = instant(wall);
  return {wall, at, (length.days == Days{0} ? at : instant(wall + length.days)) + length.seconds};
}

std::optional<WrittenLength> length_of(const IcsEvent& event, const EventClock& clock, IcsClocks& clocks) {
  if (!event.end && event.length) return event.length;
  if (!event.end && event.bad_end) return std::nullopt;
  if (!event.end) return WrittenLength{Days{clock.of_dates() ? 1 : 0}, {}};
  if (clock.of_dates() && event.end->written.is_date())
    return WrittenLength{std::chrono::floor<Days>(event.end->written.time - clock.start()), {}};
  return WrittenLength{{}, clocks.instant(*event.end) - clock.instant(clock.start())};
}

}  // namespace calendar
