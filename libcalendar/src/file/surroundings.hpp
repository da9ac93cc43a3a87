#pragma once

#include <filesystem>
#include <vector>

#include "calendar/store.hpp"

namespace calendar {

/// What is not as it should be around a file, whatever is in it: who may read it, who may replace
/// it, and what file system it is on. Mends the first where it is told to.
std::vector<Finding> condition_of(const std::filesystem::path& file, Store::Mending mending);

}  // namespace calendar
