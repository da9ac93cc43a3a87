// What is wrong with a file, and what of it can be mended without loss.

#include <fmt/format.h>

#include "calendar/store.hpp"
#include "calendar/text.hpp"
#include "file/surroundings.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/integrity.hpp"
#include "sqlite/schema.hpp"

namespace calendar {

namespace {

// Whether all that is wrong was in the indexes, which follow from the tables. Where not, nothing is
// changed, and an error says no more than the faults that are known already.
bool rebuild_indexes(Store& store, SQLite::Database& database) {
  try {
    Store::Transaction change{store, Store::Transaction::Kind::write};
    database.exec("REINDEX");
    if (!faults(database, present_version()).empty()) return false;
    change.commit();
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

bool keeps_rollback_journal(SQLite::Database& database) {
  return database.execAndGet("PRAGMA journal_mode").getString() == "delete";
}

void look_at_schema(std::vector<Finding>& all, SQLite::Database& database) {
  for (const std::string& name : strangers(database, present_version()))
    all.push_back({"schema", fmt::format("calbook did not make the {} in the file", escaped(name)), false});
}

void look_at_journal(std::vector<Finding>& all, SQLite::Database& database, Store::Mending mending) {
  if (keeps_rollback_journal(database)) return;
  if (mending == Store::Mending::lossless) database.exec("PRAGMA journal_mode = DELETE");
  const bool mended = keeps_rollback_journal(database);
  all.push_back({"journal_mode",
                 mended ? "the file had a write-ahead log; now it has a rollback journal again"
                        : "the file has a write-ahead log (WAL) instead of a rollback journal",
                 mended});
}

}  // namespace

std::vector<Finding> Store::check(Mending mending) {
  if (connection_->file.empty()) return {};
  if (mending == Mending::none && !connection_->may_write()) {
    try {
      Store writable{connection_->file, Access::change};  // to be checked whole: see faults()
      writable.connection_->leave_log();
      return writable.check(mending);
    } catch (const Error& error) {
      if (error.code() != Code::permission) throw;
    }
  }
  return connection_->translated([&] {
    std::vector<Finding> all;
    std::vector<std::string> found;
    {
      const Transaction reading{*this, Transaction::Kind::read};
      found = faults(connection_->database(), present_version());
    }
    SQLite::Database& database = connection_->database();
    if (!found.empty()) {
      if (mending == Mending::none || !rebuild_indexes(*this, database)) {
        throw unsound(database, connection_->file, found);
      }
      all.push_back({"indexes", "they did not agree with the tables, and were built anew", true});
    }
    look_at_schema(all, database);
    look_at_journal(all, database, mending);
    for (Finding& each : condition_of(connection_->file, mending)) all.push_back(std::move(each));
    return all;
  });
}

}  // namespace calendar
