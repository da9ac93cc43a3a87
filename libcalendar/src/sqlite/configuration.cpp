#include "sqlite/configuration.hpp"

#include <sqlite3.h>

#include <thread>

namespace calendar {

void configure(SQLite::Database& database) {
  sqlite3* handle = database.getHandle();
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  database.exec("PRAGMA cell_size_check = ON");
}

void use_rollback_journal(SQLite::Database& database, Deadline deadline) {
  using namespace std::chrono_literals;
  while (true) {
    try {
      database.exec("PRAGMA journal_mode = DELETE");
      return;
    } catch (const SQLite::Exception& failure) {
      if (failure.getErrorCode() != SQLITE_BUSY || std::chrono::steady_clock::now() > deadline) throw;
    }
    std::this_thread::sleep_for(5ms + random_up_to(10ms));
  }
}

}  // namespace calendar
