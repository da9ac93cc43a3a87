#pragma once

#include "calendar/change.hpp"
#include "views/view.hpp"

namespace calbook {

/// An entry in the record of what was done, and the zone in which its times are shown.
struct ShownChange {
  calendar::Change change;
  calendar::TimeZone zone;
};

/// A list from the file, in the order of its pages.
Report changes_report(Pages<ShownChange> pages);
/// What an undoing did, or a rehearsed one would do.
Report undone_report(std::vector<ShownChange> shown, bool rehearsed);

/// The keys of the objects.
std::vector<Key> change_keys();

}  // namespace calbook
