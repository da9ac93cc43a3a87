#include "ics/components.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "calendar/limits.hpp"
#include "calendar/text.hpp"
#include "ics/invalid_calendar.hpp"

namespace calendar {

namespace {

Components::Kind kind_of(std::string_view name) {
  using Kind = Components::Kind;
  constexpr std::array<std::pair<std::string_view, Kind>, 6> kinds{{{"VCALENDAR", Kind::calendar},
                                                                    {"VEVENT", Kind::event},
                                                                    {"VFREEBUSY", Kind::free_busy},
                                                                    {"VTIMEZONE", Kind::zone},
                                                                    {"STANDARD", Kind::observance},
                                                                    {"DAYLIGHT", Kind::observance}}};
  for (const auto& [known, kind] : kinds) {
    if (same_word(name, known)) return kind;
  }
  return Kind::other;
}

}  // namespace

Components::Kind Components::begin(const ContentLine& line) {
  const std::string name = excerpt(trimmed(line.value));
  Kind kind = kind_of(trimmed(line.value));
  if (kind == Kind::observance && innermost() != Kind::zone) kind = Kind::other;
  if (open_.size() == limits::calendar_nesting)
    throw invalid_calendar(fmt::format("BEGIN:{} within {} other components", name, open_.size()), line.number);
  if (kind == Kind::calendar && in_calendar()) throw invalid_calendar("BEGIN:VCALENDAR within another", line.number);
  const Component* holder = holder_of_lines();
  if (holder != nullptr && kind != Kind::other && kind != Kind::observance)
    throw invalid_calendar(fmt::format("BEGIN:{} within the {} of line {}", name, holder->name, holder->line),
                           line.number);
  open_.push_back({kind, name, line.number});
  return kind;
}

Components::Kind Components::end(const ContentLine& line) {
  const std::string name = excerpt(trimmed(line.value));
  if (open_.empty()) throw invalid_calendar(fmt::format("END:{0} without BEGIN:{0}", name), line.number);
  const Component& begun = open_.back();
  if (!same_word(begun.name, name))
    throw invalid_calendar(fmt::format("END:{} does not match BEGIN:{} of line {}", name, begun.name, begun.line),
                           line.number);
  const Kind kind = begun.kind;
  open_.pop_back();
  return kind;
}

std::optional<Components::Kind> Components::innermost() const {
  return open_.empty() ? std::nullopt : std::optional{open_.back().kind};
}

bool Components::in_calendar() const {
  return std::ranges::find(open_, Kind::calendar, &Component::kind) != open_.end();
}

void Components::require_closed() const {
  if (open_.empty()) return;
  throw invalid_calendar(fmt::format("the calendar is cut off: this {} has no end", open_.back().name),
                         open_.back().line);
}

// The event or the zone that is open; a reader may take it for the last one.
const Components::Component* Components::holder_of_lines() const {
  const auto holder = std::ranges::find_if(
      open_, [](const Component& each) { return each.kind != Kind::other && each.kind != Kind::calendar; });
  return holder == open_.end() ? nullptr : &*holder;
}

}  // namespace calendar
