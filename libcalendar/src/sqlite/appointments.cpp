// Appointments, and the time they occupy.

#include <fmt/format.h>

#include <utility>

#include "calendar/store.hpp"
#include "sqlite/appointment_row.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/row.hpp"
#include "sqlite/row_reader.hpp"
#include "sqlite/series_row.hpp"
#include "sqlite/thing.hpp"
#include "sqlite/untold.hpp"

namespace calendar {

namespace {

// A single one.
std::string select_one(std::string_view condition) {
  return select_appointments("owner_name", "key_start, key_request", fmt::format("{} WHERE {}", with_owner, condition));
}

template <class... Values>
std::int64_t count(Statements& db, const char* sql, const Values&... values) {
  Query query{db, sql, values...};
  query->executeStep();
  return query->getColumn(0).getInt64();
}

void insert_as(Statements& db, std::int64_t number, const Reference& ref, OwnerId owner, const Appointment& appointment,
               const ServiceChoice& asked) {
  constexpr const char* sql = R"sql(
      INSERT INTO appointment(id, ref, owner, service, start_at, end_at, occupied_from, occupied_to, zone, utc_offset,
                              name, email, note, key, key_start, key_request, created_at, phone, series, position, dates)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))sql";
  const auto& [name, email, note, phone] = appointment.invitee;
  std::optional<Reference> series;
  std::optional<std::int64_t> position, dates;
  if (const auto& place = appointment.series) {
    series = place->series;
    position = place->position;
    dates = place->of;
  }
  std::optional<Instant> key_start;
  std::optional<std::string> key_request;
  if (appointment.key) {
    key_start = appointment.span.start;
    key_request = request_text(asked, appointment.invitee, appointment.length());
  }
  execute_on_one_row(db, sql, number, ref, owner, appointment.service, appointment.span.start, appointment.span.end,
                     appointment.occupied.start, appointment.occupied.end, appointment.zone, appointment.utc_offset,
                     name, email, note, appointment.key, key_start, key_request, appointment.created, phone, series,
                     position, dates);
}

bool is_used(Statements& db, std::int64_t number, const FileIdentity& key) {
  const Reference ref = Reference::of_number(number, key);
  constexpr const char* sql = R"sql(
      SELECT 1 FROM appointment WHERE id = :id OR ref = :ref
      UNION ALL SELECT 1 FROM series WHERE id = :id OR ref = :ref)sql";
  Query query{db, sql, number, ref};
  return query->executeStep();
}

// The first number of which neither an appointment nor a series has been made.
std::int64_t next_number(Statements& db, Connection& connection) {
  std::optional<std::int64_t>& last = connection.last_number;
  if (!last || !connection.in_transaction()) last = last_number(db, "appointment");
  return *last + 1;
}

std::optional<std::string> text_of(const std::optional<Attendance>& attendance) {
  if (!attendance) return std::nullopt;
  return *attendance == Attendance::came ? "came" : "no-show";
}

void store(Statements& db, const Appointment& appointment, Instant now) {
  constexpr const char* sql = R"sql(
      UPDATE appointment SET key_owner = iif(key IS NULL, NULL, coalesce(key_owner, owner)),
        owner = (SELECT id FROM owner WHERE name = ?), service = ?, start_at = ?, end_at = ?,
        occupied_from = ?, occupied_to = ?, zone = ?, utc_offset = ?, live = ?, name = ?, email = ?, note = ?, phone = ?,
        cancelled_at = ?, reason = ?, attendance = ?, changed_at = ?, revision = revision + 1
      WHERE ref = ?)sql";
  const std::int64_t live = appointment.status == Status::booked ? 1 : 0;
  const auto& [name, email, note, phone] = appointment.invitee;
  const auto attendance = text_of(appointment.attendance);
  execute_on_one_row(db, sql, appointment.owner, appointment.service, appointment.span.start, appointment.span.end,
                     appointment.occupied.start, appointment.occupied.end, appointment.zone, appointment.utc_offset,
                     live, name, email, note, phone, appointment.cancelled, appointment.reason, attendance, now,
                     appointment.ref.value());
}

// With what the request with its key asked for.
Store::KeyUse keyed_at(SQLite::Statement& statement) {
  Row row{statement};
  Appointment made = appointment_at(row);
  const auto start = row.unless_null([&] { return row.instant(); });
  return {std::move(made), start.value_or(Instant{}), row.optional_text()};
}

}  // namespace

std::vector<RowReader> appointment_readers() {
  return {
      {"appointment", 7, select_appointments("'any'", "key_start, key_request", "NOT INDEXED"),
       [](SQLite::Statement& row) { keyed_at(row); }},
      {"change", 7,
       with_rows_of_record(Thing::Kind::appointment) + select_appointments("'any'", "key_start, key_request", ""),
       [](SQLite::Statement& row) { keyed_at(row); }},
      {"sqlite_sequence", 1, "SELECT seq FROM sqlite_sequence WHERE name IN ('appointment', 'busy')",
       [](SQLite::Statement& row) { Row{row}.last_number(); }},
  };
}

std::vector<Interval> Store::occupied(OwnerId owner, const Interval& span, const std::vector<Reference>& except) {
  return connection_->run([&](Statements& db) {
    // Of those that begin before the span, only the last can reach into it: see schema.cpp.
    constexpr const char* sql = R"sql(
        SELECT occupied_from, occupied_to FROM appointment
        WHERE owner = :owner AND live = 1 AND occupied_from < :end
          AND occupied_from >= coalesce((SELECT max(occupied_from) FROM appointment
              WHERE owner = :owner AND live = 1 AND occupied_from <= :start), :start)
          AND (:except IS NULL OR ref NOT IN (SELECT value FROM json_each(:except)))
        ORDER BY occupied_from)sql";
    Query query{db, sql, owner, span.end, span.start, except};
    std::vector<Interval> found;
    while (query->executeStep()) found.push_back(Row{*query}.span());
    return found;
  });
}

std::vector<Instant> Store::starts(OwnerId owner, const std::optional<ServiceName>& service, const Interval& range,
                                   const std::vector<Reference>& except) {
  return connection_->run([&](Statements& db) {
    // By what they occupy: an index by start would have the cancelled ones among them.
    constexpr const char* sql = R"sql(
        SELECT start_at FROM appointment
        WHERE owner = :owner AND live = 1 AND (:service IS NULL OR service = :service) AND +start_at >= :start AND +start_at < :end
          AND occupied_from < :end AND occupied_from >= coalesce((SELECT max(occupied_from) FROM appointment
              WHERE owner = :owner AND live = 1 AND occupied_from <= :start), :start)
          AND (:except IS NULL OR ref NOT IN (SELECT value FROM json_each(:except)))
        ORDER BY occupied_from)sql";
    Query query{db, sql, owner, service, range.start, range.end, except};
    std::vector<Instant> found;
    while (query->executeStep()) found.push_back(Row{*query}.instant());
    return found;
  });
}

// Whatever begins to be occupied later starts later, and of the rest only the last may start, or end,
// later; so the index alone counts them.
std::int64_t Store::count_starting(OwnerId owner, Instant from) {
  return connection_->run([&](Statements& db) {
    constexpr const char* sql = R"sql(
        SELECT (SELECT count(*) FROM appointment WHERE owner = :owner AND live = 1 AND occupied_from > :from)
          + coalesce((SELECT start_at >= :from FROM appointment
              WHERE owner = :owner AND live = 1 AND occupied_from <= :from ORDER BY occupied_from DESC LIMIT 1), 0))sql";
    return count(db, sql, owner, from);
  });
}

std::int64_t Store::count_ending(OwnerId owner, Instant after) {
  return connection_->run([&](Statements& db) {
    constexpr const char* sql = R"sql(
        SELECT (SELECT count(*) FROM appointment WHERE owner = :owner AND live = 1 AND occupied_from > :after)
          + coalesce((SELECT end_at > :after FROM appointment
              WHERE owner = :owner AND live = 1 AND occupied_from <= :after ORDER BY occupied_from DESC LIMIT 1), 0))sql";
    return count(db, sql, owner, after);
  });
}

std::int64_t Store::count_all(OwnerId owner) {
  return connection_->run(
      [&](Statements& db) { return count(db, "SELECT count(*) FROM appointment WHERE owner = :owner", owner); });
}

std::optional<Appointment> Store::appointment(const Reference& ref) {
  return connection_->run([&](Statements& db) -> std::optional<Appointment> {
    static const std::string sql = select_one("ref = :ref");
    Query query{db, sql.c_str(), ref};
    if (!query->executeStep()) return std::nullopt;
    Row row{*query};
    return appointment_at(row);
  });
}

State appointment_state(Statements& db, const std::string& image, const OwnerName& owner) {
  static const std::string sql =
      with_rows_of_image(Thing::Kind::appointment) +
      select_appointments("coalesce((SELECT name FROM owner WHERE id = appointment.owner), :owner_name)", "NULL", "");
  Query query{db, sql.c_str(), image, owner};
  if (!query->executeStep()) return std::monostate{};
  Row row{*query};
  return appointment_at(row);
}

// Foreign rows may already use the next number or its reference. Rather than checking each time, this
// retries when the insertion is refused.
Reference Store::insert(OwnerId owner, const Appointment& appointment, const std::optional<ServiceChoice>& asked) {
  return connection_->run([&](Statements& db) {
    const FileIdentity& key = connection_->reference_key();
    std::int64_t number = next_number(db, *connection_);
    while (true) {
      const Reference ref = Reference::of_number(number, key);
      try {
        insert_as(db, number, ref, owner, appointment, asked.value_or(appointment.service));
        connection_->last_number = number;
        record_made(db, connection_->change, Deed::booked, appointment.owner, Thing::appointment(ref));
        note_untold(db, connection_->change, ref.str(), std::nullopt);
        return ref;
      } catch (const SQLite::Exception& failure) {
        if (!is_constraint(failure) || !is_used(db, number, key)) throw;
      }
      while (is_used(db, number, key)) ++number;
    }
  });
}

void Store::update(const Appointment& appointment, Deed deed) {
  connection_->run([&](Statements& db) {
    const Thing thing = Thing::appointment(appointment.ref.value());
    record(db, connection_->change, deed, appointment.owner, thing);
    const auto before = tellable_state(db, connection_->change, thing.key);
    store(db, appointment, connection_->change.now);
    note_untold(db, connection_->change, thing.key, before);
  });
}

void Store::move(const std::vector<Appointment>& moved) {
  connection_->run([&](Statements& db) {
    std::vector<std::optional<TellableState>> before;
    for (const Appointment& appointment : moved) {
      const Thing thing = Thing::appointment(appointment.ref.value());
      record(db, connection_->change, Deed::moved, appointment.owner, thing);
      before.push_back(tellable_state(db, connection_->change, thing.key));
      execute_on_one_row(db, "UPDATE appointment SET live = 0 WHERE ref = :ref", thing.key);
    }
    for (const Appointment& appointment : moved) store(db, appointment, connection_->change.now);
    for (std::size_t i = 0; i < moved.size(); ++i)
      note_untold(db, connection_->change, moved[i].ref.value().str(), before[i]);
  });
}

Reference Store::insert_series(OwnerId owner, const Series& series, const std::optional<std::string>& key_request) {
  return connection_->run([&](Statements& db) {
    const FileIdentity& key = connection_->reference_key();
    std::int64_t number = next_number(db, *connection_);
    while (is_used(db, number, key)) ++number;
    const Reference ref = Reference::of_number(number, key);
    insert_series_as(db, number, ref, owner, series, key_request);
    connection_->last_number = number;
    record_made(db, connection_->change, Deed::booked, series.owner, Thing::series(ref));
    return ref;
  });
}

std::vector<Appointment> Store::appointments_of(const Reference& series, int from) {
  return connection_->run([&](Statements& db) {
    static const std::string sql = select_appointments(
        "owner_name", "NULL",
        fmt::format("{} WHERE series = :series AND position >= :from ORDER BY position", with_owner));
    Query query{db, sql.c_str(), series, std::int64_t{from}};
    std::vector<Appointment> all;
    while (query->executeStep()) {
      Row row{*query};
      all.push_back(appointment_at(row));
    }
    return all;
  });
}

std::optional<Store::KeyUse> Store::key_use(OwnerId owner, const std::string& key) {
  return connection_->run([&](Statements& db) -> std::optional<KeyUse> {
    static const std::string sql = select_one("coalesce(key_owner, owner) = :owner AND key = :key");
    Query query{db, sql.c_str(), owner, key};
    if (!query->executeStep()) return std::nullopt;
    return keyed_at(*query);
  });
}

}  // namespace calendar
