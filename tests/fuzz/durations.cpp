// Durations: what is read lies between the bounds of its kind, and reads back as the same.

#include <fmt/format.h>

#include <algorithm>

#include "input/grammar.hpp"
#include "parsing.hpp"

using namespace std::chrono_literals;
using calendar::Days;
using calendar::Minutes;

namespace {

// In a form that is read, whose numbers have up to four digits.
std::string spelled(Minutes minutes) {
  constexpr std::int64_t most = 9999;
  if (minutes > 24h && minutes % 24h == 0min) return fmt::format("{}d", minutes / 24h);
  if (minutes.count() <= most) return fmt::format("{}m", minutes.count());
  const std::int64_t hours = std::min(most, minutes.count() / 60);
  return fmt::format("PT{}H{}M", hours, minutes.count() - hours * 60);
}

void check_minutes(std::string_view text, calbook::Parsed<Minutes> (*parse)(const calbook::Words&), Minutes least,
                   Minutes most) {
  const auto minutes = parsed_or_refused({calbook::codes::invalid_duration}, text, parse);
  if (!minutes) return;
  must_hold(least <= *minutes && *minutes <= most, "a duration lies between its bounds");
  must_hold(parse(spelled(*minutes)).value() == *minutes, "a duration reads back");
}

void check_horizon(std::string_view text) {
  const auto days = parsed_or_refused({calbook::codes::invalid_duration}, text, calbook::parse_horizon);
  if (!days) return;
  must_hold(Days{0} <= *days && *days <= Days{999 * 7}, "a horizon lies between its bounds");
  const std::string again =
      *days <= Days{999} ? fmt::format("{}d", days->count()) : fmt::format("{}w", days->count() / 7);
  must_hold(calbook::parse_horizon(again).value() == *days, "a horizon reads back");
}

}  // namespace

void check(std::string_view text) {
  check_minutes(text, calbook::parse_duration, 1min, 24h);
  check_minutes(text, calbook::parse_buffer, 0min, 24h);
  check_minutes(text, calbook::parse_notice, 0min, Days{999});
  check_minutes(text, calbook::parse_within, 1min, Days{999});
  check_horizon(text);
}
