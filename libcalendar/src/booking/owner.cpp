#include "calendar/owner.hpp"

#include <fmt/format.h>

#include "calendar/error.hpp"
#include "calendar/text.hpp"

namespace calendar {

TimeZone Owner::time_zone() const {
  if (auto found = TimeZone::find(zone)) return *std::move(found);
  throw Error{Code::zone_data_missing,
              fmt::format("'{}', the zone of {}, is missing from this system's zone data", excerpt(zone), name.str()),
              Remedy::Kind::install_zone_data};
}

}  // namespace calendar
