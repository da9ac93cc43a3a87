// Days as pictures show them, from the functions that make the lists.

#include <algorithm>

#include "calendar/calendar.hpp"
#include "use_cases/timetable.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

std::vector<Day> empty_days(const Dates& dates) {
  std::vector<Day> days;
  for (Date date = dates.first; date <= dates.last; date += Days{1})
    days.push_back({.date = date, .span = dates.zone.dates(date, date)});
  return days;
}

// Gives each day the things whose time it shares.
template <class Thing>
void share(std::vector<Day>& days, std::vector<Thing> Day::*part, const Interval& span, const Thing& thing) {
  const auto is_over = [&](const Day& day) { return day.span.end <= span.start; };
  for (auto day = std::ranges::partition_point(days, is_over); day != days.end() && day->span.start < span.end; ++day) {
    if (day->span.overlaps(span)) (*day.*part).push_back(thing);
  }
}

void share(std::vector<Day>& days, std::vector<Interval> Day::*part, const std::vector<Interval>& spans) {
  for (const Interval& span : spans) share(days, part, span, span);
}

void add_hours(std::vector<Day>& days, const Availability& availability, const Interval& range) {
  const Date before = availability.zone.date(range.start) - Days{1};  // a window may reach into the next date
  share(days, &Day::windows, availability.open(before, availability.zone.date(range.end)));
  for (Day& day : days) day.closed = day.windows.empty() && availability.overrides.contains(day.date);
}

}  // namespace

std::vector<Day> Calendar::days(const Owner& owner, const ServiceChoice& choice, const Dates& dates, Instant now,
                                Appointments appointments) {
  const Transaction reading{store_, Transaction::Kind::read};
  const Owner found = present(owner, reading);
  const Interval range = dates.span();
  const Agenda agenda = Timetable{store_, found, chosen_service(found, choice)}.agenda(range);
  std::vector<Day> days = empty_days(dates);
  add_hours(days, agenda.availability, range);
  for (const Interval& slot : free_slots(agenda, range, now))
    share(days, &Day::free, {slot.start, slot.start + Seconds{1}}, slot);
  share(days, &Day::occupied, agenda.occupied);
  for (const Busy& each : store_.busy(found, range)) share(days, &Day::busy, each.span, each);
  for (const ForeignBusy& each : store_.foreign_busy(found.id, range)) share(days, &Day::foreign, each.span, each);
  if (appointments == Appointments::left_out) return days;
  for (const Listed& each : store_.booked({{found}, {always.start, range.end}}, range.start))
    share(days, &Day::appointments, each.appointment.span, each.appointment);
  return days;
}

}  // namespace calendar
