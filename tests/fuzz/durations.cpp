// Durations: what is read lies between the bounds of its kind, and reads back as the same.

#include <fmt/format.h>

#include "input/grammar.hpp"
#include "parsing.hpp"

using namespace std::chrono_literals;
using calendar::Days;
using calendar::Minutes;

namespace {

void check_minutes(std::string_view text, calbook::Parsed<Minutes> (*parse)(const calbook::Words&), Minutes least,
                   Minutes most) {
  const auto minutes = parsed_or_refused({calbook::codes::invalid_duration}, text, parse);
  if (!minutes) return;
  must_hold(least <= *minutes && *minutes <= most, "a duration lies between its bounds");
  const bool in_days = *minutes > 24h && *minutes % 24h == 0min;
  const std::string spelled =
      in_days ? fmt::format("{}d", minutes->count() / 1440) : fmt::format("{}m", minutes->count());
  must_hold(parse(spelled).value() == *minutes, "a duration reads back");
}

void check_horizon(std::string_view text) {
  const auto days = parsed_or_refused({calbook::codes::invalid_duration}, text, calbook::parse_horizon);
  if (!days) return;
  must_hold(Days{0} <= *days && *days <= Days{999 * 7}, "a horizon lies between its bounds");
  const std::string spelled =
      *days <= Days{999} ? fmt::format("{}d", days->count()) : fmt::format("{}w", days->count() / 7);
  must_hold(calbook::parse_horizon(spelled).value() == *days, "a horizon reads back");
}

}  // namespace

void check(std::string_view text) {
  check_minutes(text, calbook::parse_duration, 1min, 24h);
  check_minutes(text, calbook::parse_buffer, 0min, 24h);
  check_minutes(text, calbook::parse_notice, 0min, Days{999});
  check_minutes(text, calbook::parse_within, 1min, Days{999});
  check_horizon(text);
}
