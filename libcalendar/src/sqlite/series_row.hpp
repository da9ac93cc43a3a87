#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "calendar/series.hpp"
#include "sqlite/query.hpp"

namespace calendar {

/// Adds the row, along with what was refused. Must hold: neither the number nor the reference is used.
void insert_series_as(Statements& statements, std::int64_t number, const Reference& ref, OwnerId owner,
                      const Series& series, const std::optional<std::string>& key_request);

}  // namespace calendar
