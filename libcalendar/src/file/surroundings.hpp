#pragma once

#include <filesystem>
#include <vector>

#include "calendar/finding.hpp"

namespace calendar {

/// Problems around a file, regardless of its content: who can read it (which can be fixed), who can
/// replace it, and on what file system it is.
std::vector<Finding> condition_of(const std::filesystem::path& file, Fix fix);

}  // namespace calendar
