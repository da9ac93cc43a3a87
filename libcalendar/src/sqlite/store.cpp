#include "calendar/store.hpp"

#include <sqlite3.h>

#include "sqlite/connection.hpp"

namespace calendar {

void assume_one_thread() {
  sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, 0);  // none in advance
}

Store::Store(const std::filesystem::path& file, Access access)
    : connection_{std::make_unique<Connection>(file, access)} {}

Store::~Store() = default;

bool Store::must_be_closed() const {
  return connection_->has_open_journal();
}

Store::Transaction::Transaction(Store& store, Kind kind) : store_{store}, outermost_{store.connection_->depth == 0} {
  if (outermost_) store_.connection_->begin(kind);
  ++store_.connection_->depth;
}

Store::Transaction::~Transaction() {
  --store_.connection_->depth;
  if (outermost_) store_.connection_->roll_back();
}

void Store::Transaction::commit() {
  if (outermost_) store_.connection_->commit();
}

}  // namespace calendar
