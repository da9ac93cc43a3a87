// Hours: those of the week, of services, and of single dates.

#include <array>
#include <optional>
#include <utility>

#include "calendar/limits.hpp"
#include "calendar/store.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/owner_name.hpp"
#include "sqlite/row.hpp"
#include "sqlite/row_reader.hpp"
#include "sqlite/thing.hpp"

namespace calendar {

namespace {

// A date without windows is stored as one row of zero length.
constexpr Window closed{Minutes{0}, Minutes{0}};

constexpr std::int64_t whole_day = limits::day.count();

Window window_at(Row& row) {
  const std::int64_t start = row.number(0, whole_day - 1);
  return {Minutes{start}, Minutes{row.number(start + 1, start + whole_day)}};
}

// The same, but it may be `closed`.
Window own_window_at(Row& row) {
  const std::int64_t start = row.number(0, whole_day - 1);
  return {Minutes{start}, Minutes{row.number(start == 0 ? 0 : start + 1, start + whole_day)}};
}

Date date_at(Row& row) {
  const std::string text = row.text();
  const auto date = parse_iso_date(text);
  if (!date) throw Error{Code::damaged, "'" + text + "' is not a date"};
  return *date;
}

std::pair<std::size_t, Window> weekly_at(SQLite::Statement& statement) {
  Row row{statement};
  const auto day = static_cast<std::size_t>(row.number(1, 7));
  return {day, window_at(row)};
}

std::pair<std::size_t, Window> own_weekly_at(SQLite::Statement& statement) {
  Row row{statement};
  const auto day = static_cast<std::size_t>(row.number(1, 7));
  return {day, own_window_at(row)};
}

struct DatedWindow {
  Date date;
  Window window;
  std::optional<std::string> note;
};

DatedWindow dated_at(SQLite::Statement& statement) {
  Row row{statement};
  const Date date = date_at(row);
  const Window window = own_window_at(row);
  return {date, window, row.optional_text()};
}

// `read` reads a row.
WeeklyHours week_at(Query& query, std::pair<std::size_t, Window> (*read)(SQLite::Statement&)) {
  std::array<Windows, 8> days;  // by ISO number, Monday is 1
  while (query->executeStep()) {
    const auto& [day, window] = read(*query);
    if (window != closed) days.at(day).push_back(window);
  }
  WeeklyHours hours;
  for (unsigned day = 1; day <= 7; ++day) hours.set(std::chrono::weekday{day}, std::move(days.at(day)));
  return hours;
}

Overrides overrides_at(Query& query) {
  Overrides found;
  while (query->executeStep()) {
    DatedWindow row = dated_at(*query);
    Override& own = found[row.date];
    if (row.window != closed) own.windows.push_back(row.window);
    own.note = std::move(row.note);
  }
  return found;
}

Windows or_closed(const Windows& windows) {
  return windows.empty() ? Windows{closed} : windows;
}

void erase_override(Statements& db, OwnerId owner, Date date) {
  execute(db, "DELETE FROM date_override WHERE owner = :owner AND date = :date", owner, date);
}

}  // namespace

State week_state(Statements& db, const std::string& image) {
  static const std::string sql = with_rows_of_image(Thing::Kind::week) + "SELECT day, start, \"end\" FROM weekly_hours";
  Query query{db, sql.c_str(), image};
  return week_at(query, weekly_at);
}

State service_week_state(Statements& db, const std::string& image) {
  static const std::string sql =
      with_rows_of_image(Thing::Kind::service_week) + "SELECT day, start, \"end\", service FROM service_hours";
  std::optional<ServiceName> service;
  {
    Query query{db, sql.c_str(), image};
    if (!query->executeStep()) return std::monostate{};
    service = ServiceName{query->getColumn(3).getString()};
  }
  Query query{db, sql.c_str(), image};
  return ServiceWeek{*std::move(service), week_at(query, own_weekly_at)};
}

State dated_state(Statements& db, const std::string& image) {
  static const std::string sql =
      with_rows_of_image(Thing::Kind::dated) + "SELECT date, start, \"end\", note FROM date_override";
  Query query{db, sql.c_str(), image};
  Overrides found = overrides_at(query);
  if (found.empty()) return std::monostate{};
  return DatedOverride{found.begin()->first, std::move(found.begin()->second)};
}

std::vector<RowReader> hours_readers() {
  return {
      {"change", 4, with_rows_of_record(Thing::Kind::week) + "SELECT day, start, \"end\" FROM weekly_hours",
       [](SQLite::Statement& row) { weekly_at(row); }},
      {"change", 6, with_rows_of_record(Thing::Kind::service_week) + "SELECT day, start, \"end\" FROM service_hours",
       [](SQLite::Statement& row) { own_weekly_at(row); }},
      {"change", 6, with_rows_of_record(Thing::Kind::dated) + "SELECT date, start, \"end\", note FROM date_override",
       [](SQLite::Statement& row) { dated_at(row); }},
      {"weekly_hours", 1, "SELECT day, start, end FROM weekly_hours", [](SQLite::Statement& row) { weekly_at(row); }},
      {"service_hours", 6, "SELECT day, start, end, service FROM service_hours",
       [](SQLite::Statement& row) {
         own_weekly_at(row);
         ServiceName{row.getColumn(3).getString()};
       }},
      {"date_override", 6, "SELECT date, start, end, note FROM date_override",
       [](SQLite::Statement& row) { dated_at(row); }},
  };
}

WeeklyHours Store::weekly_hours(OwnerId owner) {
  return connection_->run([&](Statements& db) {
    Query query{db, "SELECT day, start, end FROM weekly_hours WHERE owner = :owner ORDER BY day, start", owner};
    return week_at(query, weekly_at);
  });
}

void Store::set_weekly_hours(OwnerId owner, const WeeklyHours& hours) {
  connection_->run([&](Statements& db) {
    constexpr const char* sql = "INSERT INTO weekly_hours(owner, day, start, end) VALUES(:owner, :day, :start, :end)";
    record_if_changed(db, connection_->change, Deed::hours, name_of(db, owner), Thing::week(owner), [&] {
      execute(db, "DELETE FROM weekly_hours WHERE owner = :owner", owner);
      for (std::int64_t day = 1; day <= 7; ++day) {
        for (const Window& window : hours.on(std::chrono::weekday{static_cast<unsigned>(day)}))
          execute_on_one_row(db, sql, owner, day, window.start, window.end);
      }
    });
  });
}

std::optional<WeeklyHours> Store::service_hours(OwnerId owner, const ServiceName& service) {
  return connection_->run([&](Statements& db) -> std::optional<WeeklyHours> {
    constexpr const char* sql = R"sql(
        SELECT day, start, end FROM service_hours
        WHERE owner = :owner AND service = :service ORDER BY day, start)sql";
    Query query{db, sql, owner, service};
    if (!query->executeStep()) return std::nullopt;
    query->reset();
    return week_at(query, own_weekly_at);
  });
}

std::vector<ServiceWeek> Store::service_hours(OwnerId owner) {
  return connection_->run([&](Statements& db) {
    Query query{db, "SELECT DISTINCT service FROM service_hours WHERE owner = :owner ORDER BY service", owner};
    std::vector<ServiceWeek> found;
    while (query->executeStep()) {
      ServiceName service{query->getColumn(0).getString()};
      WeeklyHours hours = service_hours(owner, service).value_or(WeeklyHours{});
      found.push_back({std::move(service), std::move(hours)});
    }
    return found;
  });
}

void Store::set_service_hours(OwnerId owner, const ServiceName& service, const std::optional<WeeklyHours>& hours) {
  connection_->run([&](Statements& db) {
    constexpr const char* sql = R"sql(
        INSERT INTO service_hours(owner, service, day, start, end)
        VALUES(:owner, :service, :day, :start, :end))sql";
    const Thing thing = Thing::service_week(owner, service);
    record_if_changed(db, connection_->change, Deed::hours, name_of(db, owner), thing, [&] {
      execute(db, "DELETE FROM service_hours WHERE owner = :owner AND service = :service", owner, service);
      for (std::int64_t day = 1; hours && day <= 7; ++day) {
        for (const Window& window : or_closed(hours->on(std::chrono::weekday{static_cast<unsigned>(day)})))
          execute_on_one_row(db, sql, owner, service, day, window.start, window.end);
      }
    });
  });
}

Overrides Store::overrides(OwnerId owner, Date first, Date last) {
  return connection_->run([&](Statements& db) {
    constexpr const char* sql = R"sql(
        SELECT date, start, end, note FROM date_override
        WHERE owner = :owner AND date BETWEEN :first AND :last ORDER BY date, start)sql";
    Query query{db, sql, owner, first, last};
    return overrides_at(query);
  });
}

void Store::set_override(OwnerId owner, Date date, const Override& own) {
  connection_->run([&](Statements& db) {
    constexpr const char* sql =
        "INSERT INTO date_override(owner, date, start, end, note) VALUES(:owner, :date, :start, :end, :note)";
    record_if_changed(db, connection_->change, Deed::hours, name_of(db, owner), Thing::dated(owner, date), [&] {
      erase_override(db, owner, date);
      for (const Window& window : or_closed(own.windows))
        execute_on_one_row(db, sql, owner, date, window.start, window.end, own.note);
    });
  });
}

void Store::remove_override(OwnerId owner, Date date) {
  connection_->run([&](Statements& db) {
    record_if_changed(db, connection_->change, Deed::hours, name_of(db, owner), Thing::dated(owner, date),
                      [&] { erase_override(db, owner, date); });
  });
}

}  // namespace calendar
