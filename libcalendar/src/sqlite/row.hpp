#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <string>

#include "calendar/time.hpp"
#include "sqlite/schema.hpp"

namespace calendar {

/// A row of an answer, read from its first column on, each once and checked.
///
/// Anybody may write to the file, and SQLite lets them turn the CHECKs of schema.cpp off; behind
/// these functions a value is one that a calendar can hold, and the sums that are made of such
/// values do not overflow. By place, not by name: to look up the name takes longer than to read.
class Row {
 public:
  /// `statement` stands on the row, and outlives this.
  explicit Row(SQLite::Statement& statement) : statement_{statement} {}

  /// The number of another row; any.
  std::int64_t id() { return statement_.getColumn(column_++).getInt64(); }
  /// A number from `least` to `most`. Throws Error{damaged} for another.
  std::int64_t number(std::int64_t least, std::int64_t most);
  /// The greatest number that AUTOINCREMENT ever gave. Throws Error{damaged} where no reference is left.
  std::int64_t last_number() { return number(0, greatest_number); }
  /// An instant on the dates that people can name, or a week around them: zones, lengths and buffers
  /// carry it no further. Throws Error{damaged} for another.
  Instant instant();
  /// Of two columns, a span that is not empty. Throws Error{damaged} likewise.
  Interval span();
  /// A text, whatever is in it; the reader has to check it.
  std::string text();

  /// What `read` reads of the next column; empty for NULL.
  template <class Read>
  auto unless_null(Read&& read) -> std::optional<decltype(read())> {
    if (!statement_.isColumnNull(column_)) return read();
    ++column_;
    return std::nullopt;
  }
  std::optional<std::string> optional_text() {
    return unless_null([this] { return text(); });
  }

 private:
  SQLite::Statement& statement_;
  int column_ = 0;
};

}  // namespace calendar
