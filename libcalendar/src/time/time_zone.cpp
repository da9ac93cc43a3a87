// A zone is a sequence of stretches of constant offset from UTC: those listed in its file, then those
// that follow from the file's rule, for ever. Everything else is computed from the stretches around a
// time.

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <mutex>

#include "calendar/limits.hpp"
#include "calendar/time.hpp"
#include "time/zone_file.hpp"

namespace calendar {

namespace {

// Files in the zone data that are not IANA zones: their meaning depends on the machine, or they have
// none.
bool is_alias_of_machine(std::string_view name) {
  return name == "localtime" || name == "posixrules" || name == "Factory" || name.starts_with("posix/") ||
         name.starts_with("right/");
}

// Names become paths below the zone data folder; each path must have only one name.
bool is_zone_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '+' ||
           c == '-' || c == '/';
  };
  constexpr std::size_t longest = 64;
  return !name.empty() && name.size() <= longest && name.front() != '/' && name.back() != '/' &&
         name.find("//") == name.npos && std::ranges::all_of(name, allowed) && !is_alias_of_machine(name);
}

// The content of a zone's file; empty if it cannot be read, or is longer than any real one.
std::string bytes_of_zone(const std::string& name) {
  const char* folder = std::getenv("TZDIR");
  const bool is_set = folder != nullptr && *folder != '\0';
  const std::string path = std::string{is_set ? folder : "/usr/share/zoneinfo"} + "/" + name;
  const int file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);  // it may be a pipe without a writer
  if (file < 0) return {};
  constexpr std::size_t longest = std::size_t{1} << 16;
  constexpr std::size_t piece = std::size_t{1} << 12;  // most files are shorter
  std::string bytes;
  ssize_t got = 1;
  while (got > 0 && bytes.size() < longest) {
    const std::size_t size = bytes.size();
    bytes.resize(size + piece);
    got = ::read(file, bytes.data() + size, piece);
    bytes.resize(size + static_cast<std::size_t>(std::max(got, ssize_t{0})));
  }
  ::close(file);
  return got == 0 ? bytes : std::string{};
}

std::optional<ZoneFile> load(const std::string& name) {
  if (name == "UTC") return ZoneFile{};
  return ZoneFile::parse(bytes_of_zone(name));
}

// The stretch of `changes` that contains the instant, within the bounds of `within`.
Stretch stretch_among(const std::vector<OffsetChange>& changes, Instant instant, const Stretch& within) {
  const auto next = std::ranges::upper_bound(changes, instant, {}, &OffsetChange::at);
  Stretch found = within;
  if (next != changes.begin()) found = {{std::prev(next)->at, found.span.end}, std::prev(next)->offset};
  if (next != changes.end()) found.span.end = next->at;
  return found;
}

// The year of an instant, clamped to valid years.
std::chrono::year year_of(Instant instant) {
  constexpr Instant first = std::chrono::sys_days{std::chrono::year{-9999} / 1 / 1};
  constexpr Instant last = std::chrono::sys_days{std::chrono::year{19999} / 1 / 1};
  const auto day = std::chrono::floor<Days>(std::clamp(instant, first, last));
  return std::chrono::year_month_day{day}.year();
}

}  // namespace

struct TimeZone::Data {
  ZoneFile file;

  Stretch stretch(Instant instant) const {
    const Instant listed = file.changes.empty() ? Instant::min() : file.changes.back().at;
    if (!file.rule || instant < listed)
      return stretch_among(file.changes, instant, {{Instant::min(), Instant::max()}, file.first_offset});
    // A stretch may begin in the previous year and end in the next.
    const std::chrono::year year = year_of(instant);
    std::vector<OffsetChange> changes = file.rule->changes(year - std::chrono::years{1}, year + std::chrono::years{1});
    std::erase_if(changes, [&](const OffsetChange& change) { return change.at <= listed; });
    const Seconds last = file.changes.empty() ? file.rule->standard_offset() : file.changes.back().offset;
    return stretch_among(changes, instant, {{listed, Instant::max()}, last});
  }
};

TimeZone::TimeZone(std::string name, std::shared_ptr<const Data> data)
    : name_{std::move(name)}, data_{std::move(data)} {}

// Zones are cached: a list looks up one for each of its lines.
std::optional<TimeZone> TimeZone::find(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const Data>, std::less<>> known;
  if (!is_zone_name(name)) return std::nullopt;
  const std::lock_guard lock{mutex};
  auto found = known.find(name);
  if (found == known.end()) {
    std::string key{name};
    auto file = load(key);
    if (!file) return std::nullopt;
    found = known.emplace(std::move(key), std::make_shared<const Data>(Data{*std::move(file)})).first;
  }
  return TimeZone{found->first, found->second};
}

TimeZone TimeZone::of(std::string name, Seconds first_offset, std::vector<OffsetChange> changes) {
  return {std::move(name), std::make_shared<const Data>(Data{{first_offset, std::move(changes), std::nullopt}})};
}

const Stretch& TimeZone::stretch(Instant instant) const {
  if (!last_.span.contains(instant)) last_ = data_->stretch(instant);
  return last_;
}

// Finds the nearby change that skips or repeats the time, else the stretch that contains it.
Reading TimeZone::reading(WallTime wall_time) const {
  const auto shown_at = [&](Seconds offset) { return Instant{wall_time.time_since_epoch()} - offset; };
  Stretch before = stretch(shown_at(Seconds{0}) - limits::utc_offset);
  while (true) {
    const Instant change = before.span.end;
    const bool shown_before = shown_at(before.offset) < change;
    if (change == Instant::max()) return {Reading::Kind::unique, shown_at(before.offset), shown_at(before.offset), {}};
    const Stretch after = stretch(change);
    const bool shown_after = shown_at(after.offset) >= change;
    if (shown_before && !shown_after)
      return {Reading::Kind::unique, shown_at(before.offset), shown_at(before.offset), change};
    const Instant first = std::min(shown_at(before.offset), shown_at(after.offset));
    const Instant second = std::max(shown_at(before.offset), shown_at(after.offset));
    if (shown_before) return {Reading::Kind::repeated, first, second, change};
    if (!shown_after) return {Reading::Kind::skipped, first, second, change};
    before = after;
  }
}

bool TimeZone::repeats(Instant instant) const {
  const Interval& near = stretch(instant).span;
  const bool far_from_changes = near.start <= instant - limits::utc_offset && instant + limits::utc_offset <= near.end;
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

const ZoneRule* TimeZone::rule() const {
  return data_->file.rule ? &*data_->file.rule : nullptr;
}

std::vector<Stretch> TimeZone::stretches(const Interval& span) const {
  std::vector<Stretch> found;
  for (Instant at = span.start; at < span.end;) {
    const Stretch& next = stretch(at);
    const Instant end = std::min(next.span.end, span.end);
    if (!found.empty() && found.back().offset == next.offset) {
      found.back().span.end = end;
    } else {
      found.push_back({{at, end}, next.offset});
    }
    at = end;
  }
  return found;
}

}  // namespace calendar
