#include "calendar/store.hpp"

namespace calendar {

Store::Transaction::Transaction(Store& store, Kind kind) : store_{store}, outermost_{store.depth_ == 0} {
  if (outermost_) store_.begin(kind);
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
