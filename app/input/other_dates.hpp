#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calendar/time.hpp"

namespace calbook {

/// The dates that a text (in lower case) in a different notation could mean: one for "24.11.2026",
/// "2026/12/01" and "dec 1", two for "3/4/2026". Without a year, the next such date, starting today. Empty
/// if it is not a date.
std::vector<std::string> other_dates(std::string_view word, calendar::Date today);

/// "dec", "december": 1 to 12; 0 for anything else.
unsigned month_named(std::string_view word);

}  // namespace calbook
