// Invitations: what was answered, and what is booked for them.

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "calendar/store.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/row.hpp"
#include "sqlite/row_reader.hpp"
#include "sqlite/thing.hpp"

namespace calendar {

namespace {

// All that invitation_at() reads.
constexpr std::string_view columns = "instance, organizer, sequence, stamp, answer, ref, end_at";
constexpr Instant the_whole{};

InvitationAnswer::Kind answer_named(const std::string& name) {
  for (auto kind = InvitationAnswer::Kind::accepted; kind <= InvitationAnswer::Kind::repeated;
       kind = static_cast<InvitationAnswer::Kind>(static_cast<int>(kind) + 1)) {
    if (name_of(kind) == name) return kind;
  }
  throw Error{Code::damaged, fmt::format("an invitation was answered '{}'", name)};
}

StoredInvitation invitation_at(SQLite::Statement& statement) {
  Row row{statement};
  StoredInvitation found;
  if (const Instant instance = row.instant(); instance != the_whole) found.instance = instance;
  found.organizer = row.text();
  found.sequence = static_cast<int>(row.number(0, std::numeric_limits<int>::max()));
  found.stamp = row.instant();
  found.answer = answer_named(row.text());
  found.ref = row.unless_null([&] { return Reference{row.text()}; });
  found.end = row.instant();
  return found;
}

void insert_invitation(Statements& db, OwnerId owner, const std::string& uid, const StoredInvitation& kept) {
  constexpr const char* sql = R"sql(
      INSERT INTO invitation(owner, uid, instance, organizer, sequence, stamp, answer, ref, end_at)
      VALUES(:owner, :uid, :instance, :organizer, :sequence, :stamp, :answer, :ref, :end))sql";
  const std::string answer{name_of(kept.answer)};
  execute_on_one_row(db, sql, owner, uid, kept.instance.value_or(the_whole), kept.organizer,
                     std::int64_t{kept.sequence}, kept.stamp, answer, kept.ref, kept.end);
}

}  // namespace

std::vector<RowReader> invitation_readers() {
  const auto read = [](SQLite::Statement& row) { invitation_at(row); };
  return {{"invitation", 8, fmt::format("SELECT {} FROM invitation", columns), read},
          {"change", 8,
           with_rows_of_record(Thing::Kind::invitation) + fmt::format("SELECT {} FROM invitation", columns), read}};
}

std::vector<StoredInvitation> Store::invitation(OwnerId owner, const std::string& uid) {
  return connection_->run([&](Statements& db) {
    static const std::string sql =
        fmt::format("SELECT {} FROM invitation WHERE owner = :owner AND uid = :uid ORDER BY instance", columns);
    Query query{db, sql.c_str(), owner, uid};
    std::vector<StoredInvitation> found;
    while (query->executeStep()) found.push_back(invitation_at(*query));
    return found;
  });
}

std::vector<std::pair<Reference, std::string>> Store::booked_invitations(OwnerId owner) {
  return connection_->run([&](Statements& db) {
    Query query{db, "SELECT ref, uid FROM invitation WHERE owner = :owner AND ref IS NOT NULL", owner};
    std::vector<std::pair<Reference, std::string>> found;
    while (query->executeStep()) {
      Row row{*query};
      Reference ref{row.text()};
      found.emplace_back(std::move(ref), row.text());
    }
    return found;
  });
}

// On its own it is no change that anybody would want to take back: nothing was booked.
void Store::set_invitation(const Owner& owner, const std::string& uid, const std::vector<StoredInvitation>& kept) {
  connection_->run([&](Statements& db) {
    if (connection_->change.number)
      record(db, connection_->change, Deed::edited, owner.name, Thing::invitation(owner.id, uid));
    execute(db, "DELETE FROM invitation WHERE owner = :owner AND uid = :uid", owner.id, uid);
    for (const StoredInvitation& each : kept) insert_invitation(db, owner.id, uid, each);
  });
}

}  // namespace calendar
