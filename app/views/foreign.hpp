#pragma once

// The time that a calendar of another program blocks, and what is odd about that calendar.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calendar/foreign_calendar.hpp"
#include "views/view.hpp"

namespace calbook {

/// Time that an event blocks, and the zone in which it is shown.
struct ShownForeignSpan {
  std::optional<std::string> calendar;  ///< Empty while it is only checked.
  calendar::Interval span;
  calendar::ForeignEvent event;
  calendar::TimeZone zone;
};

/// What files would block, in order of time.
Report checked_calendar_report(calendar::ForeignTimes times, const calendar::TimeZone& zone);
/// What an imported calendar blocks, and by which events where it keeps their titles.
Report foreign_busy_report(Pages<calendar::ForeignBusy> pages, const calendar::TimeZone& zone);

/// "work  Lunch, Standup": the calendar, and the titles that it keeps.
std::string foreign_label(const calendar::ForeignBusy& busy);

/// What is odd about a calendar: a line each, and as `warnings` in JSON.
std::string foreign_warning_lines(std::span<const calendar::ForeignWarning> all, const Style& style);
List foreign_warning_list(std::span<const calendar::ForeignWarning> all);

/// The keys of a span.
std::vector<Key> foreign_span_keys();

}  // namespace calbook
