#pragma once

// The time that a calendar of another program blocks, and what is odd about that calendar.

#include <optional>
#include <string>
#include <vector>

#include "calendar/foreign.hpp"
#include "views/view.hpp"

namespace calbook {

/// Time that an event blocks, and the zone in which it is shown.
struct ShownForeignSpan {
  std::optional<std::string> calendar;  ///< Empty while it is only checked.
  calendar::Interval span;
  calendar::ForeignEvent event;
  calendar::TimeZone zone;
};

/// A calendar file that was read, alone or in a folder.
struct CheckedFile {
  std::string name;  ///< In its folder; empty for a single file.
  calendar::ForeignTimes times;
};

/// What files would block, in order of time.
Report checked_calendar_report(std::vector<CheckedFile> files, const calendar::TimeZone& zone);

/// The keys of a span.
std::vector<Key> foreign_span_keys();

}  // namespace calbook
