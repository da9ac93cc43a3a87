#include "sqlite/change_entry.hpp"

#include <fmt/format.h>

#include "calendar/error.hpp"
#include "sqlite/row.hpp"

namespace calendar {

namespace {

Deed deed_named(const std::string& name) {
  constexpr int last = static_cast<int>(Deed::undone);
  for (int i = 0; i <= last; ++i) {
    if (name_of(static_cast<Deed>(i)) == name) return static_cast<Deed>(i);
  }
  throw Error{Code::damaged, fmt::format("no change does '{}'", name)};
}

}  // namespace

ChangeEntry change_entry_at(SQLite::Statement& statement) {
  Row row{statement};
  ChangeEntry entry{row.number(1, greatest_number),
                    row.number(1, greatest_number),
                    row.instant(),
                    deed_named(row.text()),
                    OwnerName{row.text()},
                    {thing_kind(row.text()), {}},
                    {},
                    {}};
  entry.thing.key = row.text();
  entry.before = row.optional_text();
  entry.undoes = row.unless_null([&] { return row.number(1, greatest_number); });
  return entry;
}

std::vector<ChangeEntry> change_entries(const Query& query) {
  std::vector<ChangeEntry> found;
  while (query->executeStep()) found.push_back(change_entry_at(*query));
  return found;
}

std::optional<std::string> next_before(Statements& statements, const ChangeEntry& entry) {
  constexpr const char* sql = R"sql(
      SELECT before FROM change
      WHERE kind = :kind AND key = :key AND before IS NOT NULL AND (number, position) > (:number, :position)
      ORDER BY number, position LIMIT 1)sql";
  const std::string kind{name_of(entry.thing.kind)};
  Query query{statements, sql, kind, entry.thing.key, entry.number, entry.position};
  if (!query->executeStep()) return std::nullopt;
  return query->getColumn(0).getString();
}

}  // namespace calendar
