// Booking with whoever is free first.

#include <algorithm>
#include <utility>

#include "calendar/calendar.hpp"
#include "use_cases/timetable.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

struct Alternative {
  const BookingRequest* request;
  Timetable timetable;
};

// Those that are free at the earliest start of all, and that start.
struct FreeFirst {
  std::vector<const Alternative*> alternatives = {};
  Instant start = Instant::max();
};

FreeFirst free_first(const std::vector<Alternative>& all, Instant now) {
  FreeFirst first;
  for (const Alternative& each : all) {
    Interval range = std::get<FirstFree>(each.request->start).range;
    // Nobody who is free later matters.
    if (!first.alternatives.empty()) range.end = std::min(range.end, first.start + Seconds{1});
    const auto start = each.timetable.first_free(range, now);
    if (!start) continue;
    if (*start < first.start) first = {.start = *start};
    first.alternatives.push_back(&each);
  }
  return first;
}

Error nobody_is_free(const std::vector<Owner>& owners, bool are_all) {
  std::string names;
  for (const Owner& owner : owners) names += (names.empty() ? "" : ",") + owner.name.str();
  return {Code::no_availability, "none of the owners has a free slot in that time",
          Remedy{Remedy::Kind::search_longer, are_all ? "" : names}};
}

// How many appointments the owner has on the date of that instant.
std::size_t count_on_date(Store& store, const Owner& owner, Instant instant) {
  const TimeZone zone = owner.time_zone();
  const Date date = zone.date(instant);
  const Interval day = zone.dates(date, date);
  return store.booked({{owner}, day}, day.start).size();
}

// Who has the fewest appointments on that date, then the first by name.
const Alternative& least_busy(Store& store, const FreeFirst& first) {
  if (first.alternatives.size() == 1) return *first.alternatives.front();
  using Burden = std::pair<std::size_t, OwnerName>;
  std::vector<std::pair<Burden, const Alternative*>> all;
  for (const Alternative* each : first.alternatives) {
    const Owner& owner = each->timetable.owner();
    all.emplace_back(Burden{count_on_date(store, owner, first.start), owner.name}, each);
  }
  return *std::ranges::min_element(all)->second;
}

}  // namespace

Booking Calendar::book_first(const std::vector<BookingRequest>& alternatives, Instant now, Effect effect) {
  const BookingRequest valid = validated(alternatives.front());  // they have the invitee and the key in common
  Transaction transaction{store_, kind_of(effect), now};
  std::vector<Owner> owners;
  std::vector<OwnerId> ids;
  for (const BookingRequest& each : alternatives) {
    owners.push_back(present(each.owner, transaction));
    ids.push_back(owners.back().id);
  }
  std::optional<Booking> booking = booked_before(valid, ids);
  if (!booking) booking = book_first(alternatives, owners, now, effect);
  transaction.commit();
  return *std::move(booking);
}

Booking Calendar::book_first(const std::vector<BookingRequest>& alternatives, const std::vector<Owner>& owners,
                             Instant now, Effect effect) {
  std::vector<Alternative> offered;
  for (auto& [index, service] : offers(owners, alternatives.front().service))
    offered.push_back({&alternatives[index], Timetable{store_, owners[index], std::move(service)}});
  const FreeFirst first = free_first(offered, now);
  if (first.alternatives.empty()) throw nobody_is_free(owners, owners.size() == store_.owners().size());
  const Alternative& chosen = least_busy(store_, first);
  return book(validated(*chosen.request), chosen.timetable, now, effect);
}

}  // namespace calendar
