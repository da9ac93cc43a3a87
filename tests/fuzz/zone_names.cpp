// Names of zones: none leads out of the folder of zone data.

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "calendar/time.hpp"
#include "property.hpp"

namespace {

namespace fs = std::filesystem;

bool is_allowed(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '+' ||
         c == '-' || c == '/';
}

// A zone data folder, and a zone next to it, which only a name that leads out of the folder could reach.
fs::path folder_of_zone_data() {
  const fs::path scratch = fs::temp_directory_path() / ("zones-" + std::to_string(::rand()));
  fs::create_directories(scratch / "inside/Europe");
  for (const char* place : {"outside", "inside/UTC2", "inside/Europe/Berlin"})
    fs::copy_file("/usr/share/zoneinfo/Europe/Berlin", scratch / place, fs::copy_options::overwrite_existing);
  ::setenv("TZDIR", (scratch / "inside").c_str(), 1);
  return scratch / "inside";
}

}  // namespace

void check(std::string_view name) {
  static const fs::path folder = folder_of_zone_data();
  const auto zone = calendar::TimeZone::find(name);
  if (!zone) return;
  must_hold(zone->name() == name, "a zone has the name by which it was found");
  must_hold(std::ranges::all_of(name, is_allowed), "a zone has a plain name");
  const fs::path file = (folder / name).lexically_normal();
  must_hold(name == "UTC" || file.string() == folder.string() + "/" + std::string{name},
            "a name is a path as it stands");
}
