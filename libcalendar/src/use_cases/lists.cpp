// Lists of appointments, a part at a time, so that memory does not grow with them. Parts that are read in
// one transaction of the caller are of one moment.

#include <algorithm>

#include "calendar/calendar.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

}  // namespace

Selection Calendar::present(const Selection& selected, const Transaction& transaction) {
  Selection found = selected;
  for (Owner& owner : found.owners) owner = present(owner, transaction);
  return found;
}

std::vector<Listed> Calendar::upcoming(const Selection& selected, Instant now, const Part& part) {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.booked(present(selected, reading), now, part);
}

std::vector<Listed> Calendar::history(const Selection& selected, const Part& part) {
  const Transaction reading{store_, Transaction::Kind::read};
  const Selection found = present(selected, reading);
  if (found.status == Status::booked) return store_.booked(found, found.range.start, part);
  if (found.status == Status::cancelled) return store_.cancelled(found, part);
  std::vector<Listed> booked = store_.booked(found, found.range.start, part);
  std::vector<Listed> cancelled = store_.cancelled(found, part);
  std::vector<Listed> all;
  all.reserve(booked.size() + cancelled.size());
  std::ranges::merge(std::move_iterator{booked.begin()}, std::move_iterator{booked.end()},
                     std::move_iterator{cancelled.begin()}, std::move_iterator{cancelled.end()},
                     std::back_inserter(all), {}, &Listed::place, &Listed::place);
  if (all.size() > part.size) all.erase(all.begin() + static_cast<std::ptrdiff_t>(part.size), all.end());
  return all;
}

std::vector<Busy> Calendar::busy(const Owner& owner, const Interval& touching, const Part& part) {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.busy(present(owner, reading), touching, part);
}

}  // namespace calendar
