// Foreign calendars, and what is imported of them.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "calendar/calendar.hpp"
#include "calendar/ics.hpp"
#include "calendar/limits.hpp"
#include "calendar/text.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

// So much of what is over stays known, and so much of what is ahead may be missing at the end of an import that
// would change nothing else.
constexpr Days leeway{31};

// Calendars are read again after what they are read as has changed.
constexpr int reader_version = 1;

std::string digest_of(const std::string& bytes_digest) {
  return fmt::format("{} {}", reader_version, bytes_digest);
}

Interval within(const Interval& span, const Interval& bounds) {
  return {std::max(span.start, bounds.start), std::min(span.end, bounds.end)};
}

// What it blocks: time that touches is one span, with all of its events.
std::vector<ForeignBusy> busy_of(const ForeignTimes& times, const ForeignCalendar& calendar) {
  std::vector<ForeignBusy> found;
  for (const ForeignSpan& each : times.spans) {
    if (found.empty() || found.back().span.end < each.span.start) found.push_back({calendar.name, each.span});
    ForeignBusy& last = found.back();
    last.span.end = std::max(last.span.end, each.span.end);
    if (calendar.keeps_titles) last.events.push_back({each.span, times.events[each.event]});
  }
  return found;
}

std::int64_t count_events(const ForeignTimes& times) {
  std::vector<std::size_t> events;
  for (const ForeignSpan& each : times.spans) events.push_back(each.event);
  std::ranges::sort(events);
  return std::unique(events.begin(), events.end()) - events.begin();
}

// The time of the first that is not the others'. Both are ascending and disjoint, as is what it returns.
std::vector<Interval> difference(const std::vector<ForeignBusy>& all, const std::vector<ForeignBusy>& others,
                                 const Interval& bounds) {
  std::vector<Interval> rest;
  auto other = others.begin();
  for (const ForeignBusy& each : all) {
    Interval span = within(each.span, bounds);
    while (other != others.end() && other->span.end <= span.start) ++other;
    for (auto taken = other; taken != others.end() && taken->span.start < span.end; ++taken) {
      if (span.start < taken->span.start) rest.push_back({span.start, taken->span.start});
      span.start = std::max(span.start, taken->span.end);
    }
    if (span.start < span.end) rest.push_back(span);
  }
  return rest;
}

bool has_time_after(const std::vector<ForeignBusy>& all, Instant now) {
  return !all.empty() && all.back().span.end > now;
}

// Whether what was read is what would be read now, but for the time that has passed.
bool is_read_as(const ForeignReading& read, const ForeignReading& now) {
  const auto name = [](const std::optional<TimeZone>& zone) { return zone ? zone->name() : ""; };
  return read.dates.name() == now.dates.name() && name(read.times) == name(now.times) && read.me == now.me;
}

// Whether it is still the calendar that was read, with what was imported of it then; when is no matter.
bool is_same(ForeignCalendar now, const ForeignCalendar& then) {
  if (now.import && then.import) now.import->at = then.import->at;
  return now == then;
}

// Both are ascending; what is equal stays.
void write_difference(Store& store, OwnerId owner, const std::vector<ForeignBusy>& before,
                      const std::vector<ForeignBusy>& after) {
  auto old = before.begin();
  auto next = after.begin();
  while (old != before.end() || next != after.end()) {
    if (old != before.end() && next != after.end() && *old == *next) {
      ++old, ++next;
    } else if (next == after.end() || (old != before.end() && old->span.start <= next->span.start)) {
      store.remove_foreign_busy(owner, old->calendar, old->span.start);
      ++old;
    } else {
      store.insert_foreign_busy(owner, *next);
      ++next;
    }
  }
}

Error changed_meanwhile(const CalendarName& name) {
  return {Code::changed_since, fmt::format("the calendar {} was changed while it was read", name.str()),
          Remedy::Kind::try_again};
}

// What was a file at the last import still is one.
void require_files(const std::vector<ForeignWarning>& now, const std::vector<ForeignWarning>& before,
                   const CalendarName& calendar) {
  for (const ForeignWarning& each : now) {
    if (each.kind != ForeignWarning::Kind::not_a_file || std::ranges::find(before, each) != before.end()) continue;
    throw Error{Code::calendar_emptied, fmt::format("{} cannot be read: it is no file", excerpt(each.file)),
                Remedy{Remedy::Kind::import_emptied, calendar.str()}};
  }
}

Error emptied_calendar(const CalendarName& name) {
  return {Code::calendar_emptied, fmt::format("{} would block nothing any more from now on", name.str()),
          Remedy{Remedy::Kind::import_emptied, name.str()}};
}

}  // namespace

ForeignReading how_to_read(const ForeignCalendar& calendar, const TimeZone& zone, Instant now) {
  const Date today = zone.date(now);
  ForeignReading how{.dates = zone, .me = calendar.me.value_or("")};
  if (calendar.zone) how.times = TimeZone::find(*calendar.zone);
  how.range = {zone.opening(today - leeway), zone.opening(today + limits::calendar_horizon + Days{1})};
  return how;
}

bool is_current(const ForeignCalendar& calendar, const std::string& digest, const ForeignReading& how) {
  const auto& import = calendar.import;
  return import && import->digest == digest_of(digest) && import->zone == how.dates.name() &&
         import->known.start <= how.range.start && import->known.end + leeway >= how.range.end;
}

std::vector<ForeignCalendar> Calendar::foreign_calendars(const std::vector<Owner>& owners) {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.calendars(owners);
}

std::optional<ForeignCalendar> Calendar::find_calendar(const Owner& owner, const CalendarName& name) {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.calendar(present(owner, reading).id, name);
}

ForeignCalendar Calendar::stored_calendar(const Owner& owner, const CalendarName& name) {
  if (auto found = store_.calendar(owner.id, name)) return *std::move(found);
  throw Error{Code::unknown_calendar, fmt::format("{} has no calendar named '{}'", owner.name.str(), name.str()),
              Remedy{Remedy::Kind::list_calendars, owner.name.str()}};
}

ForeignCalendar Calendar::foreign_calendar(const Owner& owner, const CalendarName& name) {
  const Transaction reading{store_, Transaction::Kind::read};
  return stored_calendar(present(owner, reading), name);
}

std::vector<ForeignWarning> Calendar::calendar_warnings(const Owner& owner, const CalendarName& name) {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.calendar_warnings(present(owner, reading).id, name);
}

ForeignCalendar Calendar::add_calendar(const Owner& owner, const ForeignCalendar& calendar, Instant now,
                                       Effect effect) {
  Transaction transaction{store_, kind_of(effect), now};
  const Owner found = present(owner, transaction);
  if (store_.calendar(found.id, calendar.name)) {
    throw Error{Code::calendar_exists,
                fmt::format("{} already has a calendar named '{}'", found.name.str(), calendar.name.str()),
                Remedy{Remedy::Kind::list_calendars, found.name.str()}};
  }
  if (effect == Effect::rehearsal) return calendar;
  store_.insert_calendar(found.id, calendar);
  transaction.commit();
  return calendar;
}

// In a rehearsal it need not be there yet.
Imported Calendar::import_calendar(const Owner& owner, const ForeignCalendar& asked, const ForeignContents& contents,
                                   Instant now, Emptied emptied, Effect effect) {
  Transaction transaction{store_, kind_of(effect), now};
  const Owner found = present(owner, transaction);
  const auto stored = store_.calendar(found.id, asked.name);
  const ForeignCalendar calendar = stored || effect == Effect::real ? stored_calendar(found, asked.name) : asked;
  if (!is_same(calendar, asked)) throw changed_meanwhile(asked.name);
  const bool is_known = contents.times || is_current(calendar, contents.digest, contents.how);
  if (!is_known || !is_read_as(contents.how, how_to_read(calendar, found.time_zone(), now)))
    throw changed_meanwhile(asked.name);
  Imported imported = contents.times ? import_times(found, calendar, contents, now, emptied, effect)
                                     : import_as_before(found, calendar, now, effect);
  if (effect == Effect::real) transaction.commit();
  return imported;
}

Imported Calendar::import_as_before(const Owner& owner, ForeignCalendar calendar, Instant now, Effect effect) {
  calendar.import.value().at = now;
  if (effect == Effect::real) store_.set_imported_at(owner.id, calendar.name, now);
  auto warnings = store_.calendar_warnings(owner.id, calendar.name);
  return {std::move(calendar), std::move(warnings), {}, {}, {}};
}

// Whether that is one of the owner's own appointments, which other calendars were told of.
bool Calendar::is_own(const ForeignEvent& event, const Owner& owner) {
  const auto ref = reference_in(event.uid, store_.identity());
  if (!ref) return false;
  if (const auto appointment = store_.appointment(*ref)) return appointment->owner == owner.name;
  const auto stored = store_.series(*ref);
  return stored && stored->series.owner == owner.name;
}

ForeignTimes Calendar::of_others(ForeignTimes times, const Owner& owner) {
  std::vector<bool> own;
  for (const ForeignEvent& each : times.events) own.push_back(is_own(each, owner));
  std::erase_if(times.spans, [&](const ForeignSpan& each) { return own[each.event]; });
  return times;
}

Imported Calendar::import_times(const Owner& owner, ForeignCalendar calendar, const ForeignContents& contents,
                                Instant now, Emptied emptied, Effect effect) {
  const ForeignTimes times = of_others(contents.times.value(), owner);
  Interval told = contents.how.range;
  if (calendar.import) told = within(told, calendar.import->known);
  told = {now, std::max(now, told.end)};
  const std::vector<ForeignBusy> before = store_.foreign_busy(owner.id, always, calendar.name);
  const std::vector<ForeignBusy> after = busy_of(times, calendar);
  if (emptied == Emptied::refused && has_time_after(before, now) && !has_time_after(after, now))
    throw emptied_calendar(calendar.name);
  if (emptied == Emptied::refused && calendar.import)
    require_files(times.warnings, store_.calendar_warnings(owner.id, calendar.name), calendar.name);
  calendar.import = {now,
                     contents.how.range,
                     contents.how.dates.name(),
                     digest_of(contents.digest),
                     count_events(times),
                     static_cast<std::int64_t>(after.size())};
  Imported imported{
      std::move(calendar), times.warnings, difference(after, before, told), difference(before, after, told), {}};
  imported.appointments = booked_in(owner, imported.added);
  if (effect == Effect::real) {
    write_difference(store_, owner.id, before, after);
    store_.set_import(owner.id, imported.calendar.name, *imported.calendar.import, imported.warnings);
  }
  return imported;
}

std::vector<Appointment> Calendar::booked_in(const Owner& owner, const std::vector<Interval>& spans) {
  std::vector<Appointment> found;
  if (spans.empty()) return found;
  auto span = spans.begin();
  for (Listed& each : store_.booked({{owner}, {always.start, spans.back().end}}, spans.front().start)) {
    while (span != spans.end() && span->end <= each.appointment.span.start) ++span;
    if (span != spans.end() && span->overlaps(each.appointment.span)) found.push_back(std::move(each.appointment));
  }
  return found;
}

ForeignCalendar Calendar::remove_calendar(const Owner& owner, const CalendarName& name, Instant now) {
  Transaction transaction{store_, Transaction::Kind::write, now};
  const Owner found = present(owner, transaction);
  ForeignCalendar removed = stored_calendar(found, name);
  store_.remove_calendar(found.id, removed);
  transaction.commit();
  return removed;
}

std::vector<ForeignBusy> Calendar::foreign_busy(const Owner& owner, const CalendarName& name, const Interval& touching,
                                                std::size_t limit) {
  const Transaction reading{store_, Transaction::Kind::read};
  const Owner found = present(owner, reading);
  return store_.foreign_busy(found.id, touching, stored_calendar(found, name).name, limit);
}

}  // namespace calendar
