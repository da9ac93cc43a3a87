// Foreign calendars: what they are, and what they block.

#include <fmt/format.h>

#include "calendar/limits.hpp"
#include "calendar/store.hpp"
#include "calendar/text.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/owner_name.hpp"
#include "sqlite/row.hpp"
#include "sqlite/row_reader.hpp"
#include "sqlite/thing.hpp"

namespace calendar {

namespace {

constexpr std::int64_t most_minutes = Minutes{last_date - first_date}.count();

// As it was added.
constexpr std::string_view settings = "name, path, me, zone, titles, max_age";
// What was read by another clock than the owner's is not known.
constexpr std::string_view imports =
    "iif(read_zone = owner.zone, imported_at, NULL), known_from, known_until, read_zone, digest, events, spans";

ForeignCalendar calendar_at(Row& row, const OwnerName& owner) {
  ForeignCalendar found{.name = CalendarName{row.text()}, .owner = owner};
  found.path = row.optional_text();
  found.me = row.optional_text();
  found.zone = row.optional_text();
  found.keeps_titles = row.number(0, 1) == 1;
  found.max_age = row.unless_null([&] { return Minutes{row.number(1, most_minutes)}; });
  return found;
}

Import import_at(Row& row) {
  const auto count = [&] { return row.number(0, std::int64_t{limits::calendar_files * limits::calendar_events}); };
  const Instant at = row.instant();
  const Interval known = row.span();
  std::string zone = row.text(), digest = row.text();
  const std::int64_t events = count();
  return {at, known, std::move(zone), std::move(digest), events, row.number(0, limits::calendar_spans)};
}

// Behind the name of the owner.
ForeignCalendar imported_calendar_at(SQLite::Statement& statement) {
  Row row{statement};
  const OwnerName owner{row.text()};
  ForeignCalendar found = calendar_at(row, owner);
  constexpr int imported_at = 7;
  if (!statement.isColumnNull(imported_at)) found.import = import_at(row);
  return found;
}

std::string select_calendars(std::string_view rest) {
  return fmt::format(
      "SELECT owner.name, calendar.name, path, me, calendar.zone, titles, max_age, {} FROM calendar "
      "JOIN owner ON owner.id = calendar.owner {}",
      imports, rest);
}

std::vector<ForeignCalendar> calendars_at(const Query& query) {
  std::vector<ForeignCalendar> found;
  while (query->executeStep()) found.push_back(imported_calendar_at(*query));
  return found;
}

constexpr std::string_view warning_columns = R"sql(
    json_extract(value, '$.warning') AS warning, json_extract(value, '$.uid') AS uid,
    json_extract(value, '$.subject') AS subject, json_extract(value, '$.line') AS line,
    json_extract(value, '$.count') AS count, json_extract(value, '$.file') AS file)sql";

ForeignWarning warning_at(SQLite::Statement& statement) {
  constexpr std::int64_t most = std::int64_t{limits::calendar_bytes};
  Row row{statement};
  const std::string name = row.text();
  const auto kind = warning_named(name);
  if (!kind) throw Error{Code::damaged, fmt::format("'{}' is not a warning", name)};
  std::string uid = row.text(), subject = row.text();
  const std::int64_t line = row.number(0, most), count = row.number(1, most);
  return {
      *kind,     std::move(uid), std::move(subject), static_cast<std::size_t>(line), static_cast<std::size_t>(count),
      row.text()};
}

constexpr std::string_view event_columns = R"sql(
    json_extract(value, '$.start_at') AS start_at, json_extract(value, '$.end_at') AS end_at,
    json_extract(value, '$.uid') AS uid, json_extract(value, '$.title') AS title)sql";

BusyEvent event_at(SQLite::Statement& statement) {
  Row row{statement};
  const Interval span = row.span();
  std::string uid = row.text();
  return {span, {std::move(uid), row.text()}};
}

std::vector<BusyEvent> events_of(Statements& db, const std::string& events) {
  static const std::string sql = fmt::format("SELECT {} FROM json_each(:events) ORDER BY id", event_columns);
  Query query{db, sql.c_str(), events};
  std::vector<BusyEvent> found;
  while (query->executeStep()) found.push_back(event_at(*query));
  return found;
}

// What the query makes of its values: an object, in text.
std::string object_of(const Query& query) {
  query->executeStep();
  return query->getColumn(0).getString();
}

std::string warnings_text(Statements& db, const std::vector<ForeignWarning>& warnings) {
  constexpr const char* sql = R"sql(
      SELECT json_object('warning', :name, 'uid', :uid, 'subject', :subject, 'line', :line, 'count', :count,
                         'file', :file))sql";
  std::vector<std::string> objects;
  for (const ForeignWarning& each : warnings) {
    const std::string name{name_of(each.kind)};
    const auto line = static_cast<std::int64_t>(each.line), count = static_cast<std::int64_t>(each.count);
    objects.push_back(object_of({db, sql, name, each.uid, each.subject, line, count, each.file}));
  }
  return fmt::format("[{}]", fmt::join(objects, ","));
}

std::string events_text(Statements& db, const std::vector<BusyEvent>& events) {
  constexpr const char* sql = "SELECT json_object('start_at', :start, 'end_at', :end, 'uid', :uid, 'title', :title)";
  std::vector<std::string> objects;
  for (const BusyEvent& each : events)
    objects.push_back(object_of({db, sql, each.span.start, each.span.end, each.event.uid, each.event.title}));
  return fmt::format("[{}]", fmt::join(objects, ","));
}

// Those of an owner's calendars that touch [:from, :to): one range of each, see schema.cpp.
std::string select_busy(std::string_view columns) {
  return fmt::format(R"sql(
      SELECT {} FROM calendar CROSS JOIN foreign_busy AS busy
        ON busy.owner = calendar.owner AND busy.calendar = calendar.name
      WHERE calendar.owner = :owner AND busy.start_at < :to AND busy.end_at > :from
        AND busy.start_at >= coalesce((SELECT max(start_at) FROM foreign_busy
          WHERE owner = calendar.owner AND calendar = calendar.name AND start_at <= :from), :from))sql",
                     columns);
}

}  // namespace

State calendar_state(Statements& db, const std::string& image, const OwnerName& owner) {
  static const std::string sql =
      with_rows_of_image(Thing::Kind::calendar) + fmt::format("SELECT {} FROM calendar", settings);
  Query query{db, sql.c_str(), image};
  if (!query->executeStep()) return std::monostate{};
  Row row{*query};
  return calendar_at(row, owner);
}

std::vector<RowReader> calendar_readers() {
  constexpr const char* busy = R"sql(
      SELECT start_at, end_at, calendar, coalesce(lag(end_at) OVER (PARTITION BY owner, calendar ORDER BY start_at)
          <= start_at, 1), events IS NULL OR json_valid(events) FROM foreign_busy)sql";
  return {
      {"calendar", 8, select_calendars(""), [](SQLite::Statement& row) { imported_calendar_at(row); }},
      {"calendar", 8,
       "SELECT name, imported_at IS NULL OR spans = (SELECT count(*) FROM foreign_busy AS busy"
       " WHERE busy.owner = calendar.owner AND busy.calendar = calendar.name) FROM calendar",
       [](SQLite::Statement& statement) {
         Row row{statement};
         const std::string name = row.text();
         if (row.id() == 0) throw Error{Code::damaged, fmt::format("not all spans of {} are there", excerpt(name))};
       }},
      {"calendar", 8,
       fmt::format("SELECT {} FROM calendar JOIN json_each(iif(json_valid(warnings), warnings, '[[]]'))"
                   " WHERE warnings IS NOT NULL",
                   warning_columns),
       [](SQLite::Statement& row) { warning_at(row); }},
      {"foreign_busy", 8, busy,
       [](SQLite::Statement& statement) {
         Row row{statement};
         const Interval span = row.span();
         CalendarName{row.text()};
         if (row.id() == 0)
           throw Error{Code::damaged,
                       fmt::format("the span from {} on begins within another", span.start.time_since_epoch().count())};
         if (row.id() == 0) throw Error{Code::damaged, "the events of a span are not JSON"};
       }},
      {"foreign_busy", 8,
       fmt::format("SELECT {} FROM foreign_busy JOIN json_each(events) WHERE json_valid(events)", event_columns),
       [](SQLite::Statement& row) { event_at(row); }},
      {"change", 8, with_rows_of_record(Thing::Kind::calendar) + fmt::format("SELECT {} FROM calendar", settings),
       [](SQLite::Statement& statement) {
         Row row{statement};
         calendar_at(row, OwnerName{"any"});
       }},
  };
}

std::vector<ForeignCalendar> Store::calendars(const std::vector<Owner>& owners) {
  return connection_->run([&](Statements& db) {
    static const std::string of_all = select_calendars("ORDER BY owner.name, calendar.name");
    static const std::string of_some = select_calendars(
        "WHERE calendar.owner IN (SELECT value FROM json_each(:owners)) ORDER BY owner.name, calendar.name");
    Query any{db, "SELECT 1 FROM calendar LIMIT 1"};  // most files have none, and every list asks
    if (!any->executeStep()) return std::vector<ForeignCalendar>{};
    if (owners.empty()) return calendars_at({db, of_all.c_str()});
    return calendars_at({db, of_some.c_str(), owners});
  });
}

std::optional<ForeignCalendar> Store::calendar(OwnerId owner, const CalendarName& name) {
  return connection_->run([&](Statements& db) -> std::optional<ForeignCalendar> {
    static const std::string sql = select_calendars("WHERE calendar.owner = :owner AND calendar.name = :name");
    Query query{db, sql.c_str(), owner, name};
    if (!query->executeStep()) return std::nullopt;
    return imported_calendar_at(*query);
  });
}

std::vector<ForeignWarning> Store::calendar_warnings(OwnerId owner, const CalendarName& name) {
  return connection_->run([&](Statements& db) {
    static const std::string sql = fmt::format(
        "SELECT {} FROM calendar JOIN json_each(warnings) WHERE owner = :owner AND name = :name ORDER BY json_each.id",
        warning_columns);
    Query query{db, sql.c_str(), owner, name};
    std::vector<ForeignWarning> found;
    while (query->executeStep()) found.push_back(warning_at(*query));
    return found;
  });
}

void Store::insert_calendar(OwnerId owner, const ForeignCalendar& calendar) {
  connection_->run([&](Statements& db) {
    constexpr const char* sql = R"sql(
        INSERT INTO calendar(owner, name, path, me, zone, titles, max_age)
        VALUES(:owner, :name, :path, :me, :zone, :titles, :max_age))sql";
    record(db, connection_->change, Deed::calendar, calendar.owner, Thing::calendar(owner, calendar.name));
    execute_on_one_row(db, sql, owner, calendar.name, calendar.path, calendar.me, calendar.zone,
                       std::int64_t{calendar.keeps_titles}, calendar.max_age);
  });
}

void Store::remove_calendar(OwnerId owner, const ForeignCalendar& calendar) {
  connection_->run([&](Statements& db) {
    record(db, connection_->change, Deed::calendar, calendar.owner, Thing::calendar(owner, calendar.name));
    execute_on_one_row(db, "DELETE FROM calendar WHERE owner = :owner AND name = :name", owner, calendar.name);
  });
}

void Store::set_import(OwnerId owner, const CalendarName& name, const Import& import,
                       const std::vector<ForeignWarning>& warnings) {
  connection_->run([&](Statements& db) {
    constexpr const char* sql = R"sql(
        UPDATE calendar SET imported_at = :at, known_from = :from, known_until = :until, read_zone = :zone,
          digest = :digest, events = :events, spans = :spans, warnings = :warnings
        WHERE owner = :owner AND name = :name)sql";
    execute_on_one_row(db, sql, import.at, import.known.start, import.known.end, import.zone, import.digest,
                       import.events, import.spans, warnings_text(db, warnings), owner, name);
  });
}

void Store::set_imported_at(OwnerId owner, const CalendarName& name, Instant at) {
  connection_->run([&](Statements& db) {
    execute_on_one_row(db, "UPDATE calendar SET imported_at = :at WHERE owner = :owner AND name = :name", at, owner,
                       name);
  });
}

std::optional<Interval> Store::known(OwnerId owner) {
  return connection_->run([&](Statements& db) -> std::optional<Interval> {
    constexpr const char* sql = R"sql(
        SELECT max(known_from) AS known_from, min(known_until) AS known_until, count(*),
          count(iif(read_zone = owner.zone, imported_at, NULL))
        FROM calendar JOIN owner ON owner.id = calendar.owner WHERE owner.id = :owner)sql";
    Query query{db, sql, owner};
    query->executeStep();
    Row row{*query};
    const auto from = row.unless_null([&] { return row.instant(); });
    const auto until = row.unless_null([&] { return row.instant(); });
    const std::int64_t calendars = row.id();
    if (calendars == 0) return std::nullopt;
    const bool all = row.id() == calendars && from && until && *from < *until;
    return all ? Interval{*from, *until} : Interval{nameable.start, nameable.start};
  });
}

std::vector<Interval> Store::foreign_time(OwnerId owner, const Interval& touching) {
  return connection_->run([&](Statements& db) {
    static const std::string sql = select_busy("busy.start_at, busy.end_at");
    Query query{db, sql.c_str(), owner, touching.end, touching.start};
    std::vector<Interval> found;
    while (query->executeStep()) found.push_back(Row{*query}.span());
    return found;
  });
}

std::vector<ForeignBusy> Store::foreign_busy(OwnerId owner, const Interval& touching,
                                             const std::optional<CalendarName>& calendar, std::size_t limit) {
  return connection_->run([&](Statements& db) {
    static const std::string sql = select_busy("calendar.name, busy.start_at, busy.end_at, busy.events") +
                                   " AND (:name IS NULL OR calendar.name = :name)"
                                   " ORDER BY calendar.name, busy.start_at LIMIT :limit";
    Query query{db, sql.c_str(), owner, touching.end, touching.start, calendar, static_cast<std::int64_t>(limit)};
    std::vector<ForeignBusy> found;
    while (query->executeStep()) {
      Row row{*query};
      CalendarName name{row.text()};
      const Interval span = row.span();
      const auto events = row.optional_text();
      found.push_back({std::move(name), span, events ? events_of(db, *events) : std::vector<BusyEvent>{}});
    }
    return found;
  });
}

void Store::insert_foreign_busy(OwnerId owner, const ForeignBusy& busy) {
  connection_->run([&](Statements& db) {
    constexpr const char* sql = R"sql(
        INSERT INTO foreign_busy(owner, calendar, start_at, end_at, events)
        VALUES(:owner, :calendar, :start, :end, :events))sql";
    const auto events = busy.events.empty() ? std::nullopt : std::optional{events_text(db, busy.events)};
    execute_on_one_row(db, sql, owner, busy.calendar, busy.span.start, busy.span.end, events);
  });
}

void Store::remove_foreign_busy(OwnerId owner, const CalendarName& calendar, Instant start) {
  connection_->run([&](Statements& db) {
    constexpr const char* sql =
        "DELETE FROM foreign_busy WHERE owner = :owner AND calendar = :calendar AND start_at = :start";
    execute_on_one_row(db, sql, owner, calendar, start);
  });
}

}  // namespace calendar
