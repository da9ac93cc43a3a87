// What calendars of other programs are told, gathered in one view of the file.

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "calendar/calendar.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

// Gathers entries, each once.
class Gathering {
 public:
  explicit Gathering(Store& store) : store_{store}, found_{store.identity(), {}, {}} {}

  // One of a series that is with somebody else now is no part of it there.
  void add(const Appointment& appointment) {
    const Series* series = appointment.series ? series_of(appointment.series->series.value()) : nullptr;
    if (series != nullptr && series->owner == appointment.owner) return add(*series);
    if (seen_.insert(appointment.ref.value()).second)
      found_.entries.push_back({.owner = index_of(appointment.owner), .appointments = {appointment}});
  }

  void add(const Series& series) {
    const Reference& ref = series.ref.value();
    if (!seen_.insert(ref).second) return;
    std::vector<Appointment> appointments = store_.appointments_of(ref);
    if (appointments.empty()) return;
    found_.entries.push_back(
        {.owner = index_of(series.owner), .series = series, .appointments = std::move(appointments)});
  }

  Entries take() { return std::move(found_); }

 private:
  // Null if it is not there.
  const Series* series_of(const Reference& ref) {
    const auto [known, added] = series_.try_emplace(ref);
    if (added) {
      if (auto stored = store_.series(ref)) known->second = std::move(stored->series);
    }
    return known->second ? &*known->second : nullptr;
  }

  std::size_t index_of(const OwnerName& name) {
    std::vector<EntryOwner>& owners = found_.owners;
    const auto known = std::ranges::find(owners, name, [](const EntryOwner& each) { return each.owner.name; });
    const std::size_t index = static_cast<std::size_t>(known - owners.begin());
    if (known == owners.end()) {
      Owner owner = store_.owner(name).value();
      std::vector<Service> services = store_.services(owner.id);
      owners.push_back({std::move(owner), std::move(services)});
    }
    return index;
  }

  Store& store_;
  Entries found_;
  std::set<Reference> seen_;
  std::map<Reference, std::optional<Series>> series_;
};

// When none of the windows is open.
std::vector<Interval> closed(const std::vector<Interval>& open, const Interval& range) {
  std::vector<Interval> spans;
  Instant start = range.start;
  for (const Interval& window : merged(open)) {
    if (start < window.start) spans.push_back({start, window.start});
    start = std::max(start, window.end);
  }
  if (start < range.end) spans.push_back({start, range.end});
  return spans;
}

}  // namespace

Entries Calendar::entries(const std::vector<Appointment>& appointments, const std::vector<Reference>& series) {
  const Transaction reading{store_, Transaction::Kind::read};
  Gathering gathering{store_};
  for (const Appointment& each : appointments) gathering.add(each);
  for (const Reference& ref : series) {
    const auto stored = store_.series(ref);
    if (!stored) stored_appointment(ref);  // there is none
    gathering.add(stored.value().series);
  }
  return gathering.take();
}

// Whatever takes an owner's time is one of the spans that are busy.
FreeBusy Calendar::free_busy(const Owner& owner, const Interval& range, OpenHours hours, Instant now) {
  const Transaction reading{store_, Transaction::Kind::read};
  const Owner found = present(owner, reading);
  FreeBusy times{store_.identity(), found, range, now, store_.occupied(found.id, range, {})};
  for (const Busy& each : store_.busy(found, range)) times.busy.push_back(each.span);
  std::ranges::copy(store_.foreign_time(found.id, range), std::back_inserter(times.busy));
  if (hours == OpenHours::left_out) return times;

  const TimeZone zone = found.time_zone();
  const Date first = zone.date(range.start) - Days{1}, last = zone.date(range.end);  // windows reach past midnight
  Availability availability = this->availability(found, first);
  std::vector<Interval> open = availability.open(first, last);
  for (const ServiceWeek& week : service_hours(found)) {
    availability.service = week.weekly;
    std::ranges::copy(availability.open(first, last), std::back_inserter(open));
  }
  times.unavailable = closed(open, range);
  return times;
}

}  // namespace calendar
