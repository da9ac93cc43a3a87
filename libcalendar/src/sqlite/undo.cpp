// What was done, taken back.

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "calendar/store.hpp"
#include "sqlite/change_entry.hpp"
#include "sqlite/change_record.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/errors.hpp"
#include "sqlite/row.hpp"
#include "sqlite/untold.hpp"

namespace calendar {

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

// All that it did, what is not told too.
std::vector<ChangeEntry> entries_of(Statements& db, std::int64_t number) {
  static const std::string sql =
      fmt::format("SELECT {} FROM change WHERE number = :number ORDER BY position", change_columns);
  Query query{db, sql.c_str(), number};
  return change_entries(query);
}

// The first entry of each thing that the change touched, the last thing in front: as they are put back.
std::vector<ChangeEntry> first_entries_of(Statements& db, std::int64_t number) {
  std::vector<ChangeEntry> first;
  std::set<std::pair<Thing::Kind, std::string>> known;
  for (ChangeEntry& entry : entries_of(db, number)) {
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
        EXISTS(SELECT 1 FROM service WHERE owner = gone) OR EXISTS(SELECT 1 FROM service_hours WHERE owner = gone) OR
        EXISTS(SELECT 1 FROM busy WHERE owner = gone) OR EXISTS(SELECT 1 FROM calendar WHERE owner = gone) OR
        EXISTS(SELECT 1 FROM invitation WHERE owner = gone) OR
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
void require_unchanged(Statements& db, std::int64_t number, const std::vector<ChangeEntry>& things) {
  for (const ChangeEntry& entry : things) {
    const ChangeEntry last{.number = number,
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
void require_free(Statements& db, std::int64_t number, const std::vector<ChangeEntry>& things) {
  static const std::string sql = with_rows_of_image(Thing::Kind::appointment, "past") + R"sql(
      SELECT busy.id FROM past JOIN busy ON busy.owner = past.owner
        AND busy.start_at < past.occupied_to AND busy.end_at > past.occupied_from
      WHERE past.live = 1 AND (SELECT coalesce(before, '[]') FROM change
          WHERE number > :number AND +kind = 'busy' AND +key = CAST(busy.id AS TEXT)
          ORDER BY number, position LIMIT 1) = '[]'
        AND NOT EXISTS(SELECT 1 FROM appointment AS present WHERE present.ref = past.ref AND present.live = 1
          AND (present.owner, present.occupied_from, present.occupied_to)
            = (past.owner, past.occupied_from, past.occupied_to)))sql";
  static const std::string foreign = with_rows_of_image(Thing::Kind::appointment, "past") + R"sql(
      SELECT calendar.name FROM past JOIN calendar ON calendar.owner = past.owner
      WHERE (calendar.imported_at IS NULL OR EXISTS(SELECT 1 FROM foreign_busy AS busy
          WHERE busy.owner = past.owner AND busy.calendar = calendar.name
            AND busy.start_at < past.occupied_to AND busy.end_at > past.occupied_from))
        AND past.live = 1 AND NOT EXISTS(SELECT 1 FROM appointment AS present WHERE present.ref = past.ref
          AND present.live = 1 AND (present.owner, present.occupied_from, present.occupied_to)
            = (past.owner, past.occupied_from, past.occupied_to)))sql";
  for (const ChangeEntry& entry : things) {
    if (entry.thing.kind != Thing::Kind::appointment || !entry.before) continue;
    Query query{db, sql.c_str(), *entry.before, number};
    if (query->executeStep())
      throw_changed_since(number, fmt::format("busy time {} is in its place", query->getColumn(0).getInt64()));
    Query elsewhere{db, foreign.c_str(), *entry.before};
    if (elsewhere->executeStep())
      throw_changed_since(
          number, fmt::format("the calendar {} is in its place, or is not known", elsewhere->getColumn(0).getString()));
  }
}

// Some go to where others are now.
void set_aside(Statements& db, const std::vector<ChangeEntry>& things) {
  for (const ChangeEntry& entry : things) {
    if (entry.thing.kind == Thing::Kind::appointment)
      execute(db, "UPDATE appointment SET live = 0 WHERE ref = :ref", entry.thing.key);
  }
}

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
  return completed == no_rows ? image : completed;
}

std::int64_t revision_of(Statements& db, const Thing& appointment) {
  Query query{db, "SELECT coalesce(max(revision), 0) FROM appointment WHERE ref = :ref", appointment.key};
  query->executeStep();
  return query->getColumn(0).getInt64();
}

// Whether somebody was told of the appointment, or perhaps was.
bool was_told(Statements& db, const Thing& appointment) {
  constexpr const char* sql = R"sql(
      SELECT 1 FROM told JOIN appointment ON appointment.id = told.appointment JOIN json_each(records)
      WHERE ref = :ref AND (json_extract(value, '$.told_at') IS NOT NULL OR json_extract(value, '$.attempts') > 0))sql";
  Query query{db, sql, appointment.key};
  return query->executeStep();
}

// What was told cannot be made undone: it is cancelled, and stays.
void cancel_told(Statements& db, const Thing& appointment, Instant now) {
  constexpr const char* sql = R"sql(
      UPDATE appointment SET live = 0, cancelled_at = :now, changed_at = :now, revision = revision + 1 WHERE ref = :ref)sql";
  execute(db, sql, now, appointment.key);
}

bool has_appointments(Statements& db, const Thing& series) {
  Query query{db, "SELECT 1 FROM appointment WHERE series = :ref", series.key};
  return query->executeStep();
}

// Of each appointment, how it is.
using TellableStates = std::map<std::string, std::optional<TellableState>>;

TellableStates tellable_states(Statements& db, const OpenChange& change, const std::vector<ChangeEntry>& things) {
  TellableStates states;
  for (const ChangeEntry& entry : things) {
    if (entry.thing.kind == Thing::Kind::appointment)
      states.emplace(entry.thing.key, tellable_state(db, change, entry.thing.key));
  }
  return states;
}

// Those that come back along with their owner were never told to be gone.
void note_all_untold(Statements& db, const OpenChange& change, const std::vector<ChangeEntry>& things,
                     const TellableStates& before) {
  const bool along_with_owner =
      std::ranges::any_of(things, [](const ChangeEntry& entry) { return entry.thing.kind == Thing::Kind::owner; });
  for (const auto& [ref, state] : before) {
    if (state || !along_with_owner) note_untold(db, change, ref, state);
  }
}

// Puts it back as one change more: its revisions only grow.
void put_back_appointment(Statements& db, std::int64_t number, const Thing& thing, const std::string& image,
                          Instant now) {
  if (image == no_rows && was_told(db, thing)) return cancel_told(db, thing, now);
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
    for (const ChangeEntry& entry : things) record(db, change, Deed::undone, entry.owner, entry.thing);
    const TellableStates before_it = tellable_states(db, change, things);
    set_aside(db, things);
    try {
      for (const ChangeEntry& entry : things) {
        const std::string before = entry.before.value_or(no_rows);
        if (entry.thing.kind == Thing::Kind::service && before == no_rows && exists(db, entry.thing) &&
            has_belongings_of_service(db, number, entry.thing))
          throw_changed_since(number, "its service has hours or appointments now");
        const bool owner_goes = entry.thing.kind == Thing::Kind::owner && before == no_rows;
        if (owner_goes && has_belongings(db, entry.thing))
          throw_changed_since(number, fmt::format("{} has hours or appointments now", entry.owner.str()));
        if (entry.thing.kind == Thing::Kind::owner && !owner_goes) {
          put_back_owner(db, entry.thing, before);
        } else if (entry.thing.kind == Thing::Kind::appointment) {
          put_back_appointment(db, number, entry.thing, before, change.now);
        } else if (entry.thing.kind == Thing::Kind::series && before == no_rows && has_appointments(db, entry.thing)) {
          continue;  // somebody was told of it
        } else {
          put_back(db, entry.thing, before);
        }
      }
    } catch (const SQLite::Exception& refused) {
      if (!is_constraint(refused)) throw;
      throw_changed_since(number, "something else is in its place");
    }
    note_all_untold(db, change, things, before_it);
    return change.number.value();
  });
}

}  // namespace calendar
