#include "sqlite/integrity.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>

#include "file/system_error.hpp"
#include "sqlite/errors.hpp"
#include "sqlite/schema.hpp"

namespace calendar {

namespace {

// The statement that made each object, by kind and name. SQLite's own are made along with ours.
using Schema = std::map<std::string, std::string>;

Schema schema_of(SQLite::Database& database) {
  Schema schema;
  SQLite::Statement query{database, "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL"};
  while (query.executeStep()) schema.emplace(query.getColumn(0).getString(), query.getColumn(1).getString());
  return schema;
}

Schema schema_of_version(int version) {
  SQLite::Database database{":memory:", SQLite::OPEN_READWRITE};
  for (const char* step : migrations().first(static_cast<std::size_t>(version))) database.exec(step);
  return schema_of(database);
}

// The first column of every row, as a sentence.
void add_rows(std::vector<std::string>& all, SQLite::Database& database, const char* sql) {
  SQLite::Statement query{database, sql};
  while (query.executeStep()) all.push_back(query.getColumn(0).getString());
}

// What the file's header asks of who would write it: https://sqlite.org/fileformat2.html#file_format_version_numbers
bool may_be_written(SQLite::Database& database) {
  constexpr sqlite3_int64 write_version = 18;
  constexpr unsigned char newest = 2;
  sqlite3_file* file = nullptr;
  sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  unsigned char found = 0;
  const bool read = file->pMethods->xRead(file, &found, 1, write_version) == SQLITE_OK;
  return !read || found <= newest;
}

void add_page_faults(std::vector<std::string>& all, SQLite::Database& database) {
  add_rows(all, database, "PRAGMA integrity_check");
  std::erase(all, "ok");
}

void add_row_faults(std::vector<std::string>& all, SQLite::Database& database) {
  add_rows(
      all, database,
      R"sql(SELECT 'row ' || rowid || ' of ' || "table" || ' belongs to nobody' FROM pragma_foreign_key_check)sql");
  add_rows(all, database, R"sql(
      SELECT '''' || date || ''' is not a date' FROM date_override WHERE date(julianday(date)) IS NOT date)sql");
  // The table is asked, not the index that the trigger trusts.
  add_rows(all, database, R"sql(
      SELECT 'the appointment ' || ref || ' overlaps one before it' FROM (
        SELECT ref, occupied_from, max(occupied_to) OVER (
            PARTITION BY owner ORDER BY occupied_from, occupied_to ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
          ) AS taken_to
        FROM appointment NOT INDEXED WHERE live = 1)
      WHERE taken_to > occupied_from)sql");
}

}  // namespace

std::vector<std::string> schema_faults(SQLite::Database& database, int version) {
  const Schema found = schema_of(database);
  std::vector<std::string> all;
  for (const auto& [name, sql] : schema_of_version(version)) {
    const auto same = found.find(name);
    if (same == found.end()) {
      all.push_back(fmt::format("it has no {}", name));
    } else if (same->second != sql) {
      all.push_back(fmt::format("its {} is not calbook's", name));
    }
  }
  return all;
}

std::vector<std::string> foreign_objects(SQLite::Database& database, int version) {
  const Schema ours = schema_of_version(version);
  std::vector<std::string> names;
  for (const auto& [name, sql] : schema_of(database)) {
    if (!ours.contains(name) && name != "table sqlite_stat1") names.push_back(name);
  }
  return names;
}

int version_by_schema(SQLite::Database& database) {
  int version = present_version();
  while (version > 0 && !schema_faults(database, version).empty()) --version;
  return version;
}

std::vector<std::string> faults(SQLite::Database& database, int version) {
  if (!may_be_written(database)) return {forbids_to_write};
  std::vector<std::string> all = schema_faults(database, version);
  if (!all.empty()) return all;
  add_page_faults(all, database);
  if (all.empty()) add_row_faults(all, database);
  return all;
}

Error damage_error(SQLite::Database& database, const std::filesystem::path& file,
                   const std::vector<std::string>& faults) {
  if (const int error = system_error_of(database); error != 0) return system_failure(file, error, "read");
  const std::string more = faults.size() > 1 ? fmt::format(" (and {} more)", faults.size() - 1) : "";
  return damaged(file, faults.front() + more);
}

}  // namespace calendar
