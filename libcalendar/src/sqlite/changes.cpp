// The record of what was done: read, and taken back.

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "calendar/store.hpp"
#include "sqlite/change_record.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/errors.hpp"
#include "sqlite/row.hpp"
#include "sqlite/row_reader.hpp"
#include "sqlite/thing.hpp"

namespace calendar {

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

// An entry as the table has it.
struct Entry {
  std::int64_t number;
  std::int64_t position;
  Instant at;
  Deed deed;
  OwnerName owner;
  Thing thing;
  std::optional<std::string> before;
  std::optional<std::int64_t> undoes;
};

Deed deed_named(const std::string& name) {
  constexpr int last = static_cast<int>(Deed::undone);
  for (int i = 0; i <= last; ++i) {
    if (name_of(static_cast<Deed>(i)) == name) return static_cast<Deed>(i);
  }
  throw Error{Code::damaged, fmt::format("no change does '{}'", name)};
}

Entry entry_at(SQLite::Statement& statement) {
  Row row{statement};
  Entry entry{row.number(1, greatest_number),
              row.number(1, greatest_number),
              row.instant(),
              deed_named(row.text()),
              OwnerName{row.text()},
              {thing_kind(row.text()), {}},
              {},
              {}};
  entry.thing.key = row.text();
  entry.before = row.optional_text();
  entry.undoes = row.unless_null([&] { return row.number(1, greatest_number); });
  return entry;
}

constexpr std::string_view columns = "number, position, made_at, what, owner, kind, key, before, undoes";

std::vector<Entry> entries(Query& query) {
  std::vector<Entry> found;
  while (query->executeStep()) found.push_back(entry_at(*query));
  return found;
}

std::vector<Entry> entries_of(Statements& db, std::int64_t number) {
  static const std::string sql = fmt::format("SELECT {} FROM change WHERE number = :number ORDER BY position", columns);
  Query query{db, sql.c_str(), number};
  return entries(query);
}

// What the thing was before the next change to it; empty where none followed.
std::optional<std::string> next_before(Statements& db, const Entry& entry) {
  constexpr const char* sql = R"sql(
      SELECT before FROM change
      WHERE kind = :kind AND key = :key AND before IS NOT NULL AND (number, position) > (:number, :position)
      ORDER BY number, position LIMIT 1)sql";
  const std::string kind{name_of(entry.thing.kind)};
  Query query{db, sql, kind, entry.thing.key, entry.number, entry.position};
  if (!query->executeStep()) return std::nullopt;
  return query->getColumn(0).getString();
}

State state_of(Statements& db, const Entry& entry, const std::optional<std::string>& image) {
  if (!image || *image == "[]") return std::monostate{};
  switch (entry.thing.kind) {
    case Thing::Kind::appointment: return appointment_state(db, *image, entry.owner);
    case Thing::Kind::busy: return busy_state(db, *image, entry.owner);
    case Thing::Kind::service: return service_state(db, *image);
    case Thing::Kind::owner: return owner_state(db, *image);
    case Thing::Kind::week: return week_state(db, *image);
    case Thing::Kind::service_week: return service_week_state(db, *image);
    case Thing::Kind::dated: return dated_state(db, *image);
    case Thing::Kind::series: break;  // see is_told()
  }
  return std::monostate{};
}

Change change_of(Statements& db, const Entry& entry) {
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

// A series is told by its appointments.
bool is_told(const Entry& entry) {
  return entry.thing.kind != Thing::Kind::series;
}

std::vector<Change> changes_of(Statements& db, const std::vector<Entry>& found) {
  std::vector<Change> changes;
  changes.reserve(found.size());
  for (const Entry& entry : found) {
    if (is_told(entry)) changes.push_back(change_of(db, entry));
  }
  return changes;
}

// The first entry of each thing that the change touched, the last thing in front: as they are put back.
std::vector<Entry> first_entries_of(Statements& db, std::int64_t number) {
  std::vector<Entry> first;
  std::set<std::pair<Thing::Kind, std::string>> known;
  for (Entry& entry : entries_of(db, number)) {
    if (known.emplace(entry.thing.kind, entry.thing.key).second) first.push_back(std::move(entry));
  }
  std::ranges::reverse(first);
  return first;
}

[[noreturn]] void throw_changed_since(std::int64_t number, std::string_view why) {
  throw Error{Code::changed_since, fmt::format("change {} cannot be taken back: {}", number, why),
              Remedy::Kind::list_changes};
}

// Whether anything belongs to the owner: it would go along with them.
bool has_belongings(Statements& db, const Thing& owner) {
  constexpr const char* sql = R"sql(
      SELECT 1 FROM (SELECT CAST(:key AS INTEGER) AS gone) WHERE
        EXISTS(SELECT 1 FROM weekly_hours WHERE owner = gone) OR EXISTS(SELECT 1 FROM date_override WHERE owner = gone) OR
        EXISTS(SELECT 1 FROM service WHERE owner = gone) OR EXISTS(SELECT 1 FROM service_hours WHERE owner = gone) OR EXISTS(SELECT 1 FROM busy WHERE owner = gone) OR
        EXISTS(SELECT 1 FROM appointment WHERE owner = gone))sql";
  Query query{db, sql, owner.key};
  return query->executeStep();
}

// Whether the service has hours or booked appointments of which the change knows nothing: they would lose it.
bool has_belongings_of_service(Statements& db, std::int64_t number, const Thing& service) {
  constexpr const char* sql = R"sql(
      SELECT 1 FROM (SELECT CAST(:key AS INTEGER) AS whose, substr(:key, instr(:key, '/') + 1) AS gone) WHERE
        EXISTS(SELECT 1 FROM service_hours WHERE owner = whose AND service = gone
          AND NOT EXISTS(SELECT 1 FROM change WHERE number = :number AND kind = 'service week' AND key = :key)) OR
        EXISTS(SELECT 1 FROM appointment WHERE owner = whose AND service = gone AND live = 1
          AND NOT EXISTS(SELECT 1 FROM change WHERE number = :number AND kind = 'appointment' AND key = ref)))sql";
  Query query{db, sql, service.key, number};
  return query->executeStep();
}

// Every thing is still as the change left it, and an owner who goes has nothing but what goes along.
void require_unchanged(Statements& db, std::int64_t number, const std::vector<Entry>& things) {
  for (const Entry& entry : things) {
    const Entry last{.number = number,
                     .position = most,
                     .at = {},
                     .deed = entry.deed,
                     .owner = entry.owner,
                     .thing = entry.thing,
                     .before = {},
                     .undoes = {}};
    const auto later = next_before(db, last);
    if (later && !same_image(db, *later, image_of(db, entry.thing)))
      throw_changed_since(number, "what it touched was changed since");
  }
}

// Nothing refuses an appointment in busy time, which may have been added to it. What was added since the change, and
// was not there before it, is in the way of one that comes back.
void require_free(Statements& db, std::int64_t number, const std::vector<Entry>& things) {
  static const std::string sql = with_rows_of_image(Thing::Kind::appointment, "past") + R"sql(
      SELECT busy.id FROM past JOIN busy ON busy.owner = past.owner
        AND busy.start_at < past.occupied_to AND busy.end_at > past.occupied_from
      WHERE past.live = 1 AND (SELECT coalesce(before, '[]') FROM change
          WHERE number > :number AND +kind = 'busy' AND +key = CAST(busy.id AS TEXT)
          ORDER BY number, position LIMIT 1) = '[]'
        AND NOT EXISTS(SELECT 1 FROM appointment AS present WHERE present.ref = past.ref AND present.live = 1
          AND (present.owner, present.occupied_from, present.occupied_to)
            = (past.owner, past.occupied_from, past.occupied_to)))sql";
  for (const Entry& entry : things) {
    if (entry.thing.kind != Thing::Kind::appointment || !entry.before) continue;
    Query query{db, sql.c_str(), *entry.before, number};
    if (query->executeStep())
      throw_changed_since(number, fmt::format("busy time {} is in its place", query->getColumn(0).getInt64()));
  }
}

// Some go to where others are now.
void set_aside(Statements& db, const std::vector<Entry>& things) {
  for (const Entry& entry : things) {
    if (entry.thing.kind == Thing::Kind::appointment)
      execute(db, "UPDATE appointment SET live = 0 WHERE ref = :ref", entry.thing.key);
  }
}

constexpr const char* nothing = "[]";

// The image, but what the record has forgotten of an invitee stays as it is now.
std::string remembered(Statements& db, const Thing& thing, const std::string& image) {
  constexpr const char* sql = R"sql(
      SELECT json_group_array(json_set(value, '$.name', it.name, '$.email', it.email, '$.phone', it.phone,
          '$.note', it.note, '$.key', it.key, '$.key_start', it.key_start, '$.key_request', it.key_request,
          '$.key_owner', it.key_owner, '$.reason', iif(json_extract(value, '$.live') = 1, NULL, it.reason)))
      FROM json_each(:image) JOIN appointment AS it ON it.ref = :ref WHERE json_extract(value, '$.name') = '')sql";
  if (thing.kind != Thing::Kind::appointment) return image;
  Query query{db, sql, image, thing.key};
  query->executeStep();
  const std::string completed = query->getColumn(0).getString();
  return completed == nothing ? image : completed;
}

std::int64_t revision_of(Statements& db, const Thing& appointment) {
  Query query{db, "SELECT coalesce(max(revision), 0) FROM appointment WHERE ref = :ref", appointment.key};
  query->executeStep();
  return query->getColumn(0).getInt64();
}

// Puts it back as one change more: its revisions only grow.
void put_back_appointment(Statements& db, std::int64_t number, const Thing& thing, const std::string& image,
                          Instant now) {
  const std::string back = remembered(db, thing, image);
  if (back != image && same_image(db, back, image_of(db, thing)))
    throw_changed_since(number, "what was before it is forgotten");
  const std::int64_t revision = revision_of(db, thing);
  put_back(db, thing, back);
  execute(db, "UPDATE appointment SET revision = max(revision, :present) + 1, changed_at = :now WHERE ref = :ref",
          revision, now, thing.key);
}

// Under the name from then, which the record has too.
void put_back_owner(Statements& db, const Thing& thing, const std::string& image) {
  const auto name_now = [&]() -> std::optional<OwnerName> {
    Query query{db, "SELECT name FROM owner WHERE id = CAST(:id AS INTEGER)", thing.key};
    return query->executeStep() ? std::optional{OwnerName{query->getColumn(0).getString()}} : std::nullopt;
  };
  const auto name = name_now();
  put_back(db, thing, image);
  if (name) rename_in_record(db, *name, name_now().value_or(*name));
}

}  // namespace

std::vector<RowReader> change_readers() {
  const std::string all = fmt::format("SELECT {}, before IS NULL OR json_valid(before) FROM change", columns);
  return {{"change", 4, all,
           [](SQLite::Statement& row) {
             entry_at(row);
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
        WHERE (number, position) > (:after, :position) AND made_at >= :from AND made_at < :to AND kind <> 'series'
          AND (:owner IS NULL OR owner = :owner OR what = 'moved' AND json_extract(before, '$[0].owner') = :id)
        ORDER BY number, position LIMIT :limit)sql",
                                               columns);
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
    return changes_of(db, entries(query));
  });
}

std::vector<Change> Store::change(std::int64_t number) {
  return connection_->run([&](Statements& db) { return changes_of(db, entries_of(db, number)); });
}

// From the last one back. What a change that is in effect undoes is not; an undoing may be undone.
std::optional<std::int64_t> Store::last_in_effect() {
  return connection_->run([&](Statements& db) -> std::optional<std::int64_t> {
    Query query{db, "SELECT number, undoes FROM change WHERE position = 1 ORDER BY number DESC"};
    std::set<std::int64_t> undone;
    while (query->executeStep()) {
      Row row{*query};
      const std::int64_t number = row.number(1, greatest_number);
      const auto undoes = row.unless_null([&] { return row.number(1, greatest_number); });
      if (undone.contains(number)) continue;
      if (!undoes) return number;
      undone.insert(*undoes);
    }
    return std::nullopt;
  });
}

std::int64_t Store::take_back(std::int64_t number) {
  const auto things = connection_->run([&](Statements& db) { return first_entries_of(db, number); });
  return connection_->attempt([&](Statements& db) {
    require_unchanged(db, number, things);
    require_free(db, number, things);
    OpenChange& change = connection_->change;
    change.undoes = number;
    for (const Entry& entry : things) record(db, change, Deed::undone, entry.owner, entry.thing);
    set_aside(db, things);
    try {
      for (const Entry& entry : things) {
        const std::string before = entry.before.value_or(nothing);
        if (entry.thing.kind == Thing::Kind::service && before == nothing && exists(db, entry.thing) &&
            has_belongings_of_service(db, number, entry.thing))
          throw_changed_since(number, "its service has hours or appointments now");
        const bool owner_goes = entry.thing.kind == Thing::Kind::owner && before == nothing;
        if (owner_goes && has_belongings(db, entry.thing))
          throw_changed_since(number, fmt::format("{} has hours or appointments now", entry.owner.str()));
        if (entry.thing.kind == Thing::Kind::owner && !owner_goes) {
          put_back_owner(db, entry.thing, before);
        } else if (entry.thing.kind == Thing::Kind::appointment) {
          put_back_appointment(db, number, entry.thing, before, change.now);
        } else {
          put_back(db, entry.thing, before);
        }
      }
    } catch (const SQLite::Exception& refused) {
      if (!is_constraint(refused)) throw;
      throw_changed_since(number, "something else is in its place");
    }
    return change.number.value();
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
    execute(db, of_series, owner, ended_by);
    return std::int64_t{execute(db, sql, owner, ended_by)};
  });
}

}  // namespace calendar
