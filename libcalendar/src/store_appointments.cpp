// Appointments, and the time they occupy.

#include "calendar/store.hpp"
#include "connection.hpp"

namespace calendar {

namespace {

std::int64_t seconds(Instant instant) {
  return instant.time_since_epoch().count();
}

Instant instant_at(SQLite::Statement& row, const char* column) {
  return Instant{Seconds{row.getColumn(column).getInt64()}};
}

std::optional<std::string> text_at(SQLite::Statement& row, const char* column) {
  const SQLite::Column value = row.getColumn(column);
  if (value.isNull()) return std::nullopt;
  return value.getString();
}

void bind(SQLite::Statement& statement, const char* name, const std::optional<std::string>& text) {
  text ? statement.bind(name, *text) : statement.bind(name);
}

Appointment appointment_at(SQLite::Statement& row) {
  Appointment found{
      .ref = Reference{row.getColumn("ref").getString()},
      .owner = OwnerName{row.getColumn("owner_name").getString()},
      .service = ServiceName{row.getColumn("service").getString()},
      .span = {instant_at(row, "start_at"), instant_at(row, "end_at")},
      .occupied = {instant_at(row, "occupied_from"), instant_at(row, "occupied_to")},
      .zone = row.getColumn("zone").getString(),
      .utc_offset = Seconds{row.getColumn("utc_offset").getInt64()},
      .status = row.getColumn("live").getInt() == 1 ? Status::booked : Status::cancelled,
      .invitee = {row.getColumn("name").getString(), text_at(row, "email"), text_at(row, "note")},
      .key = text_at(row, "key"),
      .created = instant_at(row, "created_at"),
      .cancelled = {},
      .reason = text_at(row, "reason"),
  };
  if (!row.getColumn("cancelled_at").isNull()) found.cancelled = instant_at(row, "cancelled_at");
  return found;
}

std::int64_t count(SQLite::Database& db, const char* sql, OwnerId owner, std::optional<Instant> bound) {
  SQLite::Statement query{db, sql};
  query.bind(":owner", owner.value);
  if (bound) query.bind(":bound", seconds(*bound));
  query.executeStep();
  return query.getColumn(0).getInt64();
}

bool is_used(SQLite::Database& db, const Reference& ref) {
  SQLite::Statement query{db, "SELECT 1 FROM appointment WHERE ref = :ref"};
  query.bindNoCopy(":ref", ref.str());
  return query.executeStep();
}

// The number after the greatest that AUTOINCREMENT ever gave, whether its row still exists or not;
// rows that somebody else wrote may have taken its reference.
std::int64_t next_number(SQLite::Database& db) {
  SQLite::Statement query{db, "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'appointment'"};
  query.executeStep();
  std::int64_t number = query.getColumn(0).getInt64();
  while (is_used(db, Reference::of_number(number))) ++number;
  return number;
}

}  // namespace

std::vector<Interval> Store::occupied(OwnerId owner, const Interval& span) {
  return connection_->run([&](SQLite::Database& db) {
    // Of what begins before the span only the last can reach into it: see schema.cpp.
    SQLite::Statement query{db, R"sql(
        SELECT occupied_from, occupied_to FROM appointment
        WHERE owner = :owner AND live = 1 AND occupied_from < :end
          AND occupied_from >= coalesce((SELECT max(occupied_from) FROM appointment
              WHERE owner = :owner AND live = 1 AND occupied_from <= :start), :start)
        ORDER BY occupied_from)sql"};
    query.bind(":owner", owner.value);
    query.bind(":start", seconds(span.start));
    query.bind(":end", seconds(span.end));
    std::vector<Interval> found;
    while (query.executeStep()) found.push_back({instant_at(query, "occupied_from"), instant_at(query, "occupied_to")});
    return found;
  });
}

std::vector<Appointment> Store::upcoming(const Owner& owner, Instant ended_by, std::optional<Instant> before,
                                         std::optional<std::size_t> limit) {
  return connection_->run([&](SQLite::Database& db) {
    SQLite::Statement query{db, R"sql(
        SELECT *, :name AS owner_name FROM appointment
        WHERE owner = :owner AND live = 1 AND end_at > :ended_by
          AND occupied_from >= coalesce((SELECT max(occupied_from) FROM appointment
              WHERE owner = :owner AND live = 1 AND occupied_from <= :ended_by), :ended_by)
          AND occupied_from < :before AND start_at < :before
        ORDER BY occupied_from LIMIT :limit)sql"};
    query.bind(":owner", owner.id.value);
    query.bind(":name", owner.name.str());
    query.bind(":ended_by", seconds(ended_by));
    query.bind(":before", before ? seconds(*before) : std::numeric_limits<std::int64_t>::max());
    query.bind(":limit", limit ? static_cast<std::int64_t>(*limit) : std::int64_t{-1});
    std::vector<Appointment> found;
    while (query.executeStep()) found.push_back(appointment_at(query));
    return found;
  });
}

std::int64_t Store::count_starting(OwnerId owner, Instant from) {
  return connection_->run([&](SQLite::Database& db) {
    return count(db, R"sql(
        SELECT count(*) FROM appointment WHERE owner = :owner AND live = 1 AND start_at >= :bound
          AND occupied_from >= coalesce((SELECT max(occupied_from) FROM appointment
              WHERE owner = :owner AND live = 1 AND occupied_from <= :bound), :bound))sql",
                 owner, from);
  });
}

std::int64_t Store::count_ending(OwnerId owner, Instant after) {
  return connection_->run([&](SQLite::Database& db) {
    return count(db, "SELECT count(*) FROM appointment WHERE owner = :owner AND live = 1 AND end_at > :bound", owner,
                 after);
  });
}

std::int64_t Store::count_all(OwnerId owner) {
  return connection_->run([&](SQLite::Database& db) {
    return count(db, "SELECT count(*) FROM appointment WHERE owner = :owner", owner, std::nullopt);
  });
}

std::optional<Appointment> Store::appointment(const Reference& ref) {
  return connection_->run([&](SQLite::Database& db) -> std::optional<Appointment> {
    SQLite::Statement query{db, R"sql(
        SELECT appointment.*, owner.name AS owner_name FROM appointment JOIN owner ON owner.id = appointment.owner
        WHERE ref = :ref)sql"};
    query.bindNoCopy(":ref", ref.str());
    if (!query.executeStep()) return std::nullopt;
    return appointment_at(query);
  });
}

Reference Store::insert(OwnerId owner, const Appointment& appointment) {
  return connection_->run([&](SQLite::Database& db) {
    const std::int64_t number = next_number(db);
    const Reference ref = Reference::of_number(number);
    SQLite::Statement insert{db, R"sql(
        INSERT INTO appointment(id, ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone, utc_offset,
                                name, email, note, key, created_at)
        VALUES(:id, :ref, :owner, :service, :start_at, :end_at, :occupied_from, :occupied_to, :zone, :utc_offset,
               :name, :email, :note, :key, :created_at))sql"};
    insert.bind(":id", number);
    insert.bindNoCopy(":ref", ref.str());
    insert.bind(":owner", owner.value);
    insert.bindNoCopy(":service", appointment.service.str());
    insert.bind(":start_at", seconds(appointment.span.start));
    insert.bind(":end_at", seconds(appointment.span.end));
    insert.bind(":occupied_from", seconds(appointment.occupied.start));
    insert.bind(":occupied_to", seconds(appointment.occupied.end));
    insert.bindNoCopy(":zone", appointment.zone);
    insert.bind(":utc_offset", static_cast<std::int64_t>(appointment.utc_offset.count()));
    insert.bindNoCopy(":name", appointment.invitee.name);
    bind(insert, ":email", appointment.invitee.email);
    bind(insert, ":note", appointment.invitee.note);
    bind(insert, ":key", appointment.key);
    insert.bind(":created_at", seconds(appointment.created));
    insert.exec();
    return ref;
  });
}

}  // namespace calendar
