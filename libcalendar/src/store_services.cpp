// Services, and busy time.

#include <limits>

#include "calendar/store.hpp"
#include "connection.hpp"
#include "store_row.hpp"

namespace calendar {

namespace {

constexpr std::int64_t day = 1440;  // minutes
// As many as there are dates to name: a longer notice or horizon says no more than that.
constexpr std::int64_t most_days = (last_date - first_date).count();

template <class Duration>
void bind(SQLite::Statement& statement, const char* name, const std::optional<Duration>& duration) {
  duration ? statement.bind(name, static_cast<std::int64_t>(duration->count())) : statement.bind(name);
}

Service service_at(SQLite::Statement& statement) {
  Row row{statement};
  const auto minutes = [&](std::int64_t least, std::int64_t most) { return Minutes{row.number(least, most)}; };
  return {
      .name = ServiceName{row.text()},
      .duration = minutes(1, day),
      .step = row.unless_null([&] { return minutes(1, day); }),
      .buffer_before = minutes(0, day),
      .buffer_after = minutes(0, day),
      .notice = minutes(0, most_days * day),
      .horizon = row.unless_null([&] { return Days{row.number(0, most_days)}; }),
      .max_per_day = row.unless_null([&] { return static_cast<int>(row.number(1, std::numeric_limits<int>::max())); }),
  };
}

Busy busy_at(SQLite::Statement& statement) {
  Row row{statement};
  return {row.id(), OwnerName{row.text()}, row.span(), row.optional_text()};
}

std::int64_t seconds(Instant instant) {
  return instant.time_since_epoch().count();
}

}  // namespace

std::vector<Service> Store::services(OwnerId owner) {
  return connection_->run_once_for(&KnownOwners::services, owner.value, [&](Statements& db) {
    Query query{db, R"sql(
        SELECT name, duration, step, buffer_before, buffer_after, notice, horizon, max_per_day FROM service
        WHERE owner = :owner ORDER BY name)sql"};
    query->bind(":owner", owner.value);
    std::vector<Service> found;
    while (query->executeStep()) found.push_back(service_at(*query));
    return found;
  });
}

std::optional<Service> Store::service(OwnerId owner, const ServiceName& name) {
  for (Service& each : services(owner)) {
    if (each.name == name) return std::move(each);
  }
  return std::nullopt;
}

void Store::set_service(OwnerId owner, const Service& service) {
  connection_->change([&](Statements& db) {
    Query insert{db, R"sql(
        INSERT OR REPLACE INTO service(owner, name, duration, step, buffer_before, buffer_after, notice, horizon, max_per_day)
        VALUES(:owner, :name, :duration, :step, :buffer_before, :buffer_after, :notice, :horizon, :max_per_day))sql"};
    insert->bind(":owner", owner.value);
    insert->bindNoCopy(":name", service.name.str());
    insert->bind(":duration", static_cast<std::int64_t>(service.duration.count()));
    bind(*insert, ":step", service.step);
    insert->bind(":buffer_before", static_cast<std::int64_t>(service.buffer_before.count()));
    insert->bind(":buffer_after", static_cast<std::int64_t>(service.buffer_after.count()));
    insert->bind(":notice", static_cast<std::int64_t>(service.notice.count()));
    bind(*insert, ":horizon", service.horizon);
    service.max_per_day ? insert->bind(":max_per_day", *service.max_per_day) : insert->bind(":max_per_day");
    insert->exec();
  });
}

void Store::remove_service(OwnerId owner, const ServiceName& name) {
  connection_->change([&](Statements& db) {
    Query remove{db, "DELETE FROM service WHERE owner = :owner AND name = :name"};
    remove->bind(":owner", owner.value);
    remove->bindNoCopy(":name", name.str());
    remove->exec();
  });
}

std::vector<Busy> Store::busy(const Owner& owner, const Interval& touching) {
  return connection_->run([&](Statements& db) {
    Query query{db, R"sql(
        SELECT id, :name, start_at, end_at, note FROM busy
        WHERE owner = :owner AND end_at > :start AND start_at < :end ORDER BY start_at, id)sql"};
    query->bind(":owner", owner.id.value);
    query->bindNoCopy(":name", owner.name.str());
    query->bind(":start", seconds(touching.start));
    query->bind(":end", seconds(touching.end));
    std::vector<Busy> found;
    while (query->executeStep()) found.push_back(busy_at(*query));
    return found;
  });
}

std::optional<Busy> Store::busy(std::int64_t id) {
  return connection_->run([&](Statements& db) -> std::optional<Busy> {
    Query query{db, R"sql(
        SELECT busy.id, owner.name, start_at, end_at, note FROM busy JOIN owner ON owner.id = busy.owner
        WHERE busy.id = :id)sql"};
    query->bind(":id", id);
    if (!query->executeStep()) return std::nullopt;
    return busy_at(*query);
  });
}

std::int64_t Store::insert_busy(OwnerId owner, const Busy& busy) {
  return connection_->run([&](Statements& db) {
    Query insert{db, "INSERT INTO busy(owner, start_at, end_at, note) VALUES(:owner, :start_at, :end_at, :note)"};
    insert->bind(":owner", owner.value);
    insert->bind(":start_at", seconds(busy.span.start));
    insert->bind(":end_at", seconds(busy.span.end));
    busy.note ? insert->bind(":note", *busy.note) : insert->bind(":note");
    insert->exec();
    return static_cast<std::int64_t>(db.database.getLastInsertRowid());
  });
}

void Store::remove_busy(std::int64_t id) {
  connection_->run([&](Statements& db) {
    Query remove{db, "DELETE FROM busy WHERE id = :id"};
    remove->bind(":id", id);
    remove->exec();
  });
}

}  // namespace calendar
