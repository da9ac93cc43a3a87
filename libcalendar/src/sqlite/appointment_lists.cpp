// Lists of appointments, a part at a time. Each part begins with a seek in an index that has the order
// of the list, so it costs what it holds.
//
//   booked, of one owner   appointment_live: as they are disjoint, its order is that of their starts
//   booked, of all         appointment_start, from where the longest that may still run began
//   cancelled              appointment_cancelled, appointment_start
//   of several             for each owner as for one, as many as the part may hold; then the first of all
//
// What a part looked at is of no use to the next one, and would stay in memory.

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "calendar/store.hpp"
#include "sqlite/appointment_row.hpp"
#include "sqlite/connection.hpp"

namespace calendar {

namespace {

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();

// Behind which those of that status are that start at `from` or later and belong to the part.
Place place_before(Status status, Instant from, const Part& part) {
  if (!part.after) return {from, least, status, Instant::min(), least};
  Place after = *part.after;
  if (after.status != status) {
    const bool are_behind = status == Status::booked;
    after.end = are_behind ? Instant::min() : Instant::max();
    after.number = are_behind ? least : greatest;
  }
  return after;
}

std::vector<Listed> listed(const Query& query) {
  std::vector<Listed> found;
  while (query->executeStep()) {
    Row row{*query};
    Appointment appointment = appointment_at(row);
    std::string zone = row.text();
    const std::int64_t owner = row.id();
    const Place place{appointment.span.start, owner, appointment.status, appointment.span.end, row.id()};
    found.push_back({std::move(appointment), std::move(zone), place});
  }
  return found;
}

std::vector<Listed> booked_of_one(Statements& db, const Owner& owner, const Interval& range, Instant ended_by,
                                  const Part& part) {
  static const std::string sql = select_appointments(":owner_name", ":owner_zone, owner, id", R"sql(
      WHERE owner = :owner AND live = 1 AND end_at > :ended_by
        AND occupied_from >= coalesce((SELECT max(occupied_from) FROM appointment
            WHERE owner = :owner AND live = 1 AND occupied_from <= :reached), :reached)
        AND occupied_from < :before AND +start_at < :before AND +start_at >= :from
      ORDER BY occupied_from LIMIT :limit)sql");
  Instant from = range.start;
  if (part.after) from = part.after->start + Seconds{part.after->status == Status::booked ? 1 : 0};
  const Instant reached = std::max(ended_by, from);
  return listed(
      Query{db, sql.c_str(), owner.name, owner.zone, owner.id, ended_by, reached, range.end, from, part.limit()});
}

std::vector<Listed> cancelled_of_one(Statements& db, const Owner& owner, const Interval& range, const Part& part) {
  static const std::string sql = select_appointments(":owner_name", ":owner_zone, owner, id", R"sql(
      WHERE owner = :owner AND live = 0 AND (start_at, end_at, id) > (:start, :end, :number) AND start_at < :before
      ORDER BY start_at, end_at, id LIMIT :limit)sql");
  const Place after = place_before(Status::cancelled, range.start, part);
  return listed(Query{db, sql.c_str(), owner.name, owner.zone, owner.id, after.start, after.end, after.number,
                      range.end, part.limit()});
}

// `of_one` selects the ids of one owner's part.
std::string select_of_several(std::string_view of_one) {
  const std::string rest = fmt::format(R"sql(
      {} JOIN (SELECT value AS one FROM json_each(:owners)) WHERE id IN (SELECT id FROM appointment {} LIMIT :limit)
      ORDER BY start_at, owner, end_at, id LIMIT :limit)sql",
                                       with_owner, of_one);
  return select_appointments("owner_name", "owner_zone, owner, id", rest);
}

std::vector<Listed> booked_of_several(Statements& db, const std::vector<Owner>& owners, const Interval& range,
                                      Instant ended_by, const Part& part) {
  static const std::string sql = select_of_several(R"sql(
      WHERE owner = one AND live = 1 AND end_at > :ended_by
        AND occupied_from >= coalesce((SELECT max(occupied_from) FROM appointment
            WHERE owner = one AND live = 1 AND occupied_from <= :reached), :reached)
        AND occupied_from < :before AND +start_at < :before AND (+start_at, owner, end_at, id) > (:start, :owner, :end, :number)
      ORDER BY occupied_from)sql");
  const Place after = place_before(Status::booked, range.start, part);
  const Instant reached = std::max(ended_by, after.start);
  return listed(Query{db, sql.c_str(), owners, ended_by, reached, range.end, after.start, after.owner, after.end,
                      after.number, part.limit()});
}

std::vector<Listed> cancelled_of_several(Statements& db, const std::vector<Owner>& owners, const Interval& range,
                                         const Part& part) {
  static const std::string sql = select_of_several(R"sql(
      WHERE owner = one AND live = 0 AND start_at >= :start AND (start_at, owner, end_at, id) > (:start, :owner, :end, :number)
        AND start_at < :before
      ORDER BY start_at, end_at, id)sql");
  const Place after = place_before(Status::cancelled, range.start, part);
  return listed(
      Query{db, sql.c_str(), owners, after.start, after.owner, after.end, after.number, range.end, part.limit()});
}

// Of every owner those that are live, or not.
std::vector<Listed> of_all(Statements& db, Status status, Instant from, Instant before, Instant ended_by,
                           const Part& part) {
  static const std::string sql =
      select_appointments("owner_name", "owner_zone, owner, id", std::string{with_owner} + R"sql(
      WHERE live = :live AND end_at > :ended_by AND (start_at, owner, end_at, id) > (:start, :owner, :end, :number)
        AND start_at < :before
      ORDER BY start_at, owner, end_at, id LIMIT :limit)sql");
  const Place after = place_before(status, from, part);
  const std::int64_t live = status == Status::booked ? 1 : 0;
  return listed(
      Query{db, sql.c_str(), live, ended_by, after.start, after.owner, after.end, after.number, before, part.limit()});
}

// None that has not ended by `instant` began before this.
Instant earliest_start(Statements& db, Instant instant) {
  Query query{db, "SELECT max(end_at - start_at) FROM appointment WHERE end_at - start_at > 3600"};
  query->executeStep();
  const Seconds longest{std::max<std::int64_t>(query->getColumn(0).getInt64(), 3600)};
  return instant < Instant::min() + longest ? Instant::min() : instant - longest;
}

}  // namespace

std::vector<Listed> Store::booked(const Selection& selected, Instant ended_by, const Part& part) {
  if (part.after) connection_->forget_pages();
  return connection_->run([&](Statements& db) {
    const auto& [owners, range, status] = selected;
    if (owners.size() == 1) return booked_of_one(db, owners.front(), range, ended_by, part);
    if (!owners.empty()) return booked_of_several(db, owners, range, ended_by, part);
    const bool may_run = !part.after && ended_by > range.start;
    const Instant from = may_run ? std::max(range.start, earliest_start(db, ended_by)) : range.start;
    return of_all(db, Status::booked, from, range.end, ended_by, part);
  });
}

std::vector<Listed> Store::cancelled(const Selection& selected, const Part& part) {
  if (part.after) connection_->forget_pages();
  return connection_->run([&](Statements& db) {
    const auto& [owners, range, status] = selected;
    if (owners.size() == 1) return cancelled_of_one(db, owners.front(), range, part);
    if (!owners.empty()) return cancelled_of_several(db, owners, range, part);
    return of_all(db, Status::cancelled, range.start, range.end, Instant::min(), part);
  });
}

}  // namespace calendar
