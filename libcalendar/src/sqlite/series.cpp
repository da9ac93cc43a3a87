// Series: what their appointments have in common.

#include <fmt/format.h>

#include "calendar/limits.hpp"
#include "calendar/series.hpp"
#include "calendar/store.hpp"
#include "sqlite/appointment_row.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/row.hpp"
#include "sqlite/row_reader.hpp"
#include "sqlite/series_row.hpp"
#include "sqlite/thing.hpp"

namespace calendar {

namespace {

// All that series_at() reads.
constexpr std::string_view series_columns =
    "ref, zone, first, utc_offset, every, times, until, conflicts, dates, key, created_at, key_request";

template <class Value>
Value required(std::optional<Value> value, const Reference& series, std::string_view what) {
  if (value) return *std::move(value);
  throw Error{Code::damaged, fmt::format("the series {} has no valid {}", series.str(), what)};
}

Date date_of(Row& row, const Reference& series) {
  return required(parse_iso_date(row.text()), series, "end");
}

constexpr std::int64_t furthest = Seconds{limits::utc_offset}.count();

// Without what was refused.
Store::StoredSeries series_at(Row& row, const OwnerName& owner) {
  const auto count = [&] { return static_cast<int>(row.number(1, limits::series_dates)); };
  const Reference ref{row.text()};
  std::string zone = row.text();
  const WallTime first{row.instant().time_since_epoch()};
  const Seconds utc_offset{row.number(-furthest, furthest)};
  Repetition repetition{required(Every::parse(row.text()), ref, "repetition")};
  repetition.times = row.unless_null(count);
  repetition.until = row.unless_null([&] { return date_of(row, ref); });
  if (repetition.times.has_value() == repetition.until.has_value())
    throw Error{Code::damaged, fmt::format("the series {} has no valid end", ref.str())};
  Series series{.ref = ref,
                .owner = owner,
                .zone = std::move(zone),
                .first = first,
                .utc_offset = utc_offset,
                .repetition = std::move(repetition),
                .conflicts = required(conflicts_named(row.text()), ref, "rule for conflicts"),
                .dates = count(),
                .key = row.optional_text(),
                .created = row.instant()};
  return {std::move(series), row.optional_text()};
}

RefusedDate refused_at(SQLite::Statement& statement) {
  Row row{statement};
  const int position = static_cast<int>(row.number(1, limits::series_dates));
  const WallTime time{row.instant().time_since_epoch()};
  const Interval span = row.span();
  std::string error = row.text();
  return {position, time, span, std::move(error), row.text()};
}

std::string select_refused(std::string_view which) {
  return fmt::format(R"sql(
      SELECT json_extract(value, '$.position'), json_extract(value, '$.time'), json_extract(value, '$.start_at'),
             json_extract(value, '$.end_at'), json_extract(value, '$.error'), json_extract(value, '$.message')
      FROM series JOIN json_each(refused) {})sql",
                     which);
}

std::optional<Store::StoredSeries> found(Statements& db, Query& query) {
  if (!query->executeStep()) return std::nullopt;
  Row row{*query};
  const OwnerName owner{row.text()};
  Store::StoredSeries stored = series_at(row, owner);
  static const std::string sql = select_refused("WHERE ref = :ref ORDER BY json_each.id");
  Query refused{db, sql.c_str(), *stored.series.ref};
  while (refused->executeStep()) stored.series.refused.push_back(refused_at(*refused));
  return stored;
}

std::string select_series(std::string_view condition) {
  return fmt::format("SELECT owner_name, {} FROM series {} WHERE {}", series_columns, with_owner, condition);
}

}  // namespace

std::vector<RowReader> series_readers() {
  const auto read = [](SQLite::Statement& statement) {
    Row row{statement};
    series_at(row, OwnerName{"any"});
  };
  return {
      {"series", 7, fmt::format("SELECT {} FROM series", series_columns), read},
      {"series", 7, select_refused("WHERE json_valid(refused)"), [](SQLite::Statement& row) { refused_at(row); }},
      {"change", 7, with_rows_of_record(Thing::Kind::series) + fmt::format("SELECT {} FROM series", series_columns),
       read},
  };
}

void insert_series_as(Statements& db, std::int64_t number, const Reference& ref, OwnerId owner, const Series& series,
                      const std::optional<std::string>& key_request) {
  constexpr const char* sql = R"sql(
      INSERT INTO series(id, ref, owner, zone, first, utc_offset, every, times, until, conflicts, dates, refused, key,
                         key_request, created_at)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', ?, ?, ?))sql";
  constexpr const char* add_refused = R"sql(
      UPDATE series SET refused = json_insert(refused, '$[#]', json_object('position', :position, 'time', :time,
        'start_at', :start, 'end_at', :end, 'error', :error, 'message', :message)) WHERE id = :id)sql";
  const std::string every = series.repetition.every.str(), conflicts{name_of(series.conflicts)};
  const std::optional<std::int64_t> times = series.repetition.times;
  execute_on_one_row(db, sql, number, ref, owner, series.zone, series.first.time_since_epoch(), series.utc_offset,
                     every, times, series.repetition.until, conflicts, std::int64_t{series.dates}, series.key,
                     key_request, series.created);
  for (const RefusedDate& each : series.refused)
    execute_on_one_row(db, add_refused, std::int64_t{each.position}, each.time.time_since_epoch(), each.span.start,
                       each.span.end, each.error, each.message, number);
}

std::optional<Store::StoredSeries> Store::series(const Reference& ref) {
  return connection_->run([&](Statements& db) {
    static const std::string sql = select_series("ref = :ref");
    Query query{db, sql.c_str(), ref};
    return found(db, query);
  });
}

std::optional<Store::StoredSeries> Store::series_of_key(OwnerId owner, const std::string& key) {
  return connection_->run([&](Statements& db) {
    static const std::string sql = select_series("owner = :owner AND key = :key");
    Query query{db, sql.c_str(), owner, key};
    return found(db, query);
  });
}

}  // namespace calendar
