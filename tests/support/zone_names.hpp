#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "calendar/time.hpp"

namespace make {

/// Every zone of the tz database of this system, or of the one in $TZDIR.
inline std::vector<std::string> names_of_zones() {
  namespace fs = std::filesystem;
  const char* set = std::getenv("TZDIR");
  const fs::path folder = set != nullptr && *set != '\0' ? set : "/usr/share/zoneinfo";
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator{folder}) {
    const std::string name = entry.path().lexically_relative(folder).string();
    if (entry.is_regular_file() && calendar::TimeZone::find(name)) names.push_back(name);
  }
  return names;
}

}  // namespace make
