#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calendar/time.hpp"

namespace calbook {

/// The dates that a text could mean which is written in another way than ours, as "2026-11-24": "24.11.2026",
/// "2026/12/01" and "dec 1" mean one, "3/4/2026" two; without a year, the next such date from `today` on.
/// In lower case. Empty when it is none.
std::vector<std::string> other_dates(std::string_view word, calendar::Date today);

}  // namespace calbook
