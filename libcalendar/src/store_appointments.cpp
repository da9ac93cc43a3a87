// Appointments, and the time they occupy.

#include <fmt/format.h>

#include "calendar/store.hpp"
#include "connection.hpp"
#include "store_row.hpp"

namespace calendar {

namespace {

std::int64_t seconds(Instant instant) {
  return instant.time_since_epoch().count();
}

void bind(SQLite::Statement& statement, const char* name, const std::optional<std::string>& text) {
  text ? statement.bind(name, *text) : statement.bind(name);
}

std::optional<std::string> text_of(const std::optional<Reference>& ref) {
  if (!ref) return std::nullopt;
  return ref->str();
}

void bind(SQLite::Statement& statement, const char* name, const std::optional<Instant>& instant) {
  instant ? statement.bind(name, seconds(*instant)) : statement.bind(name);
}

// A query of appointments, with the columns that appointment_at() reads. `owner_name` is an
// expression, and `rest` what follows the table.
std::string select_appointments(std::string_view owner_name, std::string_view rest) {
  return fmt::format(R"sql(
      SELECT ref, {}, service, start_at, end_at, occupied_from, occupied_to, zone, utc_offset, live, name, email, note,
             key, created_at, cancelled_at, reason, key_start
      FROM appointment {})sql",
                     owner_name, rest);
}

// One by what identifies it; the owner's columns get names that an appointment's do not have.
std::string select_one(std::string_view condition) {
  return select_appointments(
      "owner_name",
      fmt::format("JOIN (SELECT id AS owner_id, name AS owner_name FROM owner) ON owner_id = owner WHERE {}",
                  condition));
}

Appointment appointment_at(Row& row) {
  constexpr std::int64_t furthest = Seconds{std::chrono::hours{26}}.count();  // further than any clock is from UTC
  Appointment found{
      .ref = Reference{row.text()},
      .owner = OwnerName{row.text()},
      .service = ServiceName{row.text()},
      .span = row.span(),
      .occupied = row.span(),
      .zone = row.text(),
      .utc_offset = Seconds{row.number(-furthest, furthest)},
      .status = row.number(0, 1) == 1 ? Status::booked : Status::cancelled,
      .invitee = {row.text(), row.optional_text(), row.optional_text()},
      .key = row.optional_text(),
      .created = row.instant(),
      .cancelled = row.unless_null([&] { return row.instant(); }),
      .reason = row.optional_text(),
  };
  if (!found.occupied.contains(found.span))
    throw Error{Code::damaged, "the appointment " + found.ref->str() + " is not within what it occupies"};
  return found;
}

std::vector<Appointment> all_appointments(Query& query) {
  std::vector<Appointment> found;
  while (query->executeStep()) {
    Row row{*query};
    found.push_back(appointment_at(row));
  }
  return found;
}

void bind_times(SQLite::Statement& statement, const Appointment& appointment) {
  statement.bind(":start_at", seconds(appointment.span.start));
  statement.bind(":end_at", seconds(appointment.span.end));
  statement.bind(":occupied_from", seconds(appointment.occupied.start));
  statement.bind(":occupied_to", seconds(appointment.occupied.end));
  statement.bind(":zone", appointment.zone);
  statement.bind(":utc_offset", static_cast<std::int64_t>(appointment.utc_offset.count()));
}

std::int64_t count(Statements& db, const char* sql, OwnerId owner, std::optional<Instant> bound) {
  Query query{db, sql};
  query->bind(":owner", owner.value);
  if (bound) query->bind(":bound", seconds(*bound));
  query->executeStep();
  return query->getColumn(0).getInt64();
}

bool is_used(Statements& db, std::int64_t number) {
  Query query{db, "SELECT 1 FROM appointment WHERE id = :id OR ref = :ref"};
  query->bind(":id", number);
  query->bind(":ref", Reference::of_number(number).str());
  return query->executeStep();
}

// The number after the greatest that AUTOINCREMENT ever gave, whether its row still exists or not;
// rows that somebody else wrote may have taken it, or its reference.
std::int64_t next_number(Statements& db) {
  constexpr std::int64_t most = std::int64_t{1} << 53;
  Query query{db, "SELECT coalesce(max(seq), 0) AS seq FROM sqlite_sequence WHERE name = 'appointment'"};
  query->executeStep();
  std::int64_t number = Row{*query}.number(0, most) + 1;
  while (is_used(db, number)) ++number;
  return number;
}

}  // namespace

std::vector<Interval> Store::occupied(OwnerId owner, const Interval& span, const std::optional<Reference>& except) {
  return connection_->run([&](Statements& db) {
    // Of what begins before the span only the last can reach into it: see schema.cpp.
    Query query{db, R"sql(
        SELECT occupied_from, occupied_to FROM appointment
        WHERE owner = :owner AND live = 1 AND occupied_from < :end
          AND occupied_from >= coalesce((SELECT max(occupied_from) FROM appointment
              WHERE owner = :owner AND live = 1 AND occupied_from <= :start), :start)
          AND (:except IS NULL OR ref <> :except)
        ORDER BY occupied_from)sql"};
    query->bind(":owner", owner.value);
    query->bind(":start", seconds(span.start));
    query->bind(":end", seconds(span.end));
    bind(*query, ":except", text_of(except));
    std::vector<Interval> found;
    while (query->executeStep()) found.push_back(Row{*query}.span());
    return found;
  });
}

std::vector<Instant> Store::starts(OwnerId owner, const ServiceName& service, const Interval& range,
                                   const std::optional<Reference>& except) {
  return connection_->run([&](Statements& db) {
    Query query{db, R"sql(
        SELECT start_at FROM appointment
        WHERE owner = :owner AND live = 1 AND service = :service AND start_at >= :start AND start_at < :end
          AND (:except IS NULL OR ref <> :except)
        ORDER BY start_at)sql"};
    query->bind(":owner", owner.value);
    query->bindNoCopy(":service", service.str());
    query->bind(":start", seconds(range.start));
    query->bind(":end", seconds(range.end));
    bind(*query, ":except", text_of(except));
    std::vector<Instant> found;
    while (query->executeStep()) found.push_back(Row{*query}.instant());
    return found;
  });
}

std::vector<Appointment> Store::upcoming(const Owner& owner, Instant ended_by, std::optional<Instant> before,
                                         std::optional<std::size_t> limit) {
  return connection_->run([&](Statements& db) {
    static const std::string sql = select_appointments(":owner_name", R"sql(
        WHERE owner = :owner AND live = 1 AND end_at > :ended_by
          AND occupied_from >= coalesce((SELECT max(occupied_from) FROM appointment
              WHERE owner = :owner AND live = 1 AND occupied_from <= :ended_by), :ended_by)
          AND occupied_from < :before AND start_at < :before
        ORDER BY occupied_from LIMIT :limit)sql");
    Query query{db, sql.c_str()};
    query->bind(":owner", owner.id.value);
    query->bindNoCopy(":owner_name", owner.name.str());
    query->bind(":ended_by", seconds(ended_by));
    query->bind(":before", before ? seconds(*before) : std::numeric_limits<std::int64_t>::max());
    query->bind(":limit", limit ? static_cast<std::int64_t>(*limit) : std::int64_t{-1});
    return all_appointments(query);
  });
}

std::vector<Appointment> Store::history(const Owner& owner, const Interval& range) {
  return connection_->run([&](Statements& db) {
    static const std::string sql = select_appointments(
        ":owner_name", "WHERE owner = :owner AND start_at >= :start AND start_at < :end ORDER BY start_at, id");
    Query query{db, sql.c_str()};
    query->bind(":owner", owner.id.value);
    query->bindNoCopy(":owner_name", owner.name.str());
    query->bind(":start", seconds(range.start));
    query->bind(":end", seconds(range.end));
    return all_appointments(query);
  });
}

std::int64_t Store::count_starting(OwnerId owner, Instant from) {
  return connection_->run([&](Statements& db) {
    return count(db, R"sql(
        SELECT count(*) FROM appointment WHERE owner = :owner AND live = 1 AND start_at >= :bound
          AND occupied_from >= coalesce((SELECT max(occupied_from) FROM appointment
              WHERE owner = :owner AND live = 1 AND occupied_from <= :bound), :bound))sql",
                 owner, from);
  });
}

std::int64_t Store::count_ending(OwnerId owner, Instant after) {
  return connection_->run([&](Statements& db) {
    return count(db, "SELECT count(*) FROM appointment WHERE owner = :owner AND live = 1 AND end_at > :bound", owner,
                 after);
  });
}

std::int64_t Store::count_all(OwnerId owner) {
  return connection_->run([&](Statements& db) {
    return count(db, "SELECT count(*) FROM appointment WHERE owner = :owner", owner, std::nullopt);
  });
}

std::optional<Appointment> Store::appointment(const Reference& ref) {
  return connection_->run([&](Statements& db) -> std::optional<Appointment> {
    static const std::string sql = select_one("ref = :ref");
    Query query{db, sql.c_str()};
    query->bindNoCopy(":ref", ref.str());
    if (!query->executeStep()) return std::nullopt;
    Row row{*query};
    return appointment_at(row);
  });
}

Reference Store::insert(OwnerId owner, const Appointment& appointment) {
  return connection_->run([&](Statements& db) {
    const std::int64_t number = next_number(db);
    const Reference ref = Reference::of_number(number);
    Query insert{db, R"sql(
        INSERT INTO appointment(id, ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone, utc_offset,
                                name, email, note, key, key_start, created_at)
        VALUES(:id, :ref, :owner, :service, :start_at, :end_at, :occupied_from, :occupied_to, :zone, :utc_offset,
                 :name, :email, :note, :key, :key_start, :created_at))sql"};
    insert->bind(":id", number);
    insert->bindNoCopy(":ref", ref.str());
    insert->bind(":owner", owner.value);
    insert->bindNoCopy(":service", appointment.service.str());
    bind_times(*insert, appointment);
    insert->bindNoCopy(":name", appointment.invitee.name);
    bind(*insert, ":email", appointment.invitee.email);
    bind(*insert, ":note", appointment.invitee.note);
    bind(*insert, ":key", appointment.key);
    bind(*insert, ":key_start", appointment.key ? std::optional{appointment.span.start} : std::nullopt);
    insert->bind(":created_at", seconds(appointment.created));
    insert->exec();
    return ref;
  });
}

void Store::update(const Appointment& appointment) {
  connection_->run([&](Statements& db) {
    Query update{db, R"sql(
        UPDATE appointment SET start_at = :start_at, end_at = :end_at, occupied_from = :occupied_from,
          occupied_to = :occupied_to, zone = :zone, utc_offset = :utc_offset, live = :live,
          cancelled_at = :cancelled_at, reason = :reason
        WHERE ref = :ref)sql"};
    update->bind(":ref", appointment.ref.value().str());
    bind_times(*update, appointment);
    update->bind(":live", appointment.status == Status::booked ? 1 : 0);
    bind(*update, ":cancelled_at", appointment.cancelled);
    bind(*update, ":reason", appointment.reason);
    update->exec();
  });
}

std::optional<Store::KeyUse> Store::key_use(OwnerId owner, const std::string& key) {
  return connection_->run([&](Statements& db) -> std::optional<KeyUse> {
    static const std::string sql = select_one("owner = :owner AND key = :key");
    Query query{db, sql.c_str()};
    query->bind(":owner", owner.value);
    query->bindNoCopy(":key", key);
    if (!query->executeStep()) return std::nullopt;
    Row row{*query};
    Appointment made = appointment_at(row);
    return KeyUse{std::move(made), row.instant()};
  });
}

}  // namespace calendar
