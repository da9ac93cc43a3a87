// Owners.

#include <fmt/format.h>

#include <limits>

#include "calendar/store.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/owner_name.hpp"
#include "sqlite/row.hpp"
#include "sqlite/row_reader.hpp"
#include "sqlite/telling_column.hpp"
#include "sqlite/thing.hpp"

namespace calendar {

namespace {

// All that owner_at() reads.
std::string select_owners(std::string_view rest = {}) {
  return fmt::format(
      "SELECT id, name, zone, title, email, max_per_day, answer, tells_invitee, tells_owner, tells_from FROM owner {}",
      rest);
}

Owner owner_at(SQLite::Statement& statement) {
  Row row{statement};
  Owner found{OwnerId{row.id()}, OwnerName{row.text()}, row.text()};
  found.title = row.optional_text();
  found.email = row.optional_text();
  found.max_per_day = row.optional_limit();
  found.answered = row.optional_text();
  found.telling.invitee = telling_in(row.optional_text());
  found.telling.owner = telling_in(row.optional_text());
  found.telling.from = row.optional_text();
  return found;
}

// No id is used twice, so that what was an owner's is never taken for another's.
std::int64_t next_owner(Statements& db) {
  Query query{db, "SELECT max(last_owner, coalesce((SELECT max(id) FROM owner), 0)) FROM file"};
  query->executeStep();
  const std::int64_t next = Row{*query}.last_number() + 1;
  execute_on_one_row(db, "UPDATE file SET last_owner = :next", next);
  return next;
}

// A series of which others have appointments goes on with one of them; its key was the owner's.
void hand_on_series(Statements& db, OwnerId owner) {
  constexpr const char* sql = R"sql(
      WITH heir AS (SELECT series AS ref, min(owner) AS id FROM appointment
        WHERE series IN (SELECT ref FROM series WHERE owner = :owner) AND owner <> :owner GROUP BY series)
      UPDATE series SET key = NULL, key_request = NULL, owner = heir.id FROM heir WHERE series.ref = heir.ref)sql";
  execute(db, sql, owner);
}

// All that is an owner's, and at last the owner.
std::vector<Thing> all_of(Statements& db, OwnerId owner) {
  constexpr const char* sql = R"sql(
      SELECT 'appointment', ref FROM appointment WHERE owner = :owner
      UNION ALL SELECT 'series', ref FROM series WHERE owner = :owner
      UNION ALL SELECT 'busy', id FROM busy WHERE owner = :owner
      UNION ALL SELECT 'service', owner || '/' || name FROM service WHERE owner = :owner
      UNION ALL SELECT 'calendar', owner || '/' || name FROM calendar WHERE owner = :owner
      UNION ALL SELECT DISTINCT 'invitation', owner || '/' || uid FROM invitation WHERE owner = :owner
      UNION ALL SELECT DISTINCT 'service week', owner || '/' || service FROM service_hours WHERE owner = :owner
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
  static const std::string sql = with_rows_of_image(Thing::Kind::owner) + select_owners();
  Query query{db, sql.c_str(), image};
  if (!query->executeStep()) return std::monostate{};
  return owner_at(*query);
}

std::vector<RowReader> owner_readers() {
  return {
      {"owner", 9, select_owners(),
       [](SQLite::Statement& row) {
         owner_at(row);
         Row{row}.number(std::numeric_limits<std::int64_t>::min(), greatest_number);  // a new owner's is greater
       }},
      {"change", 9, with_rows_of_record(Thing::Kind::owner) + select_owners(),
       [](SQLite::Statement& row) { owner_at(row); }},
  };
}

std::vector<Owner> Store::owners() {
  return connection_->run([&](Statements& db) {
    static const std::string sql = select_owners("ORDER BY name");
    Query query{db, sql.c_str()};
    std::vector<Owner> found;
    while (query->executeStep()) found.push_back(owner_at(*query));
    return found;
  });
}

std::vector<OwnerSummary> Store::summaries(Instant now) {
  return connection_->run([&](Statements& db) {
    constexpr const char* sql = R"sql(
        SELECT id, name, zone, title, email, max_per_day, answer, tells_invitee, tells_owner, tells_from,
          (SELECT count(*) FROM appointment WHERE owner = owner.id AND live = 1 AND occupied_from > :now)
            + coalesce((SELECT start_at >= :now FROM appointment
                WHERE owner = owner.id AND live = 1 AND occupied_from <= :now ORDER BY occupied_from DESC LIMIT 1), 0)
        FROM owner ORDER BY name)sql";
    Query query{db, sql, now};
    std::vector<OwnerSummary> found;
    while (query->executeStep()) found.push_back({owner_at(*query), query->getColumn(10).getInt64()});
    return found;
  });
}

std::optional<Owner> Store::owner(const OwnerName& name) {
  return connection_->run([&](Statements& db) -> std::optional<Owner> {
    static const std::string sql = select_owners("WHERE name = :name");
    Query query{db, sql.c_str(), name};
    if (!query->executeStep()) return std::nullopt;
    return owner_at(*query);
  });
}

std::optional<Owner> Store::owner(OwnerId id) {
  return connection_->run([&](Statements& db) -> std::optional<Owner> {
    static const std::string sql = select_owners("WHERE id = :id");
    Query query{db, sql.c_str(), id};
    if (!query->executeStep()) return std::nullopt;
    return owner_at(*query);
  });
}

Owner Store::insert_owner(const OwnerName& name, const std::string& zone) {
  return connection_->run([&](Statements& db) {
    const OwnerId id{next_owner(db)};
    record(db, connection_->change, Deed::owner, name, Thing::owner(id));
    execute_on_one_row(db, "INSERT INTO owner(id, name, zone) VALUES(:id, :name, :zone)", id, name, zone);
    return Owner{.id = id, .name = name, .zone = zone};
  });
}

void Store::set_owner(const Owner& owner) {
  connection_->run([&](Statements& db) {
    constexpr const char* sql = R"sql(
        UPDATE owner SET name = :name, zone = :zone, title = :title, email = :email, max_per_day = :max_per_day,
          answer = :answer, tells_invitee = :tells_invitee, tells_owner = :tells_owner, tells_from = :tells_from
        WHERE id = :id)sql";
    const OwnerName name = name_of(db, owner.id);
    const auto invitee = telling_text(owner.telling.invitee), of_own = telling_text(owner.telling.owner);
    record_if_changed(db, connection_->change, Deed::owner, name, Thing::owner(owner.id), [&] {
      execute_on_one_row(db, sql, owner.name, owner.zone, owner.title, owner.email, owner.max_per_day, owner.answered,
                         invitee, of_own, owner.telling.from, owner.id);
    });
    if (owner.telling.tell()) execute(db, "UPDATE file SET tells = 1 WHERE tells IS NOT 1");
    rename_in_record(db, name, owner.name);
  });
}

void Store::remove_owner(OwnerId owner) {
  connection_->run([&](Statements& db) {
    const OwnerName name = name_of(db, owner);
    forget_in_record(db, owner, Instant::max());
    for (const Thing& thing : all_of(db, owner)) record(db, connection_->change, Deed::owner, name, thing);
    hand_on_series(db, owner);
    execute_on_one_row(db, "DELETE FROM owner WHERE id = :owner", owner);
  });
}

}  // namespace calendar
