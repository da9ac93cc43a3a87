// What is wrong with a file, and what of it can be fixed without loss.

#include <fmt/format.h>

#include "calendar/calendar_file.hpp"
#include "calendar/text.hpp"
#include "file/surroundings.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/integrity.hpp"
#include "sqlite/schema.hpp"

namespace calendar {

namespace {

// Whether all that is wrong was in the indexes, which follow from the tables. Where not, nothing is
// changed, and an error says no more than the faults that are known already.
bool rebuild_indexes(Connection& file) {
  try {
    const ConnectionTransaction change{file, Connection::Kind::write};
    file.database().exec("REINDEX");
    if (!faults(file.database(), present_version()).empty()) return false;
    file.commit();
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

std::vector<std::string> faults_of(Connection& file) {
  const ConnectionTransaction reading{file, Connection::Kind::read};
  return faults(file.database(), present_version());
}

bool keeps_rollback_journal(SQLite::Database& database) {
  return database.execAndGet("PRAGMA journal_mode").getString() == "delete";
}

void check_schema(std::vector<Finding>& all, SQLite::Database& database) {
  for (const std::string& name : foreign_objects(database, present_version()))
    all.push_back({"schema", fmt::format("calbook did not make the {} in the file", escaped(name)), false});
}

void check_journal(std::vector<Finding>& all, SQLite::Database& database, Fix fix) {
  if (keeps_rollback_journal(database)) return;
  if (fix == Fix::lossless) database.exec("PRAGMA journal_mode = DELETE");
  const bool fixed = keeps_rollback_journal(database);
  all.push_back({"journal_mode",
                 fixed ? "the file had a write-ahead log; now it has a rollback journal again"
                       : "the file has a write-ahead log (WAL) instead of a rollback journal",
                 fixed});
}

std::vector<Finding> findings(Connection& file, Fix fix) {
  if (file.file.empty()) return {};
  return file.translated([&] {
    std::vector<Finding> all;
    if (const auto found = faults_of(file); !found.empty()) {
      if (fix == Fix::nothing || !rebuild_indexes(file)) throw damage_error(file.database(), file.file, found);
      all.push_back({"indexes", "they did not agree with the tables, and were rebuilt", true});
    }
    check_schema(all, file.database());
    check_journal(all, file.database(), fix);
    for (Finding& each : condition_of(file.file, fix)) all.push_back(std::move(each));
    return all;
  });
}

}  // namespace

std::vector<Finding> CalendarFile::verify(Fix fix) const {
  try {
    Connection file{file_, Store::Access::change};  // to be checked whole: see faults()
    if (fix == Fix::nothing) file.leave_log();
    return findings(file, fix);
  } catch (const Error& error) {
    if (fix != Fix::nothing || error.code() != Code::permission) throw;
  }
  Connection file{file_, Store::Access::read};
  return findings(file, fix);
}

}  // namespace calendar
