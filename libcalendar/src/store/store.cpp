#include "calendar/store.hpp"

#include <tuple>

namespace calendar {

std::strong_ordering Place::operator<=>(const Place& other) const {
  const auto key = [](const Place& place) {
    return std::tuple{place.start, place.owner, place.status == Status::booked, place.end, place.number};
  };
  return key(*this) <=> key(other);
}

Place place_of(const Busy& busy) {
  return {busy.span.start, 0, Status::booked, busy.span.end, busy.id};
}

Store::Transaction::Transaction(Store& store, Kind kind, Instant now) : store_{store}, outermost_{store.depth_ == 0} {
  if (outermost_) store_.begin(kind, now);
  ++store_.depth_;
}

Store::Transaction::~Transaction() {
  --store_.depth_;
  if (outermost_) store_.roll_back();
}

void Store::Transaction::commit() {
  if (outermost_) store_.commit();
}

}  // namespace calendar
