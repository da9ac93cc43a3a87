#pragma once

#include "calendar/short_name.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// The rules of one kind of appointment. As it stands: the default service.
struct Service {
  ServiceName name{"default"};
  Minutes duration{60};  ///< Length of the appointment; at least one minute.
  Minutes step{60};      ///< Distance between the starts that are offered; at least one minute.
};

}  // namespace calendar
