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

FileIdentity Store::random_identity() {
  FileIdentity identity;
  sqlite3_randomness(static_cast<int>(identity.bytes.size()), identity.bytes.data());
  return identity;
}

Store::Store(const std::filesystem::path& file, Access access, NewIdentity new_identity)
    : connection_{std::make_unique<Connection>(file, access, new_identity)} {}

Store::~Store() = default;

bool Store::must_be_closed() const {
  return connection_->has_open_journal();
}

const FileIdentity& Store::identity() {
  return connection_->translated([&]() -> const FileIdentity& { return connection_->identity(); });
}

void Store::begin(Transaction::Kind kind, Instant now) {
  connection_->begin(kind == Transaction::Kind::write ? Connection::Kind::write : Connection::Kind::read, now);
}

void Store::commit() {
  connection_->commit();
}

void Store::roll_back() noexcept {
  connection_->roll_back();
}

}  // namespace calendar
