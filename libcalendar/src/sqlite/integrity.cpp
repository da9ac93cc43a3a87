#include "sqlite/integrity.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <new>

#include "file/system_error.hpp"
#include "sqlite/errors.hpp"
#include "sqlite/index_conflicts.hpp"
#include "sqlite/row_reader.hpp"
#include "sqlite/schema_check.hpp"

namespace calendar {

namespace {

// The first column of every row, as a sentence.
void add_rows(std::vector<std::string>& all, SQLite::Database& database, const char* sql) {
  SQLite::Statement query{database, sql};
  while (query.executeStep()) all.push_back(query.getColumn(0).getString());
}

// The version that the file's header requires of a writer:
// https://sqlite.org/fileformat2.html#file_format_version_numbers
bool may_be_written(SQLite::Database& database) {
  constexpr sqlite3_int64 write_version = 18;
  constexpr unsigned char newest = 2;
  sqlite3_file* file = nullptr;
  sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  unsigned char found = 0;
  const bool read = file->pMethods->xRead(file, &found, 1, write_version) == SQLITE_OK;
  return !read || found <= newest;
}

// SQLITE_NOMEM, reported as a fault of the page.
bool lacked_memory(const std::string& fault) {
  return fault.ends_with("error code=7");
}

// If a row and an index contradict each other, SQLite only says that the index lacks the row; the
// contradiction matters more, and comes first.
void add_page_faults(std::vector<std::string>& all, SQLite::Database& database) {
  std::vector<std::string> pages;
  add_rows(pages, database, "PRAGMA integrity_check");
  std::erase(pages, "ok");
  if (pages.empty()) return;
  if (std::ranges::any_of(pages, lacked_memory)) throw std::bad_alloc{};
  all = index_conflicts(database);
  all.insert(all.end(), pages.begin(), pages.end());
}

// Once a fault is found, the following checks add nothing.
void add_unreadable_rows(std::vector<std::string>& all, SQLite::Database& database, const RowReader& reader) {
  SQLite::Statement query{database, reader.sql};
  while (query.executeStep()) {
    try {
      reader.read(query);
    } catch (const Error& impossible) {
      all.push_back(fmt::format("{}: {}", reader.table, impossible.message()));
      return;
    }
  }
}

void add_row_faults(std::vector<std::string>& all, SQLite::Database& database, int version) {
  add_rows(
      all, database,
      R"sql(SELECT coalesce('row ' || rowid, 'a row') || ' of ' || "table" || ' belongs to nobody' FROM pragma_foreign_key_check)sql");
  for (const auto& readers :
       {owner_readers(), hours_readers(), service_readers(), appointment_readers(), series_readers(),
        calendar_readers(), invitation_readers(), outbox_readers(), change_readers()}) {
    for (const RowReader& each : readers) {
      if (each.since <= version) add_unreadable_rows(all, database, each);
    }
  }
  // Reads the table, not the index that the trigger relies on.
  add_rows(all, database, R"sql(
      SELECT 'the appointment ' || ref || ' overlaps one before it' FROM (
        SELECT ref, occupied_from, max(occupied_to) OVER (
            PARTITION BY owner ORDER BY occupied_from, occupied_to ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
          ) AS taken_to
        FROM appointment NOT INDEXED WHERE live = 1)
      WHERE taken_to > occupied_from)sql");
}

}  // namespace

std::vector<std::string> faults(SQLite::Database& database, int version) {
  if (!may_be_written(database)) return {forbids_to_write};
  std::vector<std::string> all = schema_faults(database, version);
  if (!all.empty()) return all;
  add_page_faults(all, database);
  if (all.empty()) add_row_faults(all, database, version);
  return all;
}

Error damage_error(SQLite::Database& database, const std::filesystem::path& file,
                   const std::vector<std::string>& faults) {
  if (const int error = system_error_of(database); error != 0) return system_failure(file, error, "read");
  const std::string more = faults.size() > 1 ? fmt::format(" (and {} more)", faults.size() - 1) : "";
  return damaged(file, faults.front() + more);
}

void require_sound(SQLite::Database& database, int version, const std::filesystem::path& file) {
  require_our_schema(database, version, file);
  if (const auto found = faults(database, version); !found.empty()) throw damage_error(database, file, found);
}

}  // namespace calendar
