// The record of what was done: read, and forgotten.

#include <fmt/format.h>

#include "calendar/store.hpp"
#include "sqlite/change_entry.hpp"
#include "sqlite/change_record.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/row.hpp"
#include "sqlite/row_reader.hpp"

namespace calendar {

namespace {

// A series is told by its appointments, and so is an invitation.
constexpr std::string_view told = "kind NOT IN ('series', 'invitation')";

State state_of(Statements& db, const ChangeEntry& entry, const std::optional<std::string>& image) {
  if (!image || *image == "[]") return std::monostate{};
  switch (entry.thing.kind) {
    case Thing::Kind::appointment: return appointment_state(db, *image, entry.owner);
    case Thing::Kind::busy: return busy_state(db, *image, entry.owner);
    case Thing::Kind::service: return service_state(db, *image);
    case Thing::Kind::owner: return owner_state(db, *image);
    case Thing::Kind::week: return week_state(db, *image);
    case Thing::Kind::service_week: return service_week_state(db, *image);
    case Thing::Kind::dated: return dated_state(db, *image);
    case Thing::Kind::calendar: return calendar_state(db, *image, entry.owner);
    case Thing::Kind::series:
    case Thing::Kind::invitation: break;  // see `told`
  }
  return std::monostate{};
}

Change change_of(Statements& db, const ChangeEntry& entry) {
  const std::string after = next_before(db, entry).value_or(image_of(db, entry.thing));
  return {entry.number,
          entry.position,
          entry.at,
          entry.deed,
          entry.owner,
          state_of(db, entry, entry.before),
          state_of(db, entry, after),
          entry.undoes};
}

std::vector<Change> changes_of(Statements& db, const std::vector<ChangeEntry>& found) {
  std::vector<Change> changes;
  changes.reserve(found.size());
  for (const ChangeEntry& entry : found) changes.push_back(change_of(db, entry));
  return changes;
}

}  // namespace

std::vector<RowReader> change_readers() {
  const std::string all = fmt::format("SELECT {}, before IS NULL OR json_valid(before) FROM change", change_columns);
  return {{"change", 4, all,
           [](SQLite::Statement& row) {
             change_entry_at(row);
             if (row.getColumn(9).getInt() == 0) throw Error{Code::damaged, "what was before it is not JSON"};
           }},
          {"file", 4, "SELECT last_owner, last_change FROM file", [](SQLite::Statement& statement) {
             Row row{statement};
             row.last_number();
             row.last_number();
           }}};
}

std::vector<Change> Store::changes(const ChangeSelection& selected) {
  return connection_->run([&](Statements& db) {
    static const std::string sql = fmt::format(R"sql(
        SELECT {} FROM change
        WHERE (number, position) > (:after, :position) AND made_at >= :from AND made_at < :to AND {}
          AND (:owner IS NULL OR owner = :owner OR what = 'moved' AND json_extract(before, '$[0].owner') = :id)
        ORDER BY number, position LIMIT :limit)sql",
                                               change_columns, told);
    std::optional<OwnerName> owner;
    std::optional<OwnerId> id;
    if (selected.owner) {
      owner = selected.owner->name;
      id = selected.owner->id;
    }
    Query query{db,
                sql.c_str(),
                selected.after,
                selected.after_position,
                selected.made.start,
                selected.made.end,
                owner,
                id,
                static_cast<std::int64_t>(selected.limit)};
    return changes_of(db, change_entries(query));
  });
}

std::vector<Change> Store::change(std::int64_t number) {
  return connection_->run([&](Statements& db) {
    static const std::string sql =
        fmt::format("SELECT {} FROM change WHERE number = :number AND {} ORDER BY position", change_columns, told);
    return changes_of(db, change_entries(Query{db, sql.c_str(), number}));
  });
}

std::int64_t Store::forget_changes(Instant made_before) {
  return connection_->run([&](Statements& db) {
    execute(db, "UPDATE file SET last_change = max(last_change, coalesce((SELECT max(number) FROM change), 0))");
    Query query{db, "SELECT count(DISTINCT number) FROM change WHERE made_at < :before", made_before};
    query->executeStep();
    const std::int64_t forgotten = query->getColumn(0).getInt64();
    execute(db, "DELETE FROM change WHERE made_at < :before", made_before);
    return forgotten;
  });
}

std::int64_t Store::forget_invitees(const std::optional<OwnerId>& owner, Instant ended_by) {
  return connection_->run([&](Statements& db) {
    forget_in_record(db, owner, ended_by);
    constexpr const char* sql = R"sql(
        UPDATE appointment SET name = '', email = NULL, phone = NULL, note = NULL, reason = NULL, key_request = NULL
        WHERE (:owner IS NULL OR owner = :owner) AND end_at <= :ended_by
          AND (name <> '' OR coalesce(email, phone, note, reason, key_request) IS NOT NULL))sql";
    constexpr const char* of_series = R"sql(
        UPDATE series SET key_request = NULL
        WHERE (:owner IS NULL OR owner = :owner) AND key_request IS NOT NULL
          AND NOT EXISTS(SELECT 1 FROM appointment WHERE series = series.ref AND end_at > :ended_by))sql";
    constexpr const char* of_invitations = R"sql(
        UPDATE invitation SET organizer = '' WHERE (:owner IS NULL OR owner = :owner) AND end_at <= :ended_by)sql";
    constexpr const char* of_messages = R"sql(
        UPDATE told SET records = (SELECT json_group_array(json_set(value, '$.address', NULL, '$.failure', NULL, '$.tried_address', NULL))
            FROM json_each(records))
          WHERE json_valid(records) AND appointment IN (SELECT id FROM appointment WHERE (:owner IS NULL OR owner = :owner) AND end_at <= :ended_by))sql";
    execute(db, of_series, owner, ended_by);
    execute(db, of_messages, owner, ended_by);
    execute(db, of_invitations, owner, ended_by);
    return std::int64_t{execute(db, sql, owner, ended_by)};
  });
}

}  // namespace calendar
