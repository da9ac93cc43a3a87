#include "calendar/foreign_times.hpp"

#include <algorithm>
#include <array>

namespace calendar {

namespace {

constexpr std::array<std::string_view, 10> warning_names{"unknown_zone", "bad_zone", "zone_differs",   "bad_start",
                                                         "bad_end",      "bad_rule", "start_off_rule", "no_uid",
                                                         "not_a_file",   "no_files"};

}  // namespace

std::string_view name_of(ForeignWarning::Kind kind) {
  return warning_names.at(static_cast<std::size_t>(kind));
}

std::optional<ForeignWarning::Kind> warning_named(std::string_view name) {
  const auto found = std::ranges::find(warning_names, name);
  if (found == warning_names.end()) return std::nullopt;
  return static_cast<ForeignWarning::Kind>(found - warning_names.begin());
}

}  // namespace calendar
