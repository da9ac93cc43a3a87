#pragma once

#include "calendar/change.hpp"
#include "views/view.hpp"

namespace calbook {

/// An entry in the record of what was done.
struct ShownChange {
  calendar::Change change;
  calendar::TimeZone zone;      ///< In which the times of what it did are shown: with offsets if it is not that
  calendar::TimeZone recorded;  ///< in which the text says when it was done.
};

/// A list from the file, in the order of its pages.
Report changes_report(Pages<ShownChange> pages, OwnerColumn owners);
/// What an undoing did, or a rehearsed one would do.
Report undone_report(std::vector<ShownChange> shown, bool rehearsed);

/// The keys of the objects.
std::vector<Key> change_keys();

}  // namespace calbook
