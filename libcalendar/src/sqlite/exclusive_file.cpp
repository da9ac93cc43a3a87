#include "sqlite/exclusive_file.hpp"

#include <sqlite3.h>

#include <cerrno>

#include "sqlite/configuration.hpp"
#include "sqlite/errors.hpp"

namespace calendar {

ExclusiveFile::ExclusiveFile(const CheckedPath& place) : use_{place.id}, queue_{place.path, place.id} {
  const Deadline deadline = longest_wait_from_now();
  queue_.enter(deadline);
  if (!is_still_there(place)) throw replaced(place.path);
  try {
    database_.emplace(place.path.string(), SQLite::OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW);
    configure(*database_);
    busy_handler_.emplace(database_->getHandle(), place.path, place.id);
    busy_handler_->give_up_at(deadline);
    use_rollback_journal(*database_, deadline);
    // Locked until it is closed, but outside a transaction: SQLite does not copy a file it is changing.
    database_->exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
  } catch (const SQLite::Exception& failure) {
    const int error = database_ ? system_error_of(*database_) : errno;
    if (!is_damage(failure) || error != 0) throw storage_failure(failure, error, place.path);
    database_.reset();
  }
}

}  // namespace calendar
