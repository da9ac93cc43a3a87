#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "calendar/time.hpp"
#include "sqlite/schema.hpp"

namespace calendar {

/// A result row, whose columns are read once each, in order, and checked.
///
/// Other programs can write to the file, and turn off the CHECKs of schema.cpp. The values returned by
/// these functions are valid for a calendar, and sums of them do not overflow. Columns are read by
/// position, because looking up a name takes longer than reading the value.
class Row {
 public:
  /// `statement` is at the row, and must outlive this.
  explicit Row(SQLite::Statement& statement) : statement_{statement} {}

  /// The rowid of another row; any number.
  std::int64_t id() { return statement_.getColumn(column_++).getInt64(); }
  /// A number from `least` to `most`. Throws Error{damaged} for another.
  std::int64_t number(std::int64_t least, std::int64_t most);
  /// The greatest AUTOINCREMENT number ever used. Throws Error{damaged} if no reference is left.
  std::int64_t last_number() { return number(0, greatest_number); }
  /// An instant from a week before first_date to a week after last_date: zones, lengths and buffers
  /// cannot move it further. Throws Error{damaged} otherwise.
  Instant instant();
  /// A nonempty span, from two columns. Throws Error{damaged} otherwise.
  Interval span();
  /// A text with any content; the caller must check it.
  std::string text();

  /// The next column as read by `read`; empty for NULL.
  template <class Read>
  auto unless_null(Read&& read) -> std::optional<decltype(read())> {
    if (!statement_.isColumnNull(column_)) return read();
    ++column_;
    return std::nullopt;
  }
  std::optional<std::string> optional_text() {
    return unless_null([this] { return text(); });
  }
  /// A maximum number of appointments, from 1 on; empty for none.
  std::optional<int> optional_limit() {
    return unless_null([this] { return static_cast<int>(number(1, std::numeric_limits<int>::max())); });
  }

 private:
  SQLite::Statement& statement_;
  int column_ = 0;
};

}  // namespace calendar
