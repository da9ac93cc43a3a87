#pragma once

// What the columns of a row hold, checked. Anybody may write to the file, and SQLite lets them turn
// the CHECKs of schema.cpp off; behind these functions a value is one that a calendar can hold, and
// the sums that are made of such values do not overflow.

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <string>

#include "calendar/time.hpp"

namespace calendar {

/// A number from `least` to `most`. Throws Error{damaged} for another.
std::int64_t number_at(SQLite::Statement& row, const char* column, std::int64_t least, std::int64_t most);

/// An instant on the dates that people can name, or a week around them: zones, lengths and buffers
/// carry it no further. Throws Error{damaged} for another.
Instant instant_at(SQLite::Statement& row, const char* column);

/// A span that is not empty. Throws Error{damaged} likewise.
Interval span_at(SQLite::Statement& row, const char* start, const char* end);

/// A text; empty for NULL.
std::optional<std::string> text_at(SQLite::Statement& row, const char* column);

}  // namespace calendar
