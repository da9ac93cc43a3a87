#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "calendar/series.hpp"
#include "sqlite/query.hpp"

namespace calendar {

void insert_series_as(Statements& statements, std::int64_t number, const Reference& ref, OwnerId owner,
                      const Series& series, const std::optional<std::string>& key_request);

}  // namespace calendar
