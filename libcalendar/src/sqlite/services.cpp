// Services, and busy time.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "calendar/limits.hpp"
#include "calendar/store.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/owner_name.hpp"
#include "sqlite/row.hpp"
#include "sqlite/row_reader.hpp"
#include "sqlite/thing.hpp"

namespace calendar {

namespace {

constexpr std::int64_t day = limits::day.count();
// The number of valid dates: a longer notice or horizon makes no difference.
constexpr std::int64_t most_days = (last_date - first_date).count();

// All that service_at() reads.
std::string select_services(std::string_view rest) {
  return fmt::format(
      "SELECT name, duration, step, buffer_before, buffer_after, notice, horizon, max_per_day,"
      " duration_max, notice_days, max_per_week, title, closed FROM service {}",
      rest);
}

Service service_at(SQLite::Statement& statement) {
  Row row{statement};
  const auto minutes = [&](std::int64_t least, std::int64_t most) { return Minutes{row.number(least, most)}; };
  Service found{
      .name = ServiceName{row.text()},
      .duration = minutes(1, day),
      .step = row.unless_null([&] { return minutes(1, day); }),
      .buffer_before = minutes(0, day),
      .buffer_after = minutes(0, day),
      .notice = minutes(0, most_days * day),
      .horizon = row.unless_null([&] { return Days{row.number(0, most_days)}; }),
      .max_per_day = row.optional_limit(),
  };
  found.duration_max = row.unless_null([&] { return minutes(1, day); });
  found.notice_days = row.unless_null([&] { return Days{row.number(0, most_days)}; }).value_or(Days{0});
  found.max_per_week = row.optional_limit();
  found.title = row.optional_text();
  found.closed = row.unless_null([&] { return row.number(0, 1); }).value_or(0) == 1;
  return found;
}

Busy busy_at(SQLite::Statement& statement) {
  Row row{statement};
  return {row.id(), OwnerName{row.text()}, row.span(), row.optional_text()};
}

// How many digits the lengths of an owner's busy time have, in seconds: the least number past `digits`.
std::optional<std::int64_t> next_digits(Statements& db, OwnerId owner, std::int64_t digits) {
  constexpr const char* sql =
      "SELECT min(length(end_at - start_at)) FROM busy WHERE owner = :owner AND length(end_at - start_at) > :digits";
  Query query{db, sql, owner, digits};
  query->executeStep();
  return Row{*query}.unless_null([&] { return query->getColumn(0).getInt64(); });
}

// Before which nothing started that has so many digits and ends after `instant`.
Instant earliest_start(std::int64_t digits, Instant instant) {
  constexpr std::int64_t most = 12;  // longer is no time that a calendar holds
  Seconds reach{1};
  for (std::int64_t digit = 0; digit < digits; ++digit) reach *= digit < most ? 10 : 1;
  return digits > most || instant < Instant::min() + reach ? Instant::min() : instant - reach;
}

// See schema.cpp.
void add_busy_of_length(std::vector<Busy>& found, Statements& db, const Owner& owner, std::int64_t digits,
                        const Interval& touching, const Part& part) {
  constexpr const char* sql = R"sql(
      SELECT id, :owner_name, start_at, end_at, note FROM busy
      WHERE owner = :owner AND length(end_at - start_at) = :digits AND (start_at, end_at, id) > (:start, :end, :number)
        AND start_at < :before AND end_at > :ended_by
      ORDER BY start_at, end_at, id LIMIT :limit)sql";
  const Place front{earliest_start(digits, touching.start), 0, Status::booked, Instant::min(), 0};
  const Place after = part.after ? std::max(*part.after, front) : front;
  Query query{db,        sql,          owner.name,   owner.id,       digits,      after.start,
              after.end, after.number, touching.end, touching.start, part.limit()};
  while (query->executeStep()) found.push_back(busy_at(*query));
}

std::vector<Reference> references(Query& query) {
  std::vector<Reference> found;
  while (query->executeStep()) found.emplace_back(query->getColumn(0).getString());
  return found;
}

// Their keys may stand for requests of any of the owner's services.
std::vector<Reference> keyed_series(Statements& db, OwnerId owner) {
  Query query{db, "SELECT ref FROM series WHERE owner = :owner AND key_request IS NOT NULL ORDER BY id", owner};
  return references(query);
}

std::vector<Reference> of_service(Statements& db, OwnerId owner, const ServiceName& name) {
  Query query{db, "SELECT ref FROM appointment WHERE owner = :owner AND service = :name ORDER BY id", owner, name};
  return references(query);
}

}  // namespace

State busy_state(Statements& db, const std::string& image, const OwnerName& owner) {
  static const std::string sql =
      with_rows_of_image(Thing::Kind::busy) + "SELECT id, :owner_name, start_at, end_at, note FROM busy";
  Query query{db, sql.c_str(), image, owner};
  if (!query->executeStep()) return std::monostate{};
  return busy_at(*query);
}

State service_state(Statements& db, const std::string& image) {
  static const std::string sql = with_rows_of_image(Thing::Kind::service) + select_services("");
  Query query{db, sql.c_str(), image};
  if (!query->executeStep()) return std::monostate{};
  return service_at(*query);
}

std::vector<RowReader> service_readers() {
  return {
      {"service", 6, select_services(""), [](SQLite::Statement& row) { service_at(row); }},
      {"busy", 2,
       "SELECT busy.id, owner.name, start_at, end_at, note FROM busy NOT INDEXED JOIN owner ON owner.id = busy.owner",
       [](SQLite::Statement& row) { busy_at(row); }},
      {"change", 6, with_rows_of_record(Thing::Kind::service) + select_services(""),
       [](SQLite::Statement& row) { service_at(row); }},
      {"change", 4, with_rows_of_record(Thing::Kind::busy) + "SELECT id, 'any', start_at, end_at, note FROM busy",
       [](SQLite::Statement& row) { busy_at(row); }},
  };
}

std::vector<Service> Store::services(OwnerId owner) {
  return connection_->run([&](Statements& db) {
    static const std::string sql = select_services("WHERE owner = :owner ORDER BY name");
    Query query{db, sql.c_str(), owner};
    std::vector<Service> found;
    while (query->executeStep()) found.push_back(service_at(*query));
    return found;
  });
}

std::optional<Service> Store::service(OwnerId owner, const ServiceName& name) {
  return connection_->run([&](Statements& db) -> std::optional<Service> {
    static const std::string sql = select_services("WHERE owner = :owner AND name = :name");
    Query query{db, sql.c_str(), owner, name};
    if (!query->executeStep()) return std::nullopt;
    return service_at(*query);
  });
}

bool Store::knows_service(const std::vector<Owner>& owners, const ServiceName& name) {
  return connection_->run([&](Statements& db) {
    constexpr const char* of_all = R"sql(
        SELECT 1 WHERE EXISTS(SELECT 1 FROM service WHERE name = :name)
          OR EXISTS(SELECT 1 FROM appointment WHERE service = :name))sql";
    constexpr const char* of_some = R"sql(
        SELECT 1 FROM json_each(:owners) AS one
        WHERE EXISTS(SELECT 1 FROM service WHERE owner = one.value AND name = :name)
          OR EXISTS(SELECT 1 FROM appointment WHERE owner = one.value AND live = 1 AND service = :name)
          OR EXISTS(SELECT 1 FROM appointment WHERE owner = one.value AND live = 0 AND service = :name))sql";
    Query query = owners.empty() ? Query{db, of_all, name} : Query{db, of_some, owners, name};
    return query->executeStep();
  });
}

void Store::set_service(OwnerId owner, const Service& service) {
  connection_->run([&](Statements& db) {
    constexpr const char* sql = R"sql(
        INSERT OR REPLACE INTO service(owner, name, duration, step, buffer_before, buffer_after, notice, horizon, max_per_day,
                                       duration_max, notice_days, max_per_week, title, closed)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))sql";
    const Thing thing = Thing::service(owner, service.name);
    const auto notice_days = service.notice_days == Days{0} ? std::optional<Days>{} : service.notice_days;
    const auto closed = service.closed ? std::optional<std::int64_t>{1} : std::nullopt;
    record_if_changed(db, connection_->change, Deed::service, name_of(db, owner), thing, [&] {
      execute_on_one_row(db, sql, owner, service.name, service.duration, service.step, service.buffer_before,
                         service.buffer_after, service.notice, service.horizon, service.max_per_day,
                         service.duration_max, notice_days, service.max_per_week, service.title, closed);
    });
  });
}

void Store::remove_service(OwnerId owner, const ServiceName& name) {
  connection_->run([&](Statements& db) {
    record_if_changed(db, connection_->change, Deed::service, name_of(db, owner), Thing::service(owner, name), [&] {
      // The default service has no row until it is set.
      execute(db, "DELETE FROM service WHERE owner = :owner AND name = :name", owner, name);
    });
    const Thing hours = Thing::service_week(owner, name);
    record_if_changed(db, connection_->change, Deed::service, name_of(db, owner), hours, [&] {
      execute(db, "DELETE FROM service_hours WHERE owner = :owner AND service = :name", owner, name);
    });
  });
}

void Store::rename_service(OwnerId owner, const ServiceName& name, const ServiceName& new_name) {
  connection_->run([&](Statements& db) {
    const OwnerName whose = name_of(db, owner);
    const auto note = [&](const Thing& thing) { record(db, connection_->change, Deed::service, whose, thing); };
    for (const Reference& ref : of_service(db, owner, name)) note(Thing::appointment(ref));
    for (const Reference& ref : keyed_series(db, owner)) note(Thing::series(ref));
    const bool has_hours = exists(db, Thing::service_week(owner, name));
    for (const ServiceName& each : {name, new_name}) {
      note(Thing::service(owner, each));
      if (has_hours) note(Thing::service_week(owner, each));
    }
    constexpr const char* of_appointments = R"sql(
        UPDATE appointment SET service = :new_name, changed_at = :now, revision = revision + 1
        WHERE owner = :owner AND service = :name)sql";
    // A request names its service first: see request_text().
    constexpr const char* of_keys = R"sql(
        UPDATE appointment SET key_request = :new_start || substr(key_request, length(:start) + 1)
        WHERE coalesce(key_owner, owner) = :owner AND key IS NOT NULL AND substr(key_request, 1, length(:start)) = :start)sql";
    constexpr const char* of_series = R"sql(
        UPDATE series SET key_request = :new_start || substr(key_request, length(:start) + 1)
        WHERE owner = :owner AND substr(key_request, 1, length(:start)) = :start)sql";
    const auto start = [](const ServiceName& each) { return fmt::format("{}:{}", each.str().size(), each.str()); };
    const std::string new_start = start(new_name), old_start = start(name);
    execute(db, of_keys, new_start, old_start, owner);
    execute(db, of_series, new_start, old_start, owner);
    execute(db, of_appointments, new_name, connection_->change.now, owner, name);
    execute(db, "UPDATE service SET name = :new_name WHERE owner = :owner AND name = :name", new_name, owner, name);
    execute(db, "UPDATE service_hours SET service = :new_name WHERE owner = :owner AND service = :name", new_name,
            owner, name);
  });
}

std::vector<Busy> Store::busy(const Owner& owner, const Interval& touching, const Part& part) {
  if (part.after) connection_->forget_pages();
  return connection_->run([&](Statements& db) {
    std::vector<Busy> found;
    for (auto digits = next_digits(db, owner.id, 0); digits; digits = next_digits(db, owner.id, *digits))
      add_busy_of_length(found, db, owner, *digits, touching, part);
    std::ranges::sort(found, {}, place_of);
    if (found.size() > part.size) found.erase(found.begin() + static_cast<std::ptrdiff_t>(part.size), found.end());
    return found;
  });
}

std::optional<Busy> Store::busy(std::int64_t id) {
  return connection_->run([&](Statements& db) -> std::optional<Busy> {
    constexpr const char* sql = R"sql(
        SELECT busy.id, owner.name, start_at, end_at, note FROM busy JOIN owner ON owner.id = busy.owner
        WHERE busy.id = :id)sql";
    Query query{db, sql, id};
    if (!query->executeStep()) return std::nullopt;
    return busy_at(*query);
  });
}

std::int64_t Store::insert_busy(OwnerId owner, const Busy& busy) {
  return connection_->run([&](Statements& db) {
    last_number(db, "busy");  // SQLite reports a full disk if no number is left
    constexpr const char* sql =
        "INSERT INTO busy(owner, start_at, end_at, note) VALUES(:owner, :start_at, :end_at, :note)";
    execute_on_one_row(db, sql, owner, busy.span.start, busy.span.end, busy.note);
    const std::int64_t id = db.database.getLastInsertRowid();
    record_made(db, connection_->change, Deed::busy, busy.owner, Thing::busy(id));
    return id;
  });
}

void Store::remove_busy(const Busy& busy) {
  connection_->run([&](Statements& db) {
    record(db, connection_->change, Deed::busy, busy.owner, Thing::busy(busy.id));
    execute_on_one_row(db, "DELETE FROM busy WHERE id = :id", busy.id);
  });
}

}  // namespace calendar
