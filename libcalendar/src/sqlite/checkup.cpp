// Checking a file, and repairing what can be repaired without loss.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "calendar/calendar_file.hpp"
#include "calendar/text.hpp"
#include "file/companions.hpp"
#include "file/surroundings.hpp"
#include "sqlite/configuration.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/copies.hpp"
#include "sqlite/index_conflicts.hpp"
#include "sqlite/integrity.hpp"
#include "sqlite/schema.hpp"
#include "sqlite/schema_check.hpp"

namespace calendar {

namespace {

namespace fs = std::filesystem;

// A copy of the unrepaired file next to it; removed if nothing was repaired.
class CopyBeforeFix {
 public:
  explicit CopyBeforeFix(const fs::path& file) {
    Connection source{file, Store::Access::read};
    const ConnectionTransaction reading{source, Connection::Kind::as_it_is};
    place_ = file.string() + ".before-fix";
    for (int number = 2; !is_written(source); ++number) place_ = fmt::format("{}.before-fix-{}", file.string(), number);
  }
  ~CopyBeforeFix() {
    if (!kept_) ::unlink(place_.c_str());
  }
  CopyBeforeFix(const CopyBeforeFix&) = delete;
  CopyBeforeFix& operator=(const CopyBeforeFix&) = delete;

  void keep() { kept_ = true; }
  const fs::path& place() const { return place_; }

 private:
  // False if the name is taken.
  bool is_written(Connection& source) const {
    if (fs::exists(fs::symlink_status(place_)) || !companions_of(place_).empty()) return false;
    StagedFile copy{place_};
    source.translated([&] { copy_pages(source.database(), copy); });
    return publish_aside(copy);
  }

  fs::path place_;
  bool kept_ = false;
};

// False if SQLite cannot, or if more than the indexes was wrong.
bool reindex(SQLite::Database& database) {
  try {
    database.exec("REINDEX");
  } catch (const SQLite::Exception& failure) {
    if (is_damage(failure) || is_constraint(failure)) return false;
    throw;
  }
  return faults(database, present_version()).empty();
}

// Checked before a file is migrated, which builds some of its indexes from the tables.
bool has_conflicts_as_it_is(Connection& file) {
  const ConnectionTransaction reading{file, Connection::Kind::as_it_is};
  return !index_conflicts(file.database()).empty();
}

// Returns the copy of the unrepaired file; empty if nothing was repaired, because the tables may be
// wrong.
std::optional<fs::path> rebuild_indexes(Connection& file) {
  if (has_conflicts_as_it_is(file)) return std::nullopt;
  const ConnectionTransaction change{file, Connection::Kind::write};
  if (!index_conflicts(file.database()).empty()) return std::nullopt;
  CopyBeforeFix copy{file.file};
  if (!reindex(file.database())) return std::nullopt;
  copy.keep();
  file.commit();
  return copy.place();
}

std::vector<std::string> faults_of(Connection& file) {
  const ConnectionTransaction reading{file, Connection::Kind::read};
  require_our_schema(file.database(), file.version(), file.file);
  return faults(file.database(), file.version());
}

void check_contents(std::vector<Finding>& all, Connection& file, Fix fix) {
  const auto found = faults_of(file);
  if (found.empty()) return;
  const auto copy = fix == Fix::lossless ? rebuild_indexes(file) : std::nullopt;
  if (!copy) throw damage_error(file.database(), file.file, found);
  all.push_back({"indexes",
                 fmt::format("they did not match the tables and were rebuilt; the unrepaired file is kept as {}",
                             escaped(copy->string())),
                 true});
}

bool keeps_rollback_journal(SQLite::Database& database) {
  return database.execAndGet("PRAGMA journal_mode").getString() == "delete";
}

void check_schema(std::vector<Finding>& all, Connection& file) {
  for (const std::string& name : foreign_objects(file.database(), file.version()))
    all.push_back({"schema", fmt::format("calbook did not make the {} in the file", escaped(name)), false});
}

void check_journal(std::vector<Finding>& all, SQLite::Database& database, Fix fix) {
  if (keeps_rollback_journal(database)) return;
  if (fix == Fix::lossless) use_rollback_journal(database, longest_wait_from_now());
  const bool fixed = keeps_rollback_journal(database);
  all.push_back({"journal_mode",
                 fixed ? "the file had a write-ahead log; now it has a rollback journal again"
                       : "the file has a write-ahead log (WAL) instead of a rollback journal",
                 fixed});
}

void check(std::vector<Finding>& all, Connection& file, Fix fix) {
  file.translated([&] {
    check_contents(all, file, fix);
    check_schema(all, file);
    check_journal(all, file.database(), fix);
    for (Finding& each : condition_of(file.file, fix)) all.push_back(std::move(each));
  });
}

std::vector<Finding> findings(Connection& file, Fix fix) {
  std::vector<Finding> all;
  if (file.file.empty()) return all;
  try {
    check(all, file, fix);
  } catch (const Error& error) {
    if (std::ranges::none_of(all, &Finding::fixed)) throw;
    throw Error{
        Code::undelivered,
        fmt::format("{} is repaired, but a later check ended in an error: {}", file.shown_file(), error.message()),
        error.remedy()};
  }
  return all;
}

}  // namespace

std::vector<Finding> CalendarFile::verify(Fix fix) const {
  try {
    Connection file{file_, Store::Access::change};  // for a complete check: see faults()
    if (fix == Fix::nothing) file.leave_log();
    return findings(file, fix);
  } catch (const Error& error) {
    if (fix != Fix::nothing || error.code() != Code::permission) throw;
  }
  Connection file{file_, Store::Access::read};
  return findings(file, fix);
}

}  // namespace calendar
