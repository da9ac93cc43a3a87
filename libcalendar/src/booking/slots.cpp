// The one rule. A start can be booked if it is on the grid of a window and nothing forbids it;
// free_slots() and refusals() ask the same questions, the first about every start in a range, the
// second about one.
//
//   window      [================================)
//   grid        |---------|---------|---------|       step by step from the opening
//   slot        [=========)                           ends no later than the window, or what touches it
//   occupied          [========)                      forbids the first and the second slot
//   buffers  [--|=========|--)                        the slot's own may reach past the window

#include "calendar/slots.hpp"

#include "calendar/limits.hpp"

namespace calendar {

namespace {

using Rule = Refusal::Rule;

// The hours around a range: windows, each with a grid of its own, and what they are together where they touch.
class Hours {
 public:
  // A window from the date before may reach into the range; a slot may last a day from its end on.
  Hours(const Agenda& agenda, const Interval& range)
      : windows_{agenda.availability.open(agenda.availability.zone.date(range.start) - Days{1},
                                          agenda.availability.zone.date(range.end) + Days{2})},
        stretches_{merged(windows_)} {}

  const std::vector<Interval>& windows() const { return windows_; }

  // How far a slot that starts in the window may run on.
  Instant closing(const Interval& window) const {
    const auto is_over = [&](const Interval& stretch) { return stretch.end < window.end; };
    return std::ranges::partition_point(stretches_, is_over)->end;
  }

 private:
  std::vector<Interval> windows_;
  std::vector<Interval> stretches_;
};

// Adds the starts in `range` that the grid of `window` offers, with slots that end by `closing`.
void add_grid(std::vector<Instant>& starts, const Interval& window, Instant closing, const Service& service,
              const Interval& range) {
  const Seconds step = service.step_or_duration();
  const Instant end = std::min(range.end, window.end);
  Instant start = window.start;
  if (start < range.start) start += (range.start - start + step - Seconds{1}) / step * step;
  for (; start < end && start + service.duration <= closing; start += step) starts.push_back(start);
}

std::vector<Instant> grid_starts(const Agenda& agenda, const Hours& hours, const Interval& range) {
  std::vector<Instant> starts;
  for (const Interval& window : hours.windows()) add_grid(starts, window, hours.closing(window), agenda.service, range);
  std::ranges::sort(starts);
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  return starts;
}

// The dates on which they start, ascending.
std::vector<Date> dates_of(const std::vector<Instant>& starts, const TimeZone& zone) {
  std::vector<Date> dates;
  dates.reserve(starts.size());
  for (const Instant start : starts) dates.push_back(zone.date(start));
  std::ranges::sort(dates);
  return dates;
}

// What is the same for all starts that are asked about.
struct Given {
  Given(const Agenda& agenda, Instant when) : now{when}, earliest{when + agenda.service.notice} {
    const TimeZone& zone = agenda.availability.zone;
    const Service& service = agenda.service;
    if (service.notice_days > Days{0})
      earliest = std::max(earliest, zone.opening(zone.date(now) + service.notice_days));
    if (service.horizon) last_date = zone.date(now) + *service.horizon;
    if (service.max_per_day || service.max_per_week) of_service = dates_of(agenda.starts, zone);
    if (agenda.owner_max_per_day) of_owner = dates_of(agenda.owner_starts, zone);
  }

  Instant now;
  Instant earliest;  // by the notices
  std::optional<Date> last_date;
  std::vector<Date> of_service;  // the dates of its appointments,
  std::vector<Date> of_owner;    // and of all, where there is a limit
};

// not_offered; in_the_past, else too_soon; then too_far, of the service and of foreign calendars.
void refuse_by_clock(std::vector<Refusal>& all, const Agenda& agenda, const Given& given, Instant start) {
  const TimeZone& zone = agenda.availability.zone;
  if (agenda.service.closed) all.push_back({Rule::closed, {start, start}});
  if (start < given.now) {
    all.push_back({Rule::in_the_past, {start, given.now}});
  } else if (start < given.earliest) {
    all.push_back({Rule::too_soon, {given.earliest, given.earliest}});
  }
  if (given.last_date && zone.date(start) > *given.last_date)
    all.push_back({Rule::too_far, zone.dates(*given.last_date, *given.last_date)});
  if (agenda.known && !agenda.known->contains(agenda.service.occupied(start)))
    all.push_back({Rule::not_known, *agenda.known});
}

// outside_availability, or not_a_slot.
void refuse_by_hours(std::vector<Refusal>& all, const Agenda& agenda, Instant start) {
  const Hours hours{agenda, {start, start}};
  if (!grid_starts(agenda, hours, {start, start + Seconds{1}}).empty()) return;
  Refusal refusal{Rule::outside_hours, {start, start}};
  for (const Interval& window : hours.windows()) {
    if (!window.contains(start)) continue;
    const Interval open{window.start, hours.closing(window)};
    refusal = {Rule::past_closing, open};
    if (open.contains(agenda.service.slot(start))) {
      refusal = {Rule::off_grid, window};
      break;
    }
  }
  all.push_back(refusal);
}

void refuse_by_overlap(std::vector<Refusal>& all, const std::vector<Interval>& spans, Rule rule,
                       const Interval& occupied) {
  const auto over = [&](const Interval& span) { return span.end <= occupied.start; };
  const auto next = std::ranges::partition_point(spans, over);
  if (next != spans.end() && next->overlaps(occupied)) all.push_back({rule, *next});
}

// How many of the dates, ascending, are among those from `first` to `last`.
std::ptrdiff_t count_among(const std::vector<Date>& dates, Date first, Date last) {
  return std::ranges::upper_bound(dates, last) - std::ranges::lower_bound(dates, first);
}

// slot_taken, by an appointment and by busy time; then day_full and week_full.
void refuse_by_bookings(std::vector<Refusal>& all, const Agenda& agenda, const Given& given, Instant start) {
  const Service& service = agenda.service;
  refuse_by_overlap(all, agenda.occupied, Rule::appointment, service.occupied(start));
  refuse_by_overlap(all, agenda.busy, Rule::busy_time, service.occupied(start));
  if (!service.max_per_day && !service.max_per_week && !agenda.owner_max_per_day) return;
  const TimeZone& zone = agenda.availability.zone;
  const Date date = zone.date(start);
  const Date monday = monday_of(date), sunday = monday + Days{6};
  if (service.max_per_day && count_among(given.of_service, date, date) >= *service.max_per_day)
    all.push_back({Rule::day_full, zone.dates(date, date)});
  if (agenda.owner_max_per_day && count_among(given.of_owner, date, date) >= *agenda.owner_max_per_day)
    all.push_back({Rule::owner_full, zone.dates(date, date)});
  if (service.max_per_week && count_among(given.of_service, monday, sunday) >= *service.max_per_week)
    all.push_back({Rule::week_full, zone.dates(monday, sunday)});
}

}  // namespace

Code Refusal::code() const {
  switch (rule) {
    case Rule::closed: return Code::not_offered;
    case Rule::in_the_past: return Code::in_the_past;
    case Rule::too_soon: return Code::too_soon;
    case Rule::too_far:
    case Rule::not_known: return Code::too_far;
    case Rule::outside_hours:
    case Rule::past_closing: return Code::outside_availability;
    case Rule::off_grid: return Code::not_a_slot;
    case Rule::appointment:
    case Rule::busy_time: return Code::slot_taken;
    case Rule::day_full:
    case Rule::owner_full: return Code::day_full;
    case Rule::week_full: return Code::week_full;
    case Rule::skipped_hour: return Code::skipped_time;
  }
  return Code::internal;
}

bool Refusal::can_be_overridden() const {
  if (rule == Rule::in_the_past) return because.end - because.start <= limits::day;
  return rule != Rule::not_known && rule != Rule::appointment && rule != Rule::busy_time && rule != Rule::skipped_hour;
}

void add(Agenda& agenda, const Appointment& appointment) {
  const auto insert = [](auto& sorted, const auto& value) {
    sorted.insert(std::ranges::upper_bound(sorted, value), value);
  };
  insert(agenda.occupied, appointment.occupied);
  insert(agenda.owner_starts, appointment.span.start);
  if (appointment.service == agenda.service.name) insert(agenda.starts, appointment.span.start);
}

std::vector<Interval> free_slots(const Agenda& agenda, const Interval& range, Instant now) {
  std::vector<Interval> slots;
  std::vector<Refusal> found;
  const Given given{agenda, now};
  for (const Instant start : grid_starts(agenda, Hours{agenda, range}, range)) {
    refuse_by_clock(found, agenda, given, start);
    if (found.empty()) refuse_by_bookings(found, agenda, given, start);
    if (found.empty()) slots.push_back(agenda.service.slot(start));
    found.clear();
  }
  return slots;
}

std::vector<Refusal> refusals(const Agenda& agenda, Instant start, Instant now) {
  std::vector<Refusal> all;
  const Given given{agenda, now};
  refuse_by_clock(all, agenda, given, start);
  refuse_by_hours(all, agenda, start);
  refuse_by_bookings(all, agenda, given, start);
  return all;
}

}  // namespace calendar
