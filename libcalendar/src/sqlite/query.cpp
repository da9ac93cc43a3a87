#include "sqlite/query.hpp"

#include <algorithm>

#include "sqlite/row.hpp"

namespace calendar {

void bind_value(SQLite::Statement& statement, int parameter, const std::vector<Owner>& owners) {
  std::string ids = "[";
  for (const Owner& owner : owners) ids += (ids.size() == 1 ? "" : ",") + std::to_string(owner.id.value);
  bind_value(statement, parameter, ids + "]");
}

void bind_value(SQLite::Statement& statement, int parameter, const std::vector<Reference>& refs) {
  if (refs.empty()) return statement.bind(parameter);
  std::string texts;
  for (const Reference& ref : refs) texts += (texts.empty() ? "[\"" : ",\"") + ref.str() + '"';
  bind_value(statement, parameter, texts + "]");
}

std::int64_t last_number(Statements& statements, const std::string& table) {
  Query query{statements, "SELECT seq FROM sqlite_sequence WHERE name = :table", table};
  std::int64_t last = 0;
  while (query->executeStep()) last = std::max(last, Row{*query}.last_number());
  return last;
}

}  // namespace calendar
