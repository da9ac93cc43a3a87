#include "sqlite/change_record.hpp"

#include "sqlite/row.hpp"

namespace calendar {

namespace {

void number(Statements& statements, OpenChange& change) {
  Query query{statements, "SELECT max(last_change, coalesce((SELECT max(number) FROM change), 0)), tells FROM file"};
  query->executeStep();
  Row row{*query};
  change.number = row.last_number() + 1;
  change.is_told = row.id() != 0;  // NULL is 0
}

void add(Statements& statements, OpenChange& change, Deed deed, const OwnerName& owner, const Thing& thing,
         const std::optional<std::string>& before) {
  if (!change.number) number(statements, change);
  constexpr const char* sql = R"sql(
      INSERT INTO change(number, position, made_at, what, owner, kind, key, before, undoes)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?))sql";
  const std::string what{name_of(deed)}, kind{name_of(thing.kind)};
  execute_on_one_row(statements, sql, *change.number, ++change.entries, change.now, what, owner, kind, thing.key,
                     before, change.undoes);
}

}  // namespace

void record(Statements& statements, OpenChange& change, Deed deed, const OwnerName& owner, const Thing& thing) {
  const std::optional<std::string> before = image_of(statements, thing);
  add(statements, change, deed, owner, thing, before);
}

void record_if_changed(Statements& statements, OpenChange& change, Deed deed, const OwnerName& owner,
                       const Thing& thing, const std::function<void()>& write) {
  const std::optional<std::string> before = image_of(statements, thing);
  write();
  if (image_of(statements, thing) != *before) add(statements, change, deed, owner, thing, before);
}

void record_made(Statements& statements, OpenChange& change, Deed deed, const OwnerName& owner, const Thing& thing) {
  const std::optional<std::string> never_there;
  add(statements, change, deed, owner, thing, never_there);
}

void rename_in_record(Statements& statements, const OwnerName& name, const OwnerName& new_name) {
  if (name == new_name) return;
  execute(statements, "UPDATE change SET owner = :new_name WHERE owner = :name", new_name, name);
}

void forget_in_record(Statements& statements, const std::optional<OwnerId>& owner, Instant ended_by) {
  constexpr const char* sql = R"sql(
      UPDATE change SET before = (SELECT json_group_array(json_set(value, '$.name', '', '$.email', NULL, '$.note', NULL,
          '$.phone', NULL, '$.key', NULL, '$.key_start', NULL, '$.key_request', NULL, '$.reason', NULL))
        FROM json_each(before))
      WHERE kind = 'appointment' AND before <> '[]' AND (
        key IN (SELECT ref FROM appointment WHERE (:owner IS NULL OR owner = :owner) AND end_at <= :ended_by)
        OR EXISTS(SELECT 1 FROM json_each(before) WHERE (:owner IS NULL OR json_extract(value, '$.owner') = :owner)
          AND json_extract(value, '$.end_at') <= :ended_by)))sql";
  execute(statements, sql, owner, ended_by);
  constexpr const char* of_series = R"sql(
      UPDATE change SET before = (SELECT json_group_array(json_set(value, '$.key_request', NULL)) FROM json_each(before))
      WHERE kind = 'series' AND before <> '[]'
        AND EXISTS(SELECT 1 FROM json_each(before) WHERE :owner IS NULL OR json_extract(value, '$.owner') = :owner)
        AND NOT EXISTS(SELECT 1 FROM appointment WHERE series = change.key AND end_at > :ended_by))sql";
  execute(statements, of_series, owner, ended_by);
  constexpr const char* of_invitations = R"sql(
      UPDATE change SET before = (SELECT json_group_array(json_set(value, '$.organizer', '')) FROM json_each(before))
      WHERE kind = 'invitation' AND before <> '[]'
        AND EXISTS(SELECT 1 FROM json_each(before) WHERE (:owner IS NULL OR json_extract(value, '$.owner') = :owner)
          AND json_extract(value, '$.end_at') <= :ended_by))sql";
  execute(statements, of_invitations, owner, ended_by);
}

}  // namespace calendar
