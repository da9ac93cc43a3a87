// Appointments, and the time they occupy.

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

Seconds offset_at(SQLite::Statement& row) {
  constexpr Seconds furthest = std::chrono::hours{26};  // further than any clock is from UTC
  return Seconds{number_at(row, "utc_offset", -furthest.count(), furthest.count())};
}

Appointment appointment_at(SQLite::Statement& row) {
  Appointment found{
      .ref = Reference{row.getColumn("ref").getString()},
      .owner = OwnerName{row.getColumn("owner_name").getString()},
      .service = ServiceName{row.getColumn("service").getString()},
      .span = span_at(row, "start_at", "end_at"),
      .occupied = span_at(row, "occupied_from", "occupied_to"),
      .zone = row.getColumn("zone").getString(),
      .utc_offset = offset_at(row),
      .status = number_at(row, "live", 0, 1) == 1 ? Status::booked : Status::cancelled,
      .invitee = {row.getColumn("name").getString(), text_at(row, "email"), text_at(row, "note")},
      .key = text_at(row, "key"),
      .created = instant_at(row, "created_at"),
      .cancelled = {},
      .reason = text_at(row, "reason"),
  };
  if (!row.getColumn("cancelled_at").isNull()) found.cancelled = instant_at(row, "cancelled_at");
  if (!found.occupied.contains(found.span))
    throw Error{Code::damaged, "the appointment " + found.ref->str() + " is not within what it occupies"};
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
  std::int64_t number = number_at(*query, "seq", 0, most) + 1;
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
    while (query->executeStep()) found.push_back(span_at(*query, "occupied_from", "occupied_to"));
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
    while (query->executeStep()) found.push_back(instant_at(*query, "start_at"));
    return found;
  });
}

std::vector<Appointment> Store::upcoming(const Owner& owner, Instant ended_by, std::optional<Instant> before,
                                         std::optional<std::size_t> limit) {
  return connection_->run([&](Statements& db) {
    Query query{db, R"sql(
        SELECT *, :name AS owner_name FROM appointment
        WHERE owner = :owner AND live = 1 AND end_at > :ended_by
          AND occupied_from >= coalesce((SELECT max(occupied_from) FROM appointment
              WHERE owner = :owner AND live = 1 AND occupied_from <= :ended_by), :ended_by)
          AND occupied_from < :before AND start_at < :before
        ORDER BY occupied_from LIMIT :limit)sql"};
    query->bind(":owner", owner.id.value);
    query->bind(":name", owner.name.str());
    query->bind(":ended_by", seconds(ended_by));
    query->bind(":before", before ? seconds(*before) : std::numeric_limits<std::int64_t>::max());
    query->bind(":limit", limit ? static_cast<std::int64_t>(*limit) : std::int64_t{-1});
    std::vector<Appointment> found;
    while (query->executeStep()) found.push_back(appointment_at(*query));
    return found;
  });
}

std::vector<Appointment> Store::history(const Owner& owner, const Interval& range) {
  return connection_->run([&](Statements& db) {
    Query query{db, R"sql(
        SELECT *, :name AS owner_name FROM appointment
        WHERE owner = :owner AND start_at >= :start AND start_at < :end
        ORDER BY start_at, id)sql"};
    query->bind(":owner", owner.id.value);
    query->bind(":name", owner.name.str());
    query->bind(":start", seconds(range.start));
    query->bind(":end", seconds(range.end));
    std::vector<Appointment> found;
    while (query->executeStep()) found.push_back(appointment_at(*query));
    return found;
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
    Query query{db, R"sql(
        SELECT appointment.*, owner.name AS owner_name FROM appointment JOIN owner ON owner.id = appointment.owner
        WHERE ref = :ref)sql"};
    query->bindNoCopy(":ref", ref.str());
    if (!query->executeStep()) return std::nullopt;
    return appointment_at(*query);
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
    Query query{db, R"sql(
        SELECT appointment.*, owner.name AS owner_name FROM appointment JOIN owner ON owner.id = appointment.owner
        WHERE appointment.owner = :owner AND key = :key)sql"};
    query->bind(":owner", owner.value);
    query->bindNoCopy(":key", key);
    if (!query->executeStep()) return std::nullopt;
    return KeyUse{appointment_at(*query), instant_at(*query, "key_start")};
  });
}

}  // namespace calendar
