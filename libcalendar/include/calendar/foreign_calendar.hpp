#pragma once

// Calendars of other programs whose events block an owner's time.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "calendar/foreign_times.hpp"
#include "calendar/owner.hpp"
#include "calendar/short_name.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// What was read of such a calendar.
struct Import {
  Instant at;           ///< When it was last read.
  Interval known;       ///< What it blocks before and after that is not known.
  std::string zone;     ///< By whose clock whole dates were read: the owner's.
  std::string digest;   ///< Of the bytes that were read.
  std::int64_t events;  ///< Those that block time,
  std::int64_t spans;   ///< and how many spans that is; those that touch are one.

  bool operator==(const Import&) const = default;
};

/// An owner's foreign calendar. Until it is imported nothing is known of it, and no slot is offered: so it is with one
/// that came back along with its owner, and with one that was read by the clock of another zone than theirs.
struct ForeignCalendar {
  CalendarName name;
  OwnerName owner;
  std::optional<std::string> path = {};  ///< A file or folder; empty: what is imported is handed over each time.
  std::optional<std::string> me = {};    ///< Whose declined events are free.
  std::optional<std::string> zone = {};  ///< The clock of times without a zone; empty: the calendar's, or the owner's.
  bool keeps_titles = false;
  std::optional<Minutes> max_age = {};  ///< Of an import; empty: it is never too old.
  std::optional<Import> import = {};

  static constexpr Minutes usual_max_age = Days{1};

  bool operator==(const ForeignCalendar&) const = default;
};

/// Whether it was imported longer ago than its max_age, or never.
bool is_old(const ForeignCalendar& calendar, Instant now);

/// An event in time that a calendar blocks.
struct BusyEvent {
  Interval span;
  ForeignEvent event;

  bool operator==(const BusyEvent&) const = default;
};

/// Time that a foreign calendar blocks. The spans of one calendar are disjoint.
struct ForeignBusy {
  CalendarName calendar;
  Interval span;
  std::vector<BusyEvent> events = {};  ///< By start; none where the calendar keeps no titles.

  bool operator==(const ForeignBusy&) const = default;
};

}  // namespace calendar
