#pragma once

// DAYS RANGES [DAYS RANGES ...], as the commands about hours take them.

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "input/grammar.hpp"

namespace calbook {

/// Whether RANGES may be "weekly", for a date that is to have its weekly hours again.
enum class Weekly { refused, allowed };

/// The windows of some days of the week, each once; nothing for "weekly".
using DayHours = std::vector<std::pair<std::chrono::weekday, std::optional<calendar::Windows>>>;

/// Throws Error{usage, invalid_days, invalid_range}.
std::optional<calendar::Windows> read_hours(const std::string& ranges, Weekly weekly);
/// The same, also for a day that is named twice. `example` is a command with such words, for hints.
DayHours read_day_hours(std::span<const std::string> words, Weekly weekly, std::string_view example);

}  // namespace calbook
