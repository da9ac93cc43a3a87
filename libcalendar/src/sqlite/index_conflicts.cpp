#include "sqlite/index_conflicts.hpp"

#include <fmt/format.h>

#include "sqlite/errors.hpp"

namespace calendar {

namespace {

// An index of a table with rowids. In other tables, the index is the table. Columns that an index computes
// are left out; those that they are computed from are themselves in some index.
struct Index {
  std::string name;
  std::string table;
  std::string columns;    // "owner, key"
  std::string same;       // that those of an entry are those of a row
  std::string values;     // those of an entry, as text
  std::string actual;     // those of a row
  std::string condition;  // of the rows that are in it; "1" for all
};

std::vector<Index> indexes(SQLite::Database& database) {
  SQLite::Statement query{database, R"sql(
      SELECT made.name, made.tbl_name, group_concat('"' || column.name || '"', ', '),
        group_concat('row."' || column.name || '" IS entry."' || column.name || '"', ' AND '),
        group_concat('quote(entry."' || column.name || '")', ' || '', '' || '),
        group_concat('quote(row."' || column.name || '")', ' || '', '' || '),
        iif(instr(made.sql, ' WHERE '), substr(made.sql, instr(made.sql, ' WHERE ') + 7), '1')
      FROM sqlite_schema AS made
        JOIN pragma_table_list AS kind ON kind.name = made.tbl_name AND kind.schema = 'main' AND NOT kind.wr
        JOIN pragma_index_xinfo(made.name) AS column ON column.key AND column.name IS NOT NULL
      WHERE made.type = 'index' GROUP BY made.name)sql"};
  std::vector<Index> all;
  while (query.executeStep()) {
    const auto text = [&](int column) { return query.getColumn(column).getString(); };
    all.push_back({text(0), text(1), text(2), text(3), text(4), text(5), text(6)});
  }
  return all;
}

// All entries, read from the index alone; all rows, read from the table alone.
std::string entries_and_rows(const Index& index) {
  return fmt::format(R"sql(
      (SELECT rowid AS number, {0} FROM {1} INDEXED BY {2} WHERE {3}) AS entry CROSS JOIN
      (SELECT rowid AS number, {0}, ({3}) IS TRUE AS is_in_index FROM {1} NOT INDEXED) AS row)sql",
                     index.columns, index.table, index.name, index.condition);
}

// Entries whose row has different values, or should not be indexed.
std::string other_values(const Index& index) {
  return fmt::format(
      "SELECT row.number, {}, {} FROM {} ON row.number = entry.number WHERE NOT (row.is_in_index AND {}) LIMIT 10",
      index.actual, index.values, entries_and_rows(index), index.same);
}

// Entries without a row, if a row with the same values has another number.
std::string other_numbers(const Index& index) {
  return fmt::format(R"sql(
      SELECT row.number, 'row ' || row.number, 'row ' || entry.number FROM {}
      WHERE entry.number IN (SELECT rowid FROM {} INDEXED BY {} WHERE {} EXCEPT SELECT rowid FROM {} NOT INDEXED LIMIT 10)
        AND row.is_in_index AND {} LIMIT 10)sql",
                     entries_and_rows(index), index.table, index.name, index.condition, index.table, index.same);
}

// If the index becomes unreadable, the rest of it counts as missing.
void add(std::vector<std::string>& all, SQLite::Database& database, const Index& index, const std::string& sql) {
  try {
    SQLite::Statement query{database, sql};
    while (query.executeStep()) {
      all.push_back(fmt::format("in row {} of {} {} is {}, in its index {}", query.getColumn(0).getInt64(), index.table,
                                index.columns, query.getColumn(1).getString(), query.getColumn(2).getString()));
    }
  } catch (const SQLite::Exception& failure) {
    if (!is_damage(failure)) throw;
  }
}

}  // namespace

std::vector<std::string> index_conflicts(SQLite::Database& database) {
  std::vector<std::string> all;
  for (const Index& index : indexes(database)) {
    add(all, database, index, other_values(index));
    add(all, database, index, other_numbers(index));
  }
  return all;
}

}  // namespace calendar
