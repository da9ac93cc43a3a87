// Lists of appointments. A list is read a part at a time, so that memory does not grow with it.
//
// Each part is of one moment: a transaction, as every use case. The parts of a long list are not, unless
// the caller reads them in one transaction of its own, and that keeps every writer waiting. Who writes a
// list to where somebody may take hours to read it lets go of the file before it waits, and goes on from
// the place of the last appointment. Nothing that stays as it is is missing then or there twice; what is
// moved meanwhile, from one side of that place to the other, may be. Store::state() tells whether that
// can have happened.

#include <algorithm>

#include "calendar/calendar.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;

}  // namespace

Selection Calendar::present(const Selection& selected, const Transaction& transaction) {
  Selection found = selected;
  if (found.owner) found.owner = present(*found.owner, transaction);
  return found;
}

std::vector<Listed> Calendar::upcoming(const Selection& selected, Instant now, const Part& part) {
  const Transaction reading{store_, Transaction::Kind::read};
  return store_.booked(present(selected, reading), now, part);
}

std::vector<Listed> Calendar::history(const Selection& selected, const Part& part) {
  const Transaction reading{store_, Transaction::Kind::read};
  const Selection found = present(selected, reading);
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
