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

// A number of `Duration`; empty for NULL.
template <class Duration>
std::optional<Duration> duration_at(SQLite::Statement& row, const char* column, std::int64_t least, std::int64_t most) {
  if (row.getColumn(column).isNull()) return std::nullopt;
  return Duration{number_at(row, column, least, most)};
}

Service service_at(SQLite::Statement& row) {
  Service found{
      .name = ServiceName{row.getColumn("name").getString()},
      .duration = Minutes{number_at(row, "duration", 1, day)},
      .step = duration_at<Minutes>(row, "step", 1, day),
      .buffer_before = Minutes{number_at(row, "buffer_before", 0, day)},
      .buffer_after = Minutes{number_at(row, "buffer_after", 0, day)},
      .notice = Minutes{number_at(row, "notice", 0, most_days * day)},
      .horizon = duration_at<Days>(row, "horizon", 0, most_days),
      .max_per_day = {},
  };
  if (!row.getColumn("max_per_day").isNull()) {
    found.max_per_day = static_cast<int>(number_at(row, "max_per_day", 1, std::numeric_limits<int>::max()));
  }
  return found;
}

Busy busy_at(SQLite::Statement& row) {
  return {row.getColumn("id").getInt64(), OwnerName{row.getColumn("owner_name").getString()},
          span_at(row, "start_at", "end_at"), text_at(row, "note")};
}

std::int64_t seconds(Instant instant) {
  return instant.time_since_epoch().count();
}

}  // namespace

std::vector<Service> Store::services(OwnerId owner) {
  return connection_->run([&](Statements& db) {
    Query query{db, "SELECT * FROM service WHERE owner = :owner ORDER BY name"};
    query->bind(":owner", owner.value);
    std::vector<Service> found;
    while (query->executeStep()) found.push_back(service_at(*query));
    return found;
  });
}

std::optional<Service> Store::service(OwnerId owner, const ServiceName& name) {
  return connection_->run([&](Statements& db) -> std::optional<Service> {
    Query query{db, "SELECT * FROM service WHERE owner = :owner AND name = :name"};
    query->bind(":owner", owner.value);
    query->bindNoCopy(":name", name.str());
    if (!query->executeStep()) return std::nullopt;
    return service_at(*query);
  });
}

void Store::set_service(OwnerId owner, const Service& service) {
  connection_->run([&](Statements& db) {
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
  connection_->run([&](Statements& db) {
    Query remove{db, "DELETE FROM service WHERE owner = :owner AND name = :name"};
    remove->bind(":owner", owner.value);
    remove->bindNoCopy(":name", name.str());
    remove->exec();
  });
}

std::vector<Busy> Store::busy(const Owner& owner, const Interval& touching) {
  return connection_->run([&](Statements& db) {
    Query query{db, R"sql(
        SELECT *, :name AS owner_name FROM busy
        WHERE owner = :owner AND end_at > :start AND start_at < :end ORDER BY start_at, id)sql"};
    query->bind(":owner", owner.id.value);
    query->bind(":name", owner.name.str());
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
        SELECT busy.*, owner.name AS owner_name FROM busy JOIN owner ON owner.id = busy.owner WHERE busy.id = :id)sql"};
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
