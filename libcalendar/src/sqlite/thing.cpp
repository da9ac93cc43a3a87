#include "sqlite/thing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "calendar/error.hpp"

namespace calendar {

namespace {

struct Table {
  std::string_view kind;
  std::string_view name;
  std::string_view which;  // its rows, as a condition on {key}
  std::string_view order;
  std::vector<std::string_view> columns;
};

const std::array<Table, 10>& tables() {
  static const std::array<Table, 10> all{{
      {"appointment", "appointment", "ref = {key}", "id", {"id",           "ref",        "owner",         "service",
                                                           "start_at",     "end_at",     "occupied_from", "occupied_to",
                                                           "zone",         "utc_offset", "live",          "name",
                                                           "email",        "note",       "key",           "created_at",
                                                           "cancelled_at", "reason",     "key_start",     "key_request",
                                                           "key_owner",    "phone",      "changed_at",    "attendance",
                                                           "revision",     "series",     "position",      "dates"}},
      {"busy", "busy", "id = CAST({key} AS INTEGER)", "id", {"id", "owner", "start_at", "end_at", "note"}},
      {"service",
       "service",
       "owner = CAST({key} AS INTEGER) AND name = substr({key}, instr({key}, '/') + 1)",
       "name",
       {"owner", "name", "duration", "step", "buffer_before", "buffer_after", "notice", "horizon", "max_per_day",
        "duration_max", "notice_days", "max_per_week", "title", "closed"}},
      {"owner",
       "owner",
       "id = CAST({key} AS INTEGER)",
       "id",
       {"id", "name", "zone", "title", "email", "max_per_day", "answer", "tells_invitee", "tells_owner", "tells_from"}},
      {"week", "weekly_hours", "owner = CAST({key} AS INTEGER)", "day, start", {"owner", "day", "start", "end"}},
      {"service week",
       "service_hours",
       "owner = CAST({key} AS INTEGER) AND service = substr({key}, instr({key}, '/') + 1)",
       "day, start",
       {"owner", "service", "day", "start", "end"}},
      {"date",
       "date_override",
       "owner = CAST({key} AS INTEGER) AND date = substr({key}, instr({key}, '/') + 1)",
       "start",
       {"owner", "date", "start", "end", "note"}},
      {"series",
       "series",
       "ref = {key}",
       "id",
       {"id", "ref", "owner", "zone", "first", "utc_offset", "every", "times", "until", "conflicts", "dates", "refused",
        "key", "key_request", "created_at"}},
      // As it was added: one that comes back has to be imported.
      {"calendar",
       "calendar",
       "owner = CAST({key} AS INTEGER) AND name = substr({key}, instr({key}, '/') + 1)",
       "name",
       {"owner", "name", "path", "me", "zone", "titles", "max_age"}},
      {"invitation",
       "invitation",
       "owner = CAST({key} AS INTEGER) AND uid = substr({key}, instr({key}, '/') + 1)",
       "instance",
       {"owner", "uid", "instance", "organizer", "sequence", "stamp", "answer", "ref", "end_at"}},
  }};
  return all;
}

const Table& table_of(Thing::Kind kind) {
  return tables().at(static_cast<std::size_t>(kind));
}

std::string condition(const Table& table, std::string_view key) {
  return fmt::format(fmt::runtime(table.which), fmt::arg("key", key));
}

// "a, b"; "'a', a, 'b', b"; ...
std::string joined(const Table& table, std::string_view form) {
  std::vector<std::string> parts;
  for (const std::string_view column : table.columns)
    parts.push_back(fmt::format(fmt::runtime(form), fmt::arg("column", column)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

struct Sql {
  std::string image, remove, insert, update;
};

// Made when it is first asked for, and kept: a statement that is prepared once is known by its text.
const Sql& sql_of(Thing::Kind kind) {
  static std::array<std::optional<Sql>, 10> made;
  auto& sql = made.at(static_cast<std::size_t>(kind));
  if (sql) return *sql;
  const Table& table = table_of(kind);
  const std::string columns = joined(table, "\"{column}\"");
  const std::string values = joined(table, "json_extract(value, '$.{column}')");
  const std::string which = condition(table, ":key");
  return sql.emplace(Sql{
      "SELECT " + image_expression(kind, ":key"),
      fmt::format("DELETE FROM {} WHERE {}", table.name, which),
      fmt::format("INSERT INTO {}({}) SELECT {} FROM json_each(:image)", table.name, columns, values),
      fmt::format("UPDATE {} SET ({}) = (SELECT {} FROM json_each(:image)) WHERE {}", table.name, columns, values,
                  which),
  });
}

bool is_one_row(Thing::Kind kind) {
  return kind != Thing::Kind::week && kind != Thing::Kind::service_week && kind != Thing::Kind::dated &&
         kind != Thing::Kind::invitation;
}

std::string with_rows(Thing::Kind kind, std::string_view name, const std::string& images) {
  const Table& table = table_of(kind);
  return fmt::format("WITH {} AS (SELECT {} FROM {}) ", name,
                     joined(table, "json_extract(value, '$.{column}') AS \"{column}\""), images);
}

}  // namespace

Thing Thing::service(OwnerId owner, const ServiceName& name) {
  return {Kind::service, fmt::format("{}/{}", owner.value, name.str())};
}

Thing Thing::service_week(OwnerId owner, const ServiceName& name) {
  return {Kind::service_week, fmt::format("{}/{}", owner.value, name.str())};
}

Thing Thing::calendar(OwnerId owner, const CalendarName& name) {
  return {Kind::calendar, fmt::format("{}/{}", owner.value, name.str())};
}

Thing Thing::dated(OwnerId owner, Date date) {
  return {Kind::dated, fmt::format("{}/{}", owner.value, iso(date))};
}

Thing Thing::invitation(OwnerId owner, const std::string& uid) {
  return {Kind::invitation, fmt::format("{}/{}", owner.value, uid)};
}

std::string_view name_of(Thing::Kind kind) {
  return table_of(kind).kind;
}

Thing::Kind thing_kind(std::string_view name) {
  const auto found = std::ranges::find(tables(), name, &Table::kind);
  if (found == tables().end()) throw Error{Code::damaged, fmt::format("a change of a '{}'", name)};
  return static_cast<Thing::Kind>(found - tables().begin());
}

std::string image_expression(Thing::Kind kind, std::string_view key) {
  const Table& table = table_of(kind);
  return fmt::format("(SELECT json_group_array(json_object({})) FROM (SELECT * FROM {} WHERE {} ORDER BY {}))",
                     joined(table, "'{column}', \"{column}\""), table.name, condition(table, key), table.order);
}

std::string image_of(Statements& statements, const Thing& thing) {
  Query query{statements, sql_of(thing.kind).image.c_str(), thing.key};
  query->executeStep();
  return query->getColumn(0).getString();
}

bool exists(Statements& statements, const Thing& thing) {
  return image_of(statements, thing) != no_rows;
}

bool same_image(Statements& statements, const std::string& one, const std::string& other) {
  if (one == other) return true;
  constexpr const char* sql = R"sql(
      SELECT json_array_length(:one) = json_array_length(:other) AND NOT EXISTS(
        SELECT 1 FROM json_each(:one) AS a JOIN json_each(:other) AS b ON a.key = b.key
          JOIN json_each(a.value) AS x JOIN json_each(b.value) AS y ON x.key = y.key
        WHERE x.value IS NOT y.value AND x.key NOT IN ('changed_at', 'revision')))sql";
  Query query{statements, sql, one, other};
  query->executeStep();
  return query->getColumn(0).getInt() == 1;
}

void put_back(Statements& statements, const Thing& thing, const std::string& image) {
  const Sql& sql = sql_of(thing.kind);
  if (is_one_row(thing.kind) && image != no_rows) {
    // Not removed and made again: what belongs to an owner would go with it.
    if (execute(statements, sql.update.c_str(), image, thing.key) > 0) return;
  } else {
    execute(statements, sql.remove.c_str(), thing.key);
  }
  if (image != no_rows) execute(statements, sql.insert.c_str(), image);
}

std::string with_rows_of_image(Thing::Kind kind) {
  return with_rows_of_image(kind, table_of(kind).name);
}

std::string with_rows_of_image(Thing::Kind kind, std::string_view name) {
  return with_rows(kind, name, "json_each(:image)");
}

std::string with_rows_of_record(Thing::Kind kind) {
  const std::string where = fmt::format("change WHERE kind = '{}' AND json_valid(before)", name_of(kind));
  return with_rows(kind, table_of(kind).name, fmt::format("(SELECT before FROM {}) JOIN json_each(before)", where));
}

}  // namespace calendar
