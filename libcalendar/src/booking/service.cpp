#include "calendar/service.hpp"

namespace calendar {

bool Service::offers(Minutes length) const {
  return length == duration ||
         (length > duration && length <= duration_max.value_or(duration) && length % duration == Minutes{0});
}

Service Service::lasting(Minutes length) const {
  Service other = *this;
  other.step = step_or_duration();
  other.duration = length;
  return other;
}

}  // namespace calendar
