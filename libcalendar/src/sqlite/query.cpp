#include "sqlite/query.hpp"

#include <algorithm>

#include "sqlite/row.hpp"

namespace calendar {

std::int64_t last_number(Statements& statements, const std::string& table) {
  Query query{statements, "SELECT seq FROM sqlite_sequence WHERE name = :table", table};
  std::int64_t last = 0;
  while (query->executeStep()) last = std::max(last, Row{*query}.last_number());
  return last;
}

}  // namespace calendar
