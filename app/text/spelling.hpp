#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calbook {

/// The candidate that was most likely meant by `word`: with the fewest letters added, dropped, changed
/// or swapped with their neighbour, at most a third of its length or one. Empty if none is that close.
/// Never the opposite: "uncancel" does not mean "cancel".
std::optional<std::string> closest(std::string_view word, const std::vector<std::string>& candidates);

/// The same for names with capitals, such as zones, ignoring case.
std::optional<std::string> closest_ignoring_case(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace calbook
