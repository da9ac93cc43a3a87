#include "calendar/owner.hpp"

#include <fmt/format.h>

#include "calendar/appointment.hpp"
#include "calendar/text.hpp"

namespace calendar {

TimeZone Owner::time_zone() const {
  if (auto found = TimeZone::find(zone)) return *std::move(found);
  throw Error{Code::zone_data_missing,
              fmt::format("'{}', the zone of {}, is missing from this system's zone data", excerpt(zone), name.str()),
              Remedy::Kind::install_zone_data};
}

void require_addresses(const Owner& owner, Remedy::Kind remedy) {
  const auto needs = [&](const char* address) {
    return Error{
        Code::usage, fmt::format("{} needs an address {}", owner.name.str(), address), {remedy, owner.name.str()}};
  };
  if (owner.telling.owner.tells() && !owner.email) throw needs("to which messages go");
  if (!owner.telling.tell() && !owner.telling.from) return;
  if (!owner.sender()) throw needs("from which messages come");
  if (can_be_mailed(*owner.sender())) return;
  const std::string what = fmt::format("no mail can come from '{}'", excerpt(*owner.sender()));
  if (owner.telling.from) throw Error{Code::invalid_email, what, {}, "from"};
  throw Error{Code::invalid_email, what, {remedy, owner.name.str()}};
}

}  // namespace calendar
