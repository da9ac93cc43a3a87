#include "sqlite/row.hpp"

#include <fmt/format.h>

#include "calendar/error.hpp"

namespace calendar {

std::int64_t Row::number(std::int64_t least, std::int64_t most) {
  const SQLite::Column value = statement_.getColumn(column_++);
  const std::int64_t number = value.getInt64();
  if (least <= number && number <= most) return number;
  throw Error{Code::damaged, fmt::format("'{}' is not a valid {}", number, value.getName())};
}

Instant Row::instant() {
  constexpr Seconds earliest = (nameable.start - Days{7}).time_since_epoch();
  constexpr Seconds latest = (nameable.end + Days{7}).time_since_epoch();
  return Instant{Seconds{number(earliest.count(), latest.count())}};
}

Interval Row::span() {
  const Instant start = instant();
  const Instant end = instant();
  if (start < end) return {start, end};
  throw Error{Code::damaged, fmt::format("'{}' is not a valid {}: {} is '{}'", end.time_since_epoch().count(),
                                         statement_.getColumnName(column_ - 1), statement_.getColumnName(column_ - 2),
                                         start.time_since_epoch().count())};
}

std::string Row::text() {
  return statement_.getColumn(column_++).getString();
}

}  // namespace calendar
