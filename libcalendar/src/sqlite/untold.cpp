#include "sqlite/untold.hpp"

#include "sqlite/row.hpp"
#include "sqlite/told_records.hpp"

namespace calendar {

namespace {

bool is_told(Statements& db, std::int64_t owner, std::int64_t former_owner) {
  constexpr const char* sql = R"sql(
      SELECT 1 FROM owner WHERE id IN (:owner, :former) AND (tells_invitee IS NOT NULL OR tells_owner IS NOT NULL))sql";
  Query query{db, sql, owner, former_owner};
  return query->executeStep();
}

bool is_noted(Statements& db, std::int64_t id) {
  Query query{db, "SELECT 1 FROM untold WHERE appointment = :id", id};
  return query->executeStep();
}

// An empty recipient is the invitee.
void count_as_told(Statements& db, const std::optional<OwnerId>& recipient, const TellableState& state) {
  ToldRecord record{.recipient = recipient};
  for (ToldRecord& each : told_records(db, state.id)) {
    if (each.is_of(recipient) && !each.lead) record = std::move(each);
  }
  const Instant since = record.told ? record.told->since : Instant{Seconds{state.created}};
  record.told = Standing{{Instant{Seconds{state.start}}, Instant{Seconds{state.end}}}, state.live == 1, since};
  set_told_record(db, state.id, record);
}

}  // namespace

std::optional<TellableState> tellable_state(Statements& db, const OpenChange& change, const std::string& ref) {
  if (!change.is_told) return std::nullopt;
  constexpr const char* sql =
      "SELECT id, owner, start_at, end_at, live, created_at, email FROM appointment WHERE ref = :ref";
  Query query{db, sql, ref};
  if (!query->executeStep()) return std::nullopt;
  Row row{*query};
  return TellableState{row.id(), row.id(), row.id(), row.id(), row.id(), row.id(), row.optional_text()};
}

void note_untold(Statements& db, const OpenChange& change, const std::string& ref,
                 const std::optional<TellableState>& before) {
  if (!change.is_told) return;
  const auto now = tellable_state(db, change, ref);
  if (!now || now == before || !is_told(db, now->owner, before ? before->owner : now->owner)) return;
  if (before && !is_noted(db, now->id)) {
    count_as_told(db, {}, *before);
    count_as_told(db, OwnerId{before->owner}, *before);
  }
  TellableState only_elsewhere = *now;
  if (before) only_elsewhere.email = before->email;
  std::optional<Instant> since;
  if (only_elsewhere != before) since = change.now;
  constexpr const char* sql = R"sql(
      INSERT INTO untold(appointment, since) VALUES(:id, :since)
      ON CONFLICT DO UPDATE SET since = coalesce(excluded.since, since))sql";
  execute(db, sql, now->id, since);
}

}  // namespace calendar
