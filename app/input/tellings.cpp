// Of what somebody is told: events, and times before the start.

#include <fmt/format.h>

#include <algorithm>

#include "calendar/telling.hpp"
#include "input/grammar.hpp"
#include "text/time_text.hpp"

namespace calbook {

using calendar::Telling;
using calendar::TellingEvent;

namespace {

bool* told_of(Telling& telling, std::string_view event) {
  if (event == name_of(TellingEvent::booked)) return &telling.booked;
  if (event == name_of(TellingEvent::moved)) return &telling.moved;
  if (event == name_of(TellingEvent::cancelled)) return &telling.cancelled;
  return nullptr;
}

Complaint no_telling(const Words& words) {
  return {codes::usage, words.typed(), "is neither an event nor a time before the start",
          type_instead("write some of", {"booked,moved,cancelled", "24h", "2d"}, ", or none")};
}

}  // namespace

Parsed<Telling> parse_telling(const Words& words) {
  Telling telling;
  if (words.lower() == "none") return telling;
  for (const Words& item : words.split(',')) {
    if (bool* told = told_of(telling, item.lower())) {
      *told = true;
      continue;
    }
    const auto lead = parse_within(item);
    if (!lead) return no_telling(item.empty() ? words : item);
    telling.leads.push_back({*lead});
  }
  std::ranges::sort(telling.leads, {}, &calendar::Lead::before);
  telling.leads.erase(std::unique(telling.leads.begin(), telling.leads.end()), telling.leads.end());
  return telling;
}

}  // namespace calbook
