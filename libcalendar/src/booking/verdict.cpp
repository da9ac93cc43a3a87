#include "calendar/verdict.hpp"

#include <fmt/format.h>

namespace calendar {

namespace {

std::string_view complaint(Refusal::Rule rule) {
  using Rule = Refusal::Rule;
  switch (rule) {
    case Rule::closed: return "is of a service that takes no bookings";
    case Rule::in_the_past: return "is in the past";
    case Rule::too_soon: return "is too soon for the notice of the service";
    case Rule::too_far: return "is past the horizon of the service";
    case Rule::not_known: return "is when a foreign calendar is not known";
    case Rule::outside_hours: return "is outside the hours";
    case Rule::past_closing: return "runs past the end of the hours";
    case Rule::off_grid: return "is not a start that the service offers";
    case Rule::appointment: return "is taken by an appointment";
    case Rule::busy_time: return "is taken by busy time";
    case Rule::day_full:
    case Rule::owner_full: return "is on a date that is full";
    case Rule::week_full: return "is in a week that is full";
    case Rule::skipped_hour: return "is skipped by the clock";
  }
  return "cannot be booked";
}

}  // namespace

std::string sentence(const Verdict& verdict) {
  const Refusal& reason = verdict.reasons.front();
  const bool skipped = reason.rule == Refusal::Rule::skipped_hour;
  const Instant by = skipped ? reason.because.start - Seconds{1} : verdict.slot.start;  // whose offset counts
  const WallTime start{verdict.slot.start.time_since_epoch() + verdict.zone.offset(by)};
  const Date date = std::chrono::floor<Days>(start);
  const std::chrono::hh_mm_ss time{start - date};
  return fmt::format("{} {:02}:{:02} in {} {}", iso(date), time.hours().count(), time.minutes().count(),
                     verdict.zone.name(), complaint(reason.rule));
}

Refused::Refused(Verdict verdict)
    : Error{verdict.reasons.front().code(), sentence(verdict)}, verdict_{std::move(verdict)} {}

}  // namespace calendar
