#include "views/day_rows.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "calendar/text.hpp"
#include "text/time_text.hpp"
#include "views/appointment.hpp"
#include "views/foreign.hpp"
#include "views/note.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Busy;
using calendar::Date;
using calendar::Day;
using calendar::Days;
using calendar::ForeignBusy;
using calendar::Instant;
using calendar::Interval;
using calendar::Minutes;
using calendar::TimeZone;

namespace {

using Starts = std::set<Instant>;

// From the earliest to the latest of what has to be seen.
Interval extent(std::span<const ShownDay> days) {
  std::vector<Interval> shown;
  for (const ShownDay& each : days) std::ranges::copy(seen_spans(each.day), std::back_inserter(shown));
  const Interval date = days.front().day.span;
  if (shown.empty()) return {date.start, date.start};
  const Instant first = std::ranges::min(shown, {}, &Interval::start).start;
  const Instant last = std::ranges::max(shown, {}, &Interval::end).end;
  return {std::max(first, date.start), std::min(last, date.end)};
}

std::vector<Interval> taken(const Day& day) {
  std::vector<Interval> spans;
  for (const Appointment& each : day.appointments) spans.push_back(each.span);
  for (const Busy& each : day.busy) spans.push_back(each.span);
  for (const ForeignBusy& each : day.foreign) spans.push_back(each.span);
  return spans;
}

// Whole steps of the service that are at least so long.
Minutes row_length(const ShownDay& shown, Minutes least) {
  const Minutes step = shown.service.step_or_duration();
  return step * std::max<std::int64_t>(1, (least + step - Minutes{1}) / step);
}

void add_starts(Starts& starts, const ShownDay& shown, const Interval& within, Minutes least) {
  const auto add = [&](Instant at) {
    if (within.contains(at)) starts.insert(at);
  };
  for (const Interval& window : shown.day.windows) {
    for (Instant at = window.start; at < window.end; at += row_length(shown, least)) add(at);
    add(window.end);
  }
  for (const Interval& span : taken(shown.day)) add(span.start);
}

// What is left of a row that is taken at first is a row of its own if a slot starts in it, or if it is long.
void split_after_taken(Starts& starts, const ShownDay& shown, const Interval& within) {
  constexpr std::chrono::hours is_long{1};
  for (const Interval& span : taken(shown.day)) {
    const auto next = starts.upper_bound(span.end);
    const Interval rest{span.end, std::max(span.end, next == starts.end() ? within.end : *next)};
    const auto starts_there = [&](const Interval& slot) { return rest.contains(slot.start); };
    const bool is_seen = rest.end - rest.start >= is_long || std::ranges::any_of(shown.day.free, starts_there);
    if (within.contains(span.end) && is_seen) starts.insert(span.end);
  }
}

Starts row_starts(std::span<const ShownDay> days, const Interval& within, Minutes least) {
  Starts starts{within.start};
  for (const ShownDay& each : days) add_starts(starts, each, within, least);
  for (const ShownDay& each : days) split_after_taken(starts, each, within);
  return starts;
}

// "10:00", "24:00", "Tue 01:00" or, further away, "2026-12-01 01:00".
std::string time_on(Date date, Instant instant, const TimeZone& zone) {
  const calendar::WallTime wall_time = zone.wall_time(instant);
  if (wall_time == date + Days{1}) return "24:00";
  const Date own = std::chrono::floor<Days>(wall_time);
  if (own == date) return clock_label(instant, zone);
  const bool near = date - Days{7} < own && own < date + Days{7};
  return (near ? weekday_label(std::chrono::weekday{own}) : calendar::iso(own)) + " " + clock_label(instant, zone);
}

std::string span_on(const ShownDay& shown, const Interval& span) {
  return time_on(shown.day.date, span.start, shown.zone) + "-" + time_on(shown.day.date, span.end, shown.zone);
}

// "2S4M2C  Bob Stone  0170 5551234".
std::string appointment_text(const Appointment& appointment, Names names) {
  if (names == Names::hidden) return "booked";
  std::string text = appointment.ref ? appointment.ref->str() + "  " : "";
  text += name_label(appointment.invitee);
  if (appointment.invitee.phone) text += "  " + calendar::escaped(*appointment.invitee.phone);
  if (const std::string series = series_note(appointment); !series.empty()) text += "  " + series;
  if (appointment.service != calendar::Service{}.name) text += "  [" + appointment.service.str() + "]";
  return text;
}

std::string busy_text(const Busy& busy, Names names) {
  return names == Names::hidden ? "busy" : "busy" + note_column(busy.note);
}

// "busy  work  Lunch, Standup".
std::string foreign_text(const ForeignBusy& busy, Names names) {
  return names == Names::hidden ? "busy" : "busy  " + foreign_label(busy);
}

// "free", and when where that is not just when the row begins.
std::string free_text(const std::vector<Instant>& starts, Instant row_start, const TimeZone& zone) {
  std::string text = "free";
  if (starts.size() == 1 && starts.front() == row_start) return text;
  for (const Instant start : starts) text += (start == starts.front() ? "  " : " ") + clock_label(start, zone);
  return text;
}

// Goes through the rows of an owner's day.
class Entries {
 public:
  Entries(const ShownDay& shown, Names names) : shown_{shown}, names_{names} {}

  DayEntry next(const Interval& row) {
    DayEntry entry = free(row);
    if (entry.sign != DayEntry::Sign::none) return entry;
    std::optional<Interval> span;
    for (const Appointment& each : shown_.day.appointments) {
      if (each.span.overlaps(row)) add(entry, span, DayEntry::Sign::booked, each, appointment_text(each, names_));
    }
    for (const Busy& each : shown_.day.busy) {
      const bool is_seen = entry.sign != DayEntry::Sign::booked && each.span.overlaps(row);
      if (is_seen) add(entry, span, DayEntry::Sign::busy, each, busy_text(each, names_));
    }
    for (const ForeignBusy& each : shown_.day.foreign) {
      const bool is_seen = entry.sign != DayEntry::Sign::booked && each.span.overlaps(row);
      if (is_seen) add(entry, span, DayEntry::Sign::busy, each, foreign_text(each, names_));
    }
    if (span) entry.span = span_on(shown_, *span);
    const auto shares = [&](const Interval& slot) { return slot.overlaps(row); };
    if (entry.sign == DayEntry::Sign::none && std::ranges::any_of(shown_.day.free, shares))
      entry.sign = DayEntry::Sign::free;
    return entry;
  }

 private:
  DayEntry free(const Interval& row) const {
    std::vector<Instant> starts;
    for (const Interval& slot : shown_.day.free) {
      if (row.contains(slot.start)) starts.push_back(slot.start);
    }
    if (starts.empty()) return {};
    return {DayEntry::Sign::free, free_text(starts, row.start, shown_.zone)};
  }

  // With its text where this is its first row. Busy time may begin together with other busy time.
  template <class Thing>
  void add(DayEntry& entry, std::optional<Interval>& span, DayEntry::Sign sign, const Thing& thing,
           const std::string& text) {
    entry.sign = sign;
    if (!told_.insert(&thing).second) return;
    entry.text += (entry.text.empty() ? "" : ", ") + text;
    span = span ? Interval{std::min(span->start, thing.span.start), std::max(span->end, thing.span.end)} : thing.span;
  }

  const ShownDay& shown_;
  Names names_;
  std::set<const void*> told_;
};

}  // namespace

std::vector<Interval> rows_of(std::span<const ShownDay> days) {
  constexpr std::array<int, 7> lengths{1, 5, 10, 15, 20, 30, 60};
  constexpr std::size_t most = 30;
  const Interval within = extent(days);
  std::vector<Interval> rows;
  if (within.empty()) return rows;
  Starts starts;
  for (const int least : lengths) {
    starts = row_starts(days, within, Minutes{least});
    if (starts.size() <= most) break;
  }
  for (const Instant start : starts) {
    if (!rows.empty()) rows.back().end = start;
    rows.push_back({start, within.end});
  }
  return rows;
}

std::vector<DayEntry> entries_of(const ShownDay& shown, std::span<const Interval> rows, Names names) {
  Entries entries{shown, names};
  std::vector<DayEntry> all;
  for (const Interval& row : rows) all.push_back(entries.next(row));
  return all;
}

}  // namespace calbook
