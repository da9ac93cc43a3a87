#include "store_row.hpp"

#include <fmt/format.h>

#include "calendar/error.hpp"

namespace calendar {

std::int64_t number_at(SQLite::Statement& row, const char* column, std::int64_t least, std::int64_t most) {
  const std::int64_t number = row.getColumn(column).getInt64();
  if (least <= number && number <= most) return number;
  throw Error{Code::damaged, fmt::format("'{}' is no {}", number, column)};
}

Instant instant_at(SQLite::Statement& row, const char* column) {
  constexpr Seconds earliest = (nameable.start - Days{7}).time_since_epoch();
  constexpr Seconds latest = (nameable.end + Days{7}).time_since_epoch();
  return Instant{Seconds{number_at(row, column, earliest.count(), latest.count())}};
}

Interval span_at(SQLite::Statement& row, const char* start, const char* end) {
  const Interval span{instant_at(row, start), instant_at(row, end)};
  if (span.start < span.end) return span;
  throw Error{Code::damaged, fmt::format("'{}' is no {}, as {} is '{}'", span.end.time_since_epoch().count(), end,
                                         start, span.start.time_since_epoch().count())};
}

std::optional<std::string> text_at(SQLite::Statement& row, const char* column) {
  const SQLite::Column value = row.getColumn(column);
  if (value.isNull()) return std::nullopt;
  return value.getString();
}

}  // namespace calendar
