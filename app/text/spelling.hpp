#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calbook {

/// The candidate that `word` is most likely a slip of: fewest letters added, dropped, changed or
/// swapped with their neighbour, at most a third of its length or one; empty when none is that near.
/// Never the opposite: "uncancel" does not mean "cancel".
std::optional<std::string> closest(std::string_view word, const std::vector<std::string>& candidates);

/// The same for names that are written with capitals, such as those of zones, where a slip of case is none.
std::optional<std::string> closest_ignoring_case(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace calbook
