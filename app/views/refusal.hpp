#pragma once

// Why a time cannot be booked, and what can be instead, in words.

#include <string>

#include "calendar/calendar.hpp"
#include "views/view.hpp"

namespace calbook {

/// One rule that forbids the time that was asked for, as a sentence without a full stop.
std::string refusal_message(const calendar::Refusal& refusal, const calendar::Verdict& verdict);

/// "free: Tue 2026-11-24 09:20, 09:40; Wed 2026-11-25 10:00": the nearest free starts. A date and
/// one of the times behind it can be typed; a time that the clock reads twice stands as it is typed.
std::string refusal_hint(const calendar::Verdict& verdict);

/// The same for programs.
List next_list(const calendar::Verdict& verdict);

/// Whether a time can be booked and, if not, each rule that forbids it.
Report why_report(const calendar::Verdict& verdict);

}  // namespace calbook
