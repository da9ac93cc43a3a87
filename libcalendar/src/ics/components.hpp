#pragma once

// How the components of an iCalendar file lie in each other (RFC 5545, 3.6): what may begin where, and what ends.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ics/content_lines.hpp"

namespace calendar {

class Components {
 public:
  enum class Kind { calendar, event, free_busy, zone, observance, other };

  /// Returns what it is there: STANDARD and DAYLIGHT are only something in a zone. Throws Error{invalid_calendar}
  /// where it must not begin: in too many others; in what has lines of its own, an event or a zone, wherever in it.
  Kind begin(const ContentLine& line);
  /// Returns what has ended. Throws Error{invalid_calendar} unless it is what began last.
  Kind end(const ContentLine& line);

  /// What a line is of; empty outside.
  std::optional<Kind> innermost() const;
  bool in_calendar() const;
  /// Throws Error{invalid_calendar} unless all have ended.
  void require_closed() const;

 private:
  struct Component {
    Kind kind;
    std::string name;
    std::size_t line;
  };

  const Component* holder_of_lines() const;

  std::vector<Component> open_;
};

}  // namespace calendar
