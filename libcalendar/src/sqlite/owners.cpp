// Owners and their hours.

#include <limits>

#include "calendar/limits.hpp"
#include "calendar/store.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/owner_name.hpp"
#include "sqlite/row.hpp"
#include "sqlite/row_reader.hpp"
#include "sqlite/thing.hpp"

namespace calendar {

namespace {

// A date without windows is stored as one row of zero length.
constexpr Window closed{Minutes{0}, Minutes{0}};

constexpr std::int64_t whole_day = limits::day.count();

Window window_at(Row& row) {
  const std::int64_t start = row.number(0, whole_day - 1);
  return {Minutes{start}, Minutes{row.number(start + 1, start + whole_day)}};
}

// The same, but it may be `closed`.
Window override_at(Row& row) {
  const std::int64_t start = row.number(0, whole_day - 1);
  return {Minutes{start}, Minutes{row.number(start == 0 ? 0 : start + 1, start + whole_day)}};
}

Owner owner_at(SQLite::Statement& statement) {
  Row row{statement};
  return {OwnerId{row.id()}, OwnerName{row.text()}, row.text()};
}

Date date_at(Row& row) {
  const std::string text = row.text();
  const auto date = parse_iso_date(text);
  if (!date) throw Error{Code::damaged, "'" + text + "' is not a date"};
  return *date;
}

std::pair<std::size_t, Window> weekly_at(SQLite::Statement& statement) {
  Row row{statement};
  const auto day = static_cast<std::size_t>(row.number(1, 7));
  return {day, window_at(row)};
}

std::pair<Date, Window> dated_at(SQLite::Statement& statement) {
  Row row{statement};
  const Date date = date_at(row);
  return {date, override_at(row)};
}

WeeklyHours week_at(Query& query) {
  std::array<Windows, 8> days;  // by ISO number, Monday is 1
  while (query->executeStep()) {
    const auto& [day, window] = weekly_at(*query);
    days.at(day).push_back(window);
  }
  WeeklyHours hours;
  for (unsigned day = 1; day <= 7; ++day) hours.set(std::chrono::weekday{day}, std::move(days.at(day)));
  return hours;
}

Overrides overrides_at(Query& query) {
  Overrides found;
  while (query->executeStep()) {
    const auto& [date, window] = dated_at(*query);
    Windows& windows = found[date];
    if (window != closed) windows.push_back(window);
  }
  return found;
}

void erase_override(Statements& db, OwnerId owner, Date date) {
  execute(db, "DELETE FROM date_override WHERE owner = :owner AND date = :date", owner, date);
}

// No id is used twice, so that what was an owner's is never taken for another's.
std::int64_t next_owner(Statements& db) {
  Query query{db, "SELECT max(last_owner, coalesce((SELECT max(id) FROM owner), 0)) FROM file"};
  query->executeStep();
  const std::int64_t next = Row{*query}.last_number() + 1;
  execute_on_one_row(db, "UPDATE file SET last_owner = :next", next);
  return next;
}

// All that is an owner's, and at last the owner.
std::vector<Thing> all_of(Statements& db, OwnerId owner) {
  constexpr const char* sql = R"sql(
      SELECT 'appointment', ref FROM appointment WHERE owner = :owner
      UNION ALL SELECT 'busy', id FROM busy WHERE owner = :owner
      UNION ALL SELECT 'service', owner || '/' || name FROM service WHERE owner = :owner
      UNION ALL SELECT DISTINCT 'date', owner || '/' || date FROM date_override WHERE owner = :owner)sql";
  Query query{db, sql, owner};
  std::vector<Thing> things;
  while (query->executeStep()) {
    Row row{*query};
    Thing thing{thing_kind(row.text()), {}};
    thing.key = row.text();
    things.push_back(std::move(thing));
  }
  things.push_back(Thing::week(owner));
  things.push_back(Thing::owner(owner));
  return things;
}

}  // namespace

OwnerName name_of(Statements& db, OwnerId owner) {
  Query query{db, "SELECT name FROM owner WHERE id = :owner", owner};
  if (!query->executeStep()) throw Error{Code::damaged, "an owner is missing"};
  return OwnerName{Row{*query}.text()};
}

State owner_state(Statements& db, const std::string& image) {
  static const std::string sql = with_rows_of_image(Thing::Kind::owner) + "SELECT id, name, zone FROM owner";
  Query query{db, sql.c_str(), image};
  if (!query->executeStep()) return std::monostate{};
  return owner_at(*query);
}

State week_state(Statements& db, const std::string& image) {
  static const std::string sql = with_rows_of_image(Thing::Kind::week) + "SELECT day, start, \"end\" FROM weekly_hours";
  Query query{db, sql.c_str(), image};
  return week_at(query);
}

State dated_state(Statements& db, const std::string& image) {
  static const std::string sql =
      with_rows_of_image(Thing::Kind::dated) + "SELECT date, start, \"end\" FROM date_override";
  Query query{db, sql.c_str(), image};
  Overrides found = overrides_at(query);
  if (found.empty()) return std::monostate{};
  return DatedWindows{found.begin()->first, std::move(found.begin()->second)};
}

std::vector<RowReader> owner_readers() {
  return {
      {"owner", 1, "SELECT id, name, zone FROM owner",
       [](SQLite::Statement& row) {
         owner_at(row);
         Row{row}.number(std::numeric_limits<std::int64_t>::min(), greatest_number);  // a new owner's is greater
       }},
      {"change", 4, with_rows_of_record(Thing::Kind::owner) + "SELECT id, name, zone FROM owner",
       [](SQLite::Statement& row) { owner_at(row); }},
      {"change", 4, with_rows_of_record(Thing::Kind::week) + "SELECT day, start, \"end\" FROM weekly_hours",
       [](SQLite::Statement& row) { weekly_at(row); }},
      {"change", 4, with_rows_of_record(Thing::Kind::dated) + "SELECT date, start, \"end\" FROM date_override",
       [](SQLite::Statement& row) { dated_at(row); }},
      {"weekly_hours", 1, "SELECT day, start, end FROM weekly_hours", [](SQLite::Statement& row) { weekly_at(row); }},
      {"date_override", 1, "SELECT date, start, end FROM date_override", [](SQLite::Statement& row) { dated_at(row); }},
  };
}

std::vector<Owner> Store::owners() {
  return connection_->run([&](Statements& db) {
    Query query{db, "SELECT id, name, zone FROM owner ORDER BY name"};
    std::vector<Owner> found;
    while (query->executeStep()) found.push_back(owner_at(*query));
    return found;
  });
}

std::vector<OwnerSummary> Store::summaries(Instant now) {
  return connection_->run([&](Statements& db) {
    constexpr const char* sql = R"sql(
        SELECT id, name, zone,
          (SELECT count(*) FROM appointment WHERE owner = owner.id AND live = 1 AND occupied_from > :now)
            + coalesce((SELECT start_at >= :now FROM appointment
                WHERE owner = owner.id AND live = 1 AND occupied_from <= :now ORDER BY occupied_from DESC LIMIT 1), 0)
        FROM owner ORDER BY name)sql";
    Query query{db, sql, now};
    std::vector<OwnerSummary> found;
    while (query->executeStep()) found.push_back({owner_at(*query), query->getColumn(3).getInt64()});
    return found;
  });
}

std::optional<Owner> Store::owner(const OwnerName& name) {
  return connection_->run([&](Statements& db) -> std::optional<Owner> {
    Query query{db, "SELECT id, name, zone FROM owner WHERE name = :name", name};
    if (!query->executeStep()) return std::nullopt;
    return owner_at(*query);
  });
}

Owner Store::insert_owner(const OwnerName& name, const std::string& zone) {
  return connection_->run([&](Statements& db) {
    const OwnerId id{next_owner(db)};
    record(db, connection_->change, Deed::owner, name, Thing::owner(id));
    execute_on_one_row(db, "INSERT INTO owner(id, name, zone) VALUES(:id, :name, :zone)", id, name, zone);
    return Owner{id, name, zone};
  });
}

void Store::set_zone(OwnerId owner, const std::string& zone) {
  connection_->run([&](Statements& db) {
    record(db, connection_->change, Deed::owner, name_of(db, owner), Thing::owner(owner));
    execute_on_one_row(db, "UPDATE owner SET zone = :zone WHERE id = :owner", zone, owner);
  });
}

void Store::remove_owner(OwnerId owner) {
  connection_->run([&](Statements& db) {
    const OwnerName name = name_of(db, owner);
    forget_in_record(db, owner, Instant::max());
    for (const Thing& thing : all_of(db, owner)) record(db, connection_->change, Deed::owner, name, thing);
    execute_on_one_row(db, "DELETE FROM owner WHERE id = :owner", owner);
  });
}

WeeklyHours Store::weekly_hours(OwnerId owner) {
  return connection_->run([&](Statements& db) {
    Query query{db, "SELECT day, start, end FROM weekly_hours WHERE owner = :owner ORDER BY day, start", owner};
    return week_at(query);
  });
}

void Store::set_weekly_hours(OwnerId owner, const WeeklyHours& hours) {
  connection_->run([&](Statements& db) {
    constexpr const char* sql = "INSERT INTO weekly_hours(owner, day, start, end) VALUES(:owner, :day, :start, :end)";
    record_if_changed(db, connection_->change, Deed::hours, name_of(db, owner), Thing::week(owner), [&] {
      execute(db, "DELETE FROM weekly_hours WHERE owner = :owner", owner);
      for (std::int64_t day = 1; day <= 7; ++day) {
        for (const Window& window : hours.on(std::chrono::weekday{static_cast<unsigned>(day)}))
          execute_on_one_row(db, sql, owner, day, window.start, window.end);
      }
    });
  });
}

Overrides Store::overrides(OwnerId owner, Date first, Date last) {
  return connection_->run([&](Statements& db) {
    constexpr const char* sql = R"sql(
        SELECT date, start, end FROM date_override
        WHERE owner = :owner AND date BETWEEN :first AND :last ORDER BY date, start)sql";
    Query query{db, sql, owner, first, last};
    return overrides_at(query);
  });
}

void Store::set_override(OwnerId owner, Date date, const Windows& windows) {
  connection_->run([&](Statements& db) {
    constexpr const char* sql =
        "INSERT INTO date_override(owner, date, start, end) VALUES(:owner, :date, :start, :end)";
    record_if_changed(db, connection_->change, Deed::hours, name_of(db, owner), Thing::dated(owner, date), [&] {
      erase_override(db, owner, date);
      for (const Window& window : windows.empty() ? Windows{closed} : windows)
        execute_on_one_row(db, sql, owner, date, window.start, window.end);
    });
  });
}

void Store::remove_override(OwnerId owner, Date date) {
  connection_->run([&](Statements& db) {
    record_if_changed(db, connection_->change, Deed::hours, name_of(db, owner), Thing::dated(owner, date),
                      [&] { erase_override(db, owner, date); });
  });
}

}  // namespace calendar
