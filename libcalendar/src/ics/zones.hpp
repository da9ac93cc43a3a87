#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ics/allowance.hpp"
#include "ics/ics_file.hpp"

namespace calendar {

/// IANA's name for a zone of Windows, "Romance Standard Time"; empty if it is none.
std::string_view zone_of_windows(std::string_view name);

/// The instant of a wall time: a skipped one by the offset before it, a repeated one the first time
/// (RFC 5545, 3.3.5).
Instant instant_of(WallTime time, const TimeZone& zone);

/// An instant as a wall time in UTC, within the years that a calendar may name.
WallTime clamped_wall(Instant instant);

/// The clock of a time in a file.
struct IcsClock {
  std::string name;  ///< In the file; empty: it has none there.
  TimeZone zone;
  bool complete = true;                 ///< False: a part of the file's description, which counts, cannot be read.
  bool known = true;                    ///< False: nothing says which zone it is, and this is the calendar's.
  std::optional<TimeZone> described{};  ///< As the file describes it, if the zone data know it too.
};

/// The clocks of a file. A name that the zone data, Windows or the end of a path know counts before what the
/// file says of it: files describe zones wrongly more often than they use a known name for another zone.
class IcsClocks {
 public:
  /// `file` and `allowance` must outlive it.
  IcsClocks(const IcsFile& file, const ForeignReading& how, DateAllowance& allowance);

  /// Of whole dates.
  const IcsClock& of_dates() const { return dates_; }
  /// Of a time that is no date.
  const IcsClock& of(const IcsTime& time);
  Instant instant(const IcsTime& time);
  /// From a time to its end, or for its length; the end may be before the start. Must hold: it is a period.
  Interval span(const IcsDate& period);

 private:
  struct Description {
    TimeZone zone;
    bool complete;
  };

  std::optional<Description> described(const IcsZoneName& name);
  IcsClock named(const IcsZoneName& name, const TimeZone& otherwise);
  IcsClock of_name(const IcsZoneName& name);

  const IcsFile& file_;
  ForeignReading how_;
  WallTime first_, last_;  // of what is asked for
  DateAllowance& allowance_;
  std::map<std::string_view, std::map<std::size_t, const IcsZone*>> described_;  // by name, then by calendar
  IcsClock dates_, utc_;
  std::vector<std::optional<IcsClock>> clocks_;  // as the names in the file
};

}  // namespace calendar
