#pragma once

#include "calendar/calendar.hpp"
#include "views/view.hpp"

namespace calbook {

/// The owner and service of slots, and the zone in which they are shown.
struct Offer {
  calendar::OwnerName owner;
  calendar::ServiceName service;
  calendar::TimeZone zone;
};

struct ShownSlot {
  calendar::Interval span;
  std::shared_ptr<const Offer> offer;
};

std::vector<ShownSlot> shown_in(const std::shared_ptr<const Offer>& offer,
                                const std::vector<calendar::Interval>& slots);

Report slots_report(Pages<ShownSlot> pages);

}  // namespace calbook
