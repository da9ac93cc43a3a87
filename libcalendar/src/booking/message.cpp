#include "calendar/message.hpp"

#include <algorithm>

namespace calendar {

namespace {

// A reminder that would have been due before it was booked, or moved, is none: it was told then.
bool is_worth_giving(const Standing& standing, const Lead& lead) {
  return standing.span.start - lead.before > standing.since && standing.since >= lead.since;
}

// The nearest lead that is due, of those that are worth giving.
std::optional<Minutes> due_lead(const Standing& standing, const Telling& telling, Instant now) {
  for (const Lead& lead : telling.leads) {
    if (standing.span.start - lead.before <= now && is_worth_giving(standing, lead)) return lead.before;
  }
  return std::nullopt;
}

// One that is nearer to the start makes those before it pointless.
bool is_given(const Told& told, Instant start, Minutes before) {
  return std::ranges::any_of(
      told.reminders, [&](const GivenReminder& given) { return given.start == start && given.before <= before; });
}

}  // namespace

std::optional<Message> news(const Standing& now, const Told& told) {
  const std::optional<Standing>& known = told.perhaps && !is_same(*told.perhaps, now) ? told.perhaps : told.standing;
  const bool knows = known && known->live;
  if (!now.live) return knows ? std::optional{Message{TellingEvent::cancelled}} : std::nullopt;
  if (!knows) return Message{TellingEvent::booked};
  if (known->span != now.span) return Message{.event = TellingEvent::moved, .was = known->span};
  if (told.elsewhere) return Message{TellingEvent::booked};
  return std::nullopt;
}

std::optional<Message> message_of(const Standing& standing, const Told& told, const Telling& telling, Instant now) {
  Told known = told;
  if (standing.span.start <= now) known.elsewhere = false;  // nobody needs to know any more
  if (auto changed = news(standing, known); changed && telling.tells(changed->event)) return changed;
  if (!standing.live || standing.span.start <= now) return std::nullopt;
  const auto lead = due_lead(standing, telling, now);
  if (!lead || is_given(told, standing.span.start, *lead)) return std::nullopt;
  return Message{.event = TellingEvent::reminder, .lead = *lead};
}

Minutes wait_after(int attempts) {
  constexpr int doublings = 6;  // more than an hour
  return std::min(Minutes{1 << std::min(attempts - 1, doublings)}, Minutes{60});
}

Instant pointless_from(const Message& message, const Standing& standing) {
  if (message.event == TellingEvent::reminder) return standing.span.start;
  return std::max(standing.span.end, standing.since + Days{5});
}

}  // namespace calendar
