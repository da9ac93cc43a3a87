// The Store's implementation in SQLite; the functions for each noun are in their own file.

#include <sqlite3.h>

#include "calendar/store.hpp"
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

void Store::begin(Transaction::Kind kind) {
  connection_->begin(kind == Transaction::Kind::write ? Connection::Kind::write : Connection::Kind::read);
}

void Store::commit() {
  connection_->commit();
}

void Store::roll_back() noexcept {
  connection_->roll_back();
}

}  // namespace calendar
