#pragma once

// Explains why a time cannot be booked, and what is free instead.

#include <string>

#include "calendar/calendar.hpp"
#include "views/view.hpp"

namespace calbook {

/// One rule that forbids the requested time, as a sentence without a full stop.
std::string refusal_message(const calendar::Refusal& refusal, const calendar::Verdict& verdict);

/// "free: Tue 2026-11-24 09:20, 09:40; Wed 2026-11-25 10:00": the nearest free starts. A date followed
/// by one of its times can be typed; a time that the clock shows twice is written as it must be typed.
std::string refusal_hint(const calendar::Verdict& verdict);

/// The same of a series, whose dates are all free then; else what else to do.
std::string series_hint(const calendar::SeriesRefused& refused);

/// The same for programs.
List next_list(const calendar::Verdict& verdict);

/// Whether a time can be booked and, if not, each rule that forbids it.
Report why_report(const calendar::Verdict& verdict);

/// The keys of the objects.
std::vector<Key> why_keys();

}  // namespace calbook
