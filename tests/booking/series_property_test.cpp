// A series on the calendars of rule_scenario.hpp is its dates, booked one by one. A failure shows the seed.

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

#include "booking/rule_scenario.hpp"
#include "calendar/calendar.hpp"

namespace calendar {

namespace {

Every any_repetition(Dice& dice, Date first) {
  const std::chrono::weekday day{first};
  const auto of_month = static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day{first}.day()));
  switch (dice.below(5)) {
    case 0: return Every{Every::Step{Days{1 + dice.below(3)}}};
    case 1: return Every{Every::Step{Days{7 * (1 + dice.below(2))}}};
    case 2: return Every{Every::Month{}};
    case 3: return Every{Every::Nth{(of_month - 1) / 7 + 1, day}};
    default: break;
  }
  std::vector<std::chrono::weekday> days;
  for (unsigned each = 1; each <= 7; ++each) {
    if (std::chrono::weekday{each} == day || dice.one_in(3)) days.emplace_back(each);
  }
  return Every{Every::On{days}};
}

SeriesRequest any_series(Scenario& scenario, Dice& dice) {
  const Instant start = std::chrono::floor<Minutes>(scenario.any_start());
  BookingRequest first = scenario.request(start);
  const Date date = first.zone.date(start);
  SeriesRequest request{std::move(first), {.every = any_repetition(dice, date)}};
  request.conflicts = dice.any(std::vector{Conflicts::refuse, Conflicts::skip, Conflicts::fill});
  if (request.conflicts == Conflicts::fill || dice.one_in(2)) {
    request.repetition.times = 2 + dice.below(6);
  } else {
    request.repetition.until = date + Days{dice.below(30)};
  }
  if (dice.one_in(5)) request.first.rules = Rules::overridden;
  return request;
}

// What became of each date: "1 2026-11-24T09:00:00Z booked", "2 slot_taken"; and how it ended.
struct Outcome {
  std::string dates;
  std::string error = {};

  void booked(int position, const Appointment& appointment) {
    dates += std::to_string(position) + " " + make::text(appointment.span.start) + " until " +
             make::text(appointment.span.end) + "\n";
  }
  void refused(int position, std::string_view code) {
    dates += std::to_string(position) + " " + std::string{code} + "\n";
  }
};

std::string code_of_booking(Scenario& scenario, const BookingRequest& request, std::optional<Appointment>& booked) {
  try {
    booked = scenario.calendar().book(request, scenario.now, Effect::real).appointment;
    return {};
  } catch (const Error& error) {
    return std::string{error.code().name};
  }
}

Outcome one_by_one(Scenario& scenario, const SeriesRequest& request) {
  const TimeZone& zone = request.first.zone;
  const auto& [every, times, until] = request.repetition;
  const Instant start = std::get<Instant>(request.first.start);
  Recurrence clock{every.rule(), zone.wall_time(start)};
  Outcome outcome;
  std::string first_error;
  int booked = 0, position = 0;
  const bool fills = request.conflicts == Conflicts::fill;
  while (const auto time = clock.next()) {
    if (until && std::chrono::floor<Days>(*time) > *until) break;
    if (times && (fills ? booked == *times || position == 2 * *times : position == *times)) break;
    ++position;
    const Reading reading = zone.reading(*time);
    BookingRequest each = request.first;
    if (position > 1) each.start = reading.first;
    std::optional<Appointment> appointment;
    const std::string code = position > 1 && reading.kind == Reading::Kind::skipped
                                 ? "skipped_time"
                                 : code_of_booking(scenario, each, appointment);
    if (appointment) {
      outcome.booked(position, *appointment);
      ++booked;
      continue;
    }
    outcome.refused(position, code);
    if (first_error.empty()) first_error = code;
    if (position == 1 && code == Code::in_the_past.name) outcome.error = code;
  }
  const bool too_few =
      request.conflicts == Conflicts::refuse ? !first_error.empty() : booked == 0 || (fills && booked < *times);
  if (too_few) outcome.error = first_error;
  return outcome;
}

Outcome as_series(Scenario& scenario, const SeriesRequest& request) {
  Outcome outcome;
  const auto tell = [&](const std::vector<Appointment>& appointments, const std::vector<RefusedDate>& refused) {
    auto next = refused.begin();
    for (const Appointment& each : appointments) {
      for (; next != refused.end() && next->position < each.series->position; ++next)
        outcome.refused(next->position, next->error);
      outcome.booked(each.series->position, each);
    }
    for (; next != refused.end(); ++next) outcome.refused(next->position, next->error);
  };
  try {
    const SeriesBooking booking = scenario.calendar().book_series(request, scenario.now, Effect::real);
    tell(booking.appointments, booking.series.refused);
  } catch (const SeriesRefused& refused) {
    outcome.error = refused.code().name;
    tell({}, refused.refused());
  }
  return outcome;
}

// Only what was refused.
std::string refusals_of(const std::string& dates) {
  std::string refusals;
  for (std::size_t at = 0; at < dates.size();) {
    const std::size_t end = dates.find('\n', at) + 1;
    const std::string line = dates.substr(at, end - at);
    if (line.find(" until ") == line.npos) refusals += line;
    at = end;
  }
  return refusals;
}

TEST_CASE("a series books exactly what its dates would be one by one") {
  int whole = 0, partly = 0, none = 0;
  for (std::uint64_t seed = 1; seed <= 6 * eras.size(); ++seed) {
    CAPTURE(seed);
    Scenario scenario{seed}, other{seed};
    Dice dice{seed};
    const SeriesRequest request = any_series(scenario, dice);
    CAPTURE(request.first.zone.name());
    CAPTURE(request.repetition.every.str());
    const Outcome expected = one_by_one(other, request);
    const Outcome found = as_series(scenario, request);
    CHECK(found.error == expected.error);
    if (expected.error.empty()) {
      CHECK(found.dates == expected.dates);
      ++(refusals_of(expected.dates).empty() ? whole : partly);
    } else {
      CHECK(found.dates == refusals_of(expected.dates));
      ++none;
    }
  }
  CHECK(whole > 5);
  CHECK(partly > 5);
  CHECK(none > 5);
}

TEST_CASE("a refused series books nothing, and fits where it says") {
  int offered = 0;
  for (std::uint64_t seed = 1; seed <= 4 * eras.size(); ++seed) {
    CAPTURE(seed);
    Scenario scenario{seed};
    Dice dice{seed + 1};
    SeriesRequest request = any_series(scenario, dice);
    request.conflicts = Conflicts::refuse;
    const auto before = scenario.search();
    std::vector<Interval> next;
    try {
      scenario.calendar().book_series(request, scenario.now, Effect::real);
      continue;
    } catch (const SeriesRefused& refused) {
      next = refused.verdict().next;
    }
    CHECK(scenario.search() == before);
    for (const Interval& slot : next) {
      CAPTURE(slot.start);
      request.first.start = slot.start;
      CHECK_NOTHROW(scenario.calendar().book_series(request, scenario.now, Effect::rehearsal));
      ++offered;
    }
  }
  CHECK(offered > 5);
}

}  // namespace

}  // namespace calendar
