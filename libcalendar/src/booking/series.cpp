#include "calendar/series.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calendar/text.hpp"

namespace calendar {

std::optional<Conflicts> conflicts_named(std::string_view name) {
  const auto found = std::ranges::find(conflicts_names, name);
  if (found == conflicts_names.end()) return std::nullopt;
  return static_cast<Conflicts>(found - conflicts_names.begin());
}

TimeZone zone_of(const Series& series) {
  if (auto found = TimeZone::find(series.zone)) return *std::move(found);
  throw Error{Code::zone_data_missing,
              fmt::format("'{}', the zone of the series {}, is missing from this system's zone data",
                          excerpt(series.zone), series.ref.value().str()),
              Remedy::Kind::install_zone_data};
}

std::vector<WallTime> times_of(const Series& series) {
  return repeated({.every = series.repetition.every, .times = series.dates}, series.first);
}

}  // namespace calendar
