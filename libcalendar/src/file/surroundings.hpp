#pragma once

#include <filesystem>
#include <vector>

#include "calendar/finding.hpp"

namespace calendar {

/// What is wrong around a file, whatever is in it: who may read it, who may replace it, and what file
/// system it is on. The first can be fixed.
std::vector<Finding> condition_of(const std::filesystem::path& file, Fix fix);

}  // namespace calendar
