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

/// In the order of the pages. Where the column of owners is shown, the lines of a page are by date, then by owner.
Report slots_report(Pages<ShownSlot> pages, OwnerColumn owners);

/// The keys of the objects.
std::vector<Key> slot_keys();

}  // namespace calbook
