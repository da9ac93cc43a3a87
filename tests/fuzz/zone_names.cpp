// Names of zones: none leads out of the folder of zone data.

#include <absl/time/internal/cctz/include/cctz/zone_info_source.h>

#include <functional>
#include <memory>

#include "calendar/time.hpp"
#include "property.hpp"

namespace {

bool leads_out(std::string_view path) {
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    if (part.empty() || part == "." || part == "..") return true;
    at = end + 1;
  }
  return false;
}

bool is_allowed(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '+' ||
         c == '-' || c == '/';
}

using Source = absl::time_internal::cctz::ZoneInfoSource;

// How the zone library opens a file.
std::unique_ptr<Source> watched(const std::string& name,
                                const std::function<std::unique_ptr<Source>(const std::string&)>& open) {
  must_hold(std::ranges::all_of(name, is_allowed), "what is opened has a plain name");
  must_hold(!leads_out(name), "what is opened lies in the folder of zone data");
  return open(name);
}

}  // namespace

void check(std::string_view name) {
  absl::time_internal::cctz_extension::zone_info_source_factory = watched;  // which it lets a program do
  const auto zone = calendar::TimeZone::find(name);
  if (!zone) return;
  must_hold(zone->name() == name, "a zone has the name by which it was found");
  must_hold(std::ranges::all_of(name, is_allowed), "a zone has a plain name");
  must_hold(!leads_out(name), "a zone lies in the folder of zone data");
}
