#include "commands/changed_hours.hpp"

#include <fmt/format.h>

#include "text/time_text.hpp"
#include "views/availability.hpp"

namespace calbook {

using calendar::Effect;

namespace {

ShownAvailability changed(const OwnerHours& hours, Effect effect, Session& session) {
  const auto after = session.calendar().change_availability(hours.owner, hours.change, session.now(), effect);
  const calendar::TimeZone& zone = after.availability.zone;
  return {after.owner.name,
          after.availability,
          after.services,
          zone.date(session.now()),
          shown_in(zone, after.stranded),
          touched_by(hours.change)};
}

}  // namespace

Report change_hours(const std::vector<OwnerHours>& hours, Effect effect, Report::Shape shape, Session& session) {
  std::vector<ShownAvailability> all;
  for (const OwnerHours& each : hours) all.push_back(changed(each, effect, session));
  if (effect == Effect::real && !hours.empty()) {
    const std::string whose =
        hours.size() == 1 ? hours.front().owner.name.str() : fmt::format("{} owners", hours.size());
    session.commit(fmt::format("the availability of {} is changed", whose));
  }
  return changed_availability_report(std::move(all), effect, shape);
}

}  // namespace calbook
