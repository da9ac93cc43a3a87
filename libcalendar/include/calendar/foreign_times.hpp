#pragma once

// What a calendar of another program blocks.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/limits.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// What is known of an event; texts are printable.
struct ForeignEvent {
  std::string uid;    ///< At most limits::calendar_title characters of it, as of the title.
  std::string title;  ///< Empty without one.

  bool operator==(const ForeignEvent&) const = default;
};

/// Time that an event blocks.
struct ForeignSpan {
  Interval span;
  std::size_t event;  ///< Its index.

  auto operator<=>(const ForeignSpan&) const = default;
};

/// What was read otherwise than it may have been meant.
struct ForeignWarning {
  enum class Kind {
    unknown_zone,    ///< Nothing says which zone that is: read by the calendar's clock.
    bad_zone,        ///< A part of the description of a zone that only the file knows cannot be read.
    zone_differs,    ///< The file describes the zone otherwise than the zone data, which count.
    bad_start,       ///< An event without a time that can be read: it blocks nothing.
    bad_end,         ///< No end behind the start that can be read: a date blocks as a whole, a time not at all.
    bad_rule,        ///< What cannot be read is left out: only the first time blocks, or more than was meant.
    start_off_rule,  ///< The start is none of the rule's times; it blocks, too.
    no_uid,          ///< Events without an identity, each read on its own.
    not_a_file,      ///< Of a folder, something that is no file: said by who reads folders.
    no_files,        ///< A folder without a calendar file, likewise.
  };

  Kind kind;
  std::string uid;        ///< Of the first event.
  std::string subject;    ///< The zone; else empty.
  std::size_t line;       ///< Of the first event, from 1.
  std::size_t count;      ///< How often.
  std::string file = {};  ///< Where a folder was read, in which of its files; else empty.

  bool operator==(const ForeignWarning&) const = default;
};

/// The name of a kind: "unknown_zone".
std::string_view name_of(ForeignWarning::Kind kind);
/// The reverse; empty for other words.
std::optional<ForeignWarning::Kind> warning_named(std::string_view name);

/// The time that a calendar blocks, and what is odd about it.
struct ForeignTimes {
  std::vector<ForeignEvent> events;
  std::vector<ForeignSpan>
      spans;  ///< By start; whole within nameable, and as many as there are: they may overlap, or be the same.
  std::vector<ForeignWarning> warnings;
};

}  // namespace calendar
