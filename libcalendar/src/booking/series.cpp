#include "calendar/series.hpp"

#include <algorithm>

namespace calendar {

std::optional<Conflicts> conflicts_named(std::string_view name) {
  const auto found = std::ranges::find(conflicts_names, name);
  if (found == conflicts_names.end()) return std::nullopt;
  return static_cast<Conflicts>(found - conflicts_names.begin());
}

std::vector<WallTime> times_of(const Series& series) {
  return repeated({.every = series.repetition.every, .times = series.dates}, series.first);
}

}  // namespace calendar
