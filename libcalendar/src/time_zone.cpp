// The only file that knows the zone library, abseil's.

#include <absl/time/time.h>

#include <cstdint>

#include "calendar/time.hpp"

namespace calendar {

struct TimeZone::Data {
  absl::TimeZone zone;
};

namespace {

absl::Time to_absl(Instant instant) {
  return absl::FromUnixSeconds(instant.time_since_epoch().count());
}

Instant from_absl(absl::Time time) {
  return Instant{Seconds{absl::ToUnixSeconds(time)}};
}

absl::CivilSecond to_civil(WallTime wall_time) {
  const absl::CivilSecond epoch{1970};
  return epoch + wall_time.time_since_epoch().count();
}

// When the clock is changed.
Instant instant_of(const absl::TimeZone& zone, const absl::TimeZone::CivilTransition& change) {
  const absl::TimeZone::TimeInfo info = zone.At(change.to);
  return from_absl(info.kind == absl::TimeZone::TimeInfo::UNIQUE ? info.pre : info.trans);
}

// Files among the zone data that are no zones of the IANA: what they mean differs by machine, or
// they mean none.
bool is_alias_of_machine(std::string_view name) {
  return name == "localtime" || name == "posixrules" || name == "Factory" || name.starts_with("posix/") ||
         name.starts_with("right/");
}

// Names become paths below the folder of zone data, each path by one name only.
bool is_zone_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '+' ||
           c == '-' || c == '/';
  };
  constexpr std::size_t longest = 64;
  return !name.empty() && name.size() <= longest && name.front() != '/' && name.back() != '/' &&
         name.find("//") == name.npos && std::ranges::all_of(name, allowed) && !is_alias_of_machine(name);
}

}  // namespace

TimeZone::TimeZone(std::string name, std::shared_ptr<const Data> data)
    : name_{std::move(name)}, data_{std::move(data)} {}

std::optional<TimeZone> TimeZone::find(std::string_view name) {
  if (!is_zone_name(name)) return std::nullopt;
  Data data;
  if (!absl::LoadTimeZone(std::string{name}, &data.zone)) return std::nullopt;
  return TimeZone{std::string{name}, std::make_shared<const Data>(data)};
}

const Stretch& TimeZone::stretch(Instant instant) const {
  if (last_.span.contains(instant)) return last_;
  const absl::Time time = to_absl(instant);
  last_ = {{instant, instant + Seconds{1}}, Seconds{data_->zone.At(time).offset}};
  // Where the zone's table ends, some four centuries on, there is no next change to be told; nor
  // is there one before the first.
  absl::TimeZone::CivilTransition next, previous;
  if (data_->zone.NextTransition(time, &next) && data_->zone.PrevTransition(time + absl::Seconds(1), &previous)) {
    last_.span = {instant_of(data_->zone, previous), instant_of(data_->zone, next)};
  }
  return last_;
}

Reading TimeZone::reading(WallTime wall_time) const {
  const absl::TimeZone::TimeInfo info = data_->zone.At(to_civil(wall_time));
  const Instant before = from_absl(info.pre);
  const Instant after = from_absl(info.post);
  const Instant change = from_absl(info.trans);
  switch (info.kind) {
    case absl::TimeZone::TimeInfo::SKIPPED: return {Reading::Kind::skipped, after, before, change};
    case absl::TimeZone::TimeInfo::REPEATED: return {Reading::Kind::repeated, before, after, change};
    case absl::TimeZone::TimeInfo::UNIQUE: break;
  }
  return {Reading::Kind::unique, before, before, before};
}

bool TimeZone::repeats(Instant instant) const {
  constexpr auto furthest_jump = std::chrono::hours{26};
  const Interval& near = stretch(instant).span;
  const bool far_from_changes = near.start + furthest_jump <= instant && instant < near.end - furthest_jump;
  return !far_from_changes && reading(wall_time(instant)).kind == Reading::Kind::repeated;
}

Instant TimeZone::opening(WallTime wall_time) const {
  const Reading read = reading(wall_time);
  return read.kind == Reading::Kind::skipped ? read.change : read.first;
}

Interval TimeZone::dates(Date first, Date last) const {
  const Instant start = opening(first);
  return {start, std::max(start, opening(last + Days{1}))};
}

// Asks for the offset once a day and halves the day in which it changes, for abseil cannot tell the
// changes that are some four centuries ahead. No zone changes its clock and back within a day.
std::vector<Stretch> TimeZone::stretches(const Interval& span) const {
  std::vector<Stretch> found;
  if (span.empty()) return found;
  found.push_back({{span.start, span.start}, offset(span.start)});
  for (Instant at = span.start; at < span.end;) {
    const Instant next = std::min(at + Days{1}, span.end);
    const Seconds next_offset = offset(next);
    if (next_offset != found.back().offset) {
      Instant before = at;
      Instant after = next;
      while (after - before > Seconds{1}) {
        const Instant middle = before + (after - before) / 2;
        (offset(middle) == found.back().offset ? before : after) = middle;
      }
      found.back().span.end = after;
      found.push_back({{after, after}, next_offset});
    }
    at = next;
  }
  found.back().span.end = span.end;
  if (found.back().span.empty()) found.pop_back();
  return found;
}

}  // namespace calendar
