#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "time/zone_rule.hpp"

namespace calendar {

/// The content of a zone data file: the changes of offset that it lists, and the rule that applies
/// after the last.
struct ZoneFile {
  Seconds first_offset;               ///< Before the first change.
  std::vector<OffsetChange> changes;  ///< Ascending; each changes the offset.
  std::optional<ZoneRule> rule;       ///< Empty: the last offset remains.

  /// Parses TZif of version 2 or later (RFC 9636). Empty for anything else, including data with leap
  /// seconds.
  static std::optional<ZoneFile> parse(std::string_view bytes);
};

}  // namespace calendar
