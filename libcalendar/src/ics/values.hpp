#pragma once

// The values of iCalendar's properties (RFC 5545, 3.3). Empty for what is no such value.

#include <optional>
#include <string_view>

#include "calendar/recurrence.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// A date or a time as it is written. Whose clock it is of is said elsewhere.
struct WrittenTime {
  enum class Kind { date, local, utc };

  WallTime time;  ///< Of a date, its midnight.
  Kind kind;

  bool is_date() const { return kind == Kind::date; }
  bool operator==(const WrittenTime&) const = default;
};

/// "20081027", "20081027T090000" and "20081027T090000Z". A leap second is the one before it.
std::optional<WrittenTime> parse_time(std::string_view text);

/// A length: dates on a clock, then time that passes.
struct WrittenLength {
  Days days{0};
  Seconds seconds{0};

  bool operator==(const WrittenLength&) const = default;
};

/// "P1D", "-PT15M", "P2W". What is longer than limits::calendar_length is that long.
std::optional<WrittenLength> parse_length(std::string_view text);

/// From the start to the end, or for a length.
struct WrittenPeriod {
  WrittenTime start;
  std::optional<WrittenTime> end;
  WrittenLength length;
};

/// "20120103T100000Z/PT1H", "20120103T100000Z/20120103T110000Z".
std::optional<WrittenPeriod> parse_period(std::string_view text);

/// "+0100", "-050030": from UTC. Less than a day.
std::optional<Seconds> parse_offset(std::string_view text);

/// A rule (3.3.10), and its last time, whose clock is said elsewhere.
struct WrittenRule {
  RecurrenceRule rule;  ///< Without `until`.
  std::optional<WrittenTime> until;
};

/// "FREQ=MONTHLY;BYDAY=2TU". Empty also for what RecurrenceRule does not hold: frequencies below a day, other
/// calendars (RSCALE), parts that the RFC does not allow.
std::optional<WrittenRule> parse_rule(std::string_view text);

/// "3"; empty unless it is a whole number. At most 999,999,999.
std::optional<int> parse_number(std::string_view text);

/// What stands between the separators, without blanks around it, and without what is empty.
template <class Each>
void for_each_part(std::string_view text, char separator, Each each) {
  while (!text.empty()) {
    const std::string_view whole = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(whole.size() + 1, text.size()));
    std::string_view part = whole;
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) each(part);
  }
}

}  // namespace calendar
