#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "time/zone_rule.hpp"

namespace calendar {

/// What a file of zone data says: the changes of a clock's distance from UTC that it lists, and the
/// rule that follows the last.
struct ZoneFile {
  Seconds first_offset;               ///< Before the first change.
  std::vector<OffsetChange> changes;  ///< Ascending; each changes the offset.
  std::optional<ZoneRule> rule;       ///< Empty: the last offset stays.

  /// Reads the bytes of such a file, TZif of version 2 or later (RFC 9636). Empty for anything else,
  /// also for data that count leap seconds.
  static std::optional<ZoneFile> parse(std::string_view bytes);
};

}  // namespace calendar
