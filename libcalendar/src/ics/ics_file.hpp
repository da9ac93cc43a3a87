#pragma once

// What an iCalendar file says, before any of its times has a clock: components and properties become
// values. Nothing of it is compared, repeated or looked up here.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ics/values.hpp"
#include "ics/warnings.hpp"

namespace calendar {

/// A time, and of which clock it is if it is local.
struct IcsTime {
  WrittenTime written;
  std::size_t zone;  ///< The index in the file.
};

/// An additional time of an event (RDATE).
struct IcsDate {
  IcsTime start;
  std::optional<WrittenPeriod> period = {};  ///< If it has a length of its own.
};

/// One VEVENT.
struct IcsEvent {
  /// What its METHOD makes of it (RFC 5546, 1.4).
  enum class Method { read, cancel, ignore };

  std::size_t line = 0;  ///< Of its beginning.
  std::string uid = {};
  std::string title = {};
  int sequence = 0;
  WallTime stamp{};  ///< In UTC.
  Method method = Method::read;
  bool cancelled = false;
  bool declined = false;  ///< By whom it is read for.
  std::optional<bool> transparent = {};
  bool free_in_outlook = false;  ///< Counts where nothing says whether it is transparent.

  std::optional<IcsTime> start = {}, end = {};
  std::optional<WrittenLength> length = {};
  std::vector<WrittenRule> rules = {}, excluded_rules = {};
  std::vector<IcsDate> dates = {};
  std::vector<IcsTime> excluded = {};
  std::optional<IcsTime> replaces = {};  ///< RECURRENCE-ID.
  bool and_later = false;                ///< RANGE=THISANDFUTURE.
  bool bad_end = false, bad_rule = false, bad_replaces = false;

  bool blocks() const;
};

/// From then on, a described zone has another offset.
struct IcsObservance {
  std::optional<WrittenTime> start = {};
  std::optional<Seconds> before = {}, after = {};
  std::vector<WrittenRule> rules = {};
  std::vector<WrittenTime> dates = {};
  bool bad = false;  ///< A part of it cannot be read.
};

/// One VTIMEZONE.
struct IcsZone {
  std::string name = {};
  std::size_t calendar;
  std::vector<IcsObservance> observances = {};
};

/// A zone that times name. The same name may mean another zone in another VCALENDAR of the file.
struct IcsZoneName {
  std::string name;  ///< Empty: they name none.
  std::size_t calendar;
};

/// A whole file.
struct IcsFile {
  /// The zone of each VCALENDAR as a whole (X-WR-TIMEZONE), behind that of what is in none.
  std::vector<std::string> calendars{""};
  std::vector<IcsZoneName> zone_names = {};
  std::vector<IcsZone> zones = {};
  WallTime first = WallTime::max(), last = WallTime::min();  ///< Of all times in it, on whatever clock.
  std::vector<IcsEvent> events = {};
  std::vector<IcsDate> busy = {};                ///< Free/busy times that are not free.
  std::vector<std::size_t> bad_busy_lines = {};  ///< Of those that cannot be read.
};

/// Throws what read_foreign() throws of the file as a whole. `me` as there.
IcsFile parse_ics(std::string_view bytes, std::string_view me);

}  // namespace calendar
