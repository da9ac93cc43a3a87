// What people were told of appointments, and of which they may have to be told.

#include "calendar/store.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/row.hpp"
#include "sqlite/row_reader.hpp"
#include "sqlite/told_records.hpp"

namespace calendar {

namespace {

// Of an appointment that is there.
std::int64_t appointment_id(Statements& db, const Reference& ref) {
  Query query{db, "SELECT id FROM appointment WHERE ref = :ref", ref};
  if (!query->executeStep()) throw Error{Code::damaged, "an appointment is missing"};
  return Row{*query}.id();
}

std::optional<Instant> since_at(Row& row) {
  return row.unless_null([&] { return row.instant(); });
}

}  // namespace

std::vector<RowReader> outbox_readers() {
  return {{"told", 9, select_told("", ""),
           [](SQLite::Statement& statement) {
             Row row{statement};
             told_record_at(row);
           }},
          {"untold", 9, "SELECT since FROM untold", [](SQLite::Statement& statement) {
             Row row{statement};
             since_at(row);
           }}};
}

std::vector<Untold> Store::untold() {
  return connection_->run([&](Statements& db) {
    constexpr const char* sql = R"sql(
        SELECT ref, since FROM untold JOIN appointment ON appointment.id = untold.appointment
        ORDER BY untold.appointment)sql";
    Query query{db, sql};
    std::vector<Untold> found;
    while (query->executeStep()) {
      Row row{*query};
      Reference ref{row.text()};
      found.push_back({std::move(ref), since_at(row)});
    }
    return found;
  });
}

std::optional<Untold> Store::untold(const Reference& ref) {
  return connection_->run([&](Statements& db) -> std::optional<Untold> {
    Query query{db, "SELECT since FROM untold WHERE appointment = :id", appointment_id(db, ref)};
    if (!query->executeStep()) return std::nullopt;
    Row row{*query};
    return Untold{ref, since_at(row)};
  });
}

void Store::set_untold(const Reference& ref) {
  connection_->run([&](Statements& db) {
    execute(db, "INSERT INTO untold(appointment) VALUES(:id) ON CONFLICT DO NOTHING", appointment_id(db, ref));
  });
}

void Store::remove_untold(const Reference& ref) {
  connection_->run(
      [&](Statements& db) { execute(db, "DELETE FROM untold WHERE appointment = :id", appointment_id(db, ref)); });
}

std::vector<ToldRecord> Store::told_records(const Reference& ref) {
  return connection_->run([&](Statements& db) { return calendar::told_records(db, appointment_id(db, ref)); });
}

void Store::set_told(const Reference& ref, const ToldRecord& record) {
  connection_->run([&](Statements& db) { set_told_record(db, appointment_id(db, ref), record); });
}

std::vector<std::pair<Reference, ToldRecord>> Store::sent(const std::vector<Owner>& owners, std::size_t limit) {
  return connection_->run([&](Statements& db) {
    static const std::string sql = select_told("appointment.ref, ", R"sql(
        JOIN appointment ON appointment.id = told.appointment
        WHERE json_extract(value, '$.told_at') IS NOT NULL
          AND (:all = 1 OR appointment.owner IN (SELECT value FROM json_each(:owners)))
        ORDER BY told_at DESC, message LIMIT :limit)sql");
    const std::int64_t all = owners.empty() ? 1 : 0;
    Query query{db, sql.c_str(), all, owners, static_cast<std::int64_t>(limit)};
    std::vector<std::pair<Reference, ToldRecord>> found;
    while (query->executeStep()) {
      Row row{*query};
      Reference ref{row.text()};
      found.emplace_back(std::move(ref), told_record_at(row));
    }
    return found;
  });
}

void Store::forget_told(Instant ended_by) {
  connection_->run([&](Statements& db) {
    constexpr const char* sql = R"sql(
        DELETE FROM told WHERE (SELECT end_at FROM appointment WHERE id = told.appointment) <= :ended_by
          AND NOT EXISTS(SELECT 1 FROM untold WHERE untold.appointment = told.appointment))sql";
    execute(db, sql, ended_by);
  });
}

}  // namespace calendar
