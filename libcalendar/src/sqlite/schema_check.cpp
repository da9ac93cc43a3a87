#include "sqlite/schema_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <string_view>

#include "calendar/text.hpp"
#include "sqlite/errors.hpp"
#include "sqlite/schema.hpp"

namespace calendar {

namespace {

// The statement that made each object, by kind and name, except those SQLite makes along with ours.
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

std::vector<std::string> faults_of(const Schema& found, const Schema& ours) {
  std::vector<std::string> all;
  for (const auto& [name, sql] : ours) {
    const auto same = found.find(name);
    if (same == found.end()) {
      all.push_back(fmt::format("it has no {}", name));
    } else if (same->second != sql) {
      all.push_back(fmt::format("its {} is not calbook's", name));
    }
  }
  return all;
}

// "trigger t on appointment": a foreign object that SQLite obeys when our tables change. Empty if there is none.
std::string foreign_rule(SQLite::Database& database, const Schema& ours) {
  SQLite::Statement query{database, R"sql(
      SELECT type || ' ' || name, lower(tbl_name) FROM sqlite_schema WHERE sql IS NOT NULL
      UNION ALL SELECT 'table ' || made.name, lower("table")
        FROM sqlite_schema AS made JOIN pragma_foreign_key_list(made.name) WHERE made.type = 'table')sql"};
  while (query.executeStep()) {
    const std::string name = query.getColumn(0).getString();
    const std::string table = query.getColumn(1).getString();
    if (!ours.contains(name) && ours.contains("table " + table)) return fmt::format("{} on {}", name, table);
  }
  return {};
}

// FNV-1a, eight bytes at a time.
std::uint64_t hash_of(std::string_view text) {
  constexpr std::uint64_t prime = 0x100000001B3;
  std::uint64_t hash = 0xCBF29CE484222325 ^ text.size();
  while (!text.empty()) {
    std::uint64_t word = 0;
    const std::size_t size = std::min(sizeof word, text.size());
    std::memcpy(&word, text.data(), size);
    hash = (hash ^ word) * prime;
    hash ^= hash >> 32;
    text.remove_prefix(size);
  }
  return hash;
}

}  // namespace

std::vector<std::string> schema_faults(SQLite::Database& database, int version) {
  return faults_of(schema_of(database), schema_of_version(version));
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

std::uint64_t fingerprint_of(SQLite::Database& database) {
  SQLite::Statement query{database, "SELECT sql FROM sqlite_schema"};
  std::uint64_t sum = 0;
  while (query.executeStep()) {
    const SQLite::Column sql = query.getColumn(0);
    const char* text = sql.getText();  // null for the indexes that SQLite makes along with a table
    sum += hash_of({text, static_cast<std::size_t>(sql.getBytes())});
  }
  return sum;
}

void require_our_schema(SQLite::Database& database, int version, const std::filesystem::path& file) {
  if (version == 0) return;  // nothing is there yet
  if (version == present_version() && fingerprint_of(database) == schema_fingerprint) return;
  const Schema ours = schema_of_version(version);
  if (const auto faults = faults_of(schema_of(database), ours); !faults.empty()) throw damaged(file, faults.front());
  if (const std::string rule = foreign_rule(database, ours); !rule.empty()) {
    throw Error{Code::not_a_calendar,
                fmt::format("calbook did not make the {} in {}", excerpt(rule), escaped(file.string())),
                Remedy::Kind::another_file};
  }
}

}  // namespace calendar
