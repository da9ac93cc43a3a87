#include "text/spelling.hpp"

#include <algorithm>
#include <array>

#include "text/scanner.hpp"

namespace calbook {

namespace {

// Optimal string alignment distance.
std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::vector<std::size_t>> cost(from.size() + 1, std::vector<std::size_t>(to.size() + 1));
  for (std::size_t i = 0; i <= from.size(); ++i) {
    for (std::size_t j = 0; j <= to.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      const std::size_t changed = from[i - 1] == to[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + changed});
      const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
      if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[from.size()][to.size()];
}

// Whether one is the opposite of the other ("uncancel", "--no-json") rather than a typing error.
bool undoes(std::string_view word, std::string_view candidate) {
  const auto name = [](std::string_view text) {
    return text.substr(std::min(text.find_first_not_of('-'), text.size()));
  };
  return std::ranges::any_of(std::array{"un", "no-", "no", "not-", "de", "dis"}, [&](std::string_view prefix) {
    return name(word).starts_with(prefix) && name(word).substr(prefix.size()) == name(candidate);
  });
}

}  // namespace

std::optional<std::string> closest(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t longest = 64;  // longer words are not typing errors, and the cost is quadratic
  if (word.size() > longest) return std::nullopt;
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t found = distance(word, candidate);
    if (found < best_distance && !undoes(word, candidate)) {
      best = candidate;
      best_distance = found;
    }
  }
  return best;
}

std::optional<std::string> closest_ignoring_case(std::string_view word, const std::vector<std::string>& candidates) {
  std::vector<std::string> lowered;
  for (const std::string& candidate : candidates) lowered.push_back(lower(candidate));
  const auto best = closest(lower(word), lowered);
  if (!best) return std::nullopt;
  return candidates.at(static_cast<std::size_t>(std::ranges::find(lowered, *best) - lowered.begin()));
}

}  // namespace calbook
