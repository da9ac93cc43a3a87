#include "ics/zones.hpp"

#include <algorithm>

#include "calendar/limits.hpp"

namespace calendar {

namespace {

struct Onset {
  Instant at;
  Seconds before, after;
};

// A name without the number that some programs add to it: "W. Europe Standard Time 1".
std::string_view without_number(std::string_view name) {
  const std::size_t letters = name.find_last_not_of("0123456789");
  const bool numbered = letters != name.npos && letters + 1 < name.size() && name[letters] == ' ';
  return numbered ? name.substr(0, letters) : name;
}

std::optional<TimeZone> known_zone(std::string_view name) {
  if (auto zone = TimeZone::find(name)) return zone;
  if (auto zone = TimeZone::find(zone_of_windows(without_number(name)))) return zone;
  // "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin"
  while (name.starts_with('/')) {
    name.remove_prefix(1);
    if (auto zone = TimeZone::find(name)) return zone;
    name.remove_prefix(std::min(name.find('/'), name.size()));
  }
  return std::nullopt;
}

// The onsets of a zone that matter from one time to another, on whatever clock.
class Onsets {
 public:
  Onsets(WallTime first, WallTime last, DateAllowance& allowance) : first_{first}, last_{last}, allowance_{allowance} {}

  void add(const IcsObservance& observance) {
    if (!observance.start || !observance.before || !observance.after) {
      complete_ = false;
      return;
    }
    complete_ = complete_ && !observance.bad;
    add(observance.start->time, observance);
    for (const WrittenTime& date : observance.dates) add(date.time, observance);
    for (const WrittenRule& rule : observance.rules) add(rule, observance);
  }

  bool complete() const { return complete_; }

  /// In order.
  std::vector<Onset> take() {
    std::ranges::stable_sort(onsets_, {}, &Onset::at);
    return std::move(onsets_);
  }

 private:
  void add(WallTime time, const IcsObservance& observance) {
    if (onsets_.size() == limits::calendar_changes) {
      complete_ = false;
      return;
    }
    onsets_.push_back({Instant{time.time_since_epoch() - *observance.before}, *observance.before, *observance.after});
  }

  void add(const WrittenRule& written, const IcsObservance& observance) {
    RecurrenceRule rule = written.rule;
    if (written.until) {
      const bool utc = written.until->kind == WrittenTime::Kind::utc;
      const bool date = written.until->is_date();
      rule.until = written.until->time + (utc ? *observance.before : date ? Days{1} - Seconds{1} : Seconds{0});
    }
    rule.until = std::min(rule.until.value_or(last_), last_);
    const bool counted = rule.count.has_value();
    Recurrence times{std::move(rule), observance.start->time};
    if (!counted) times.skip_before(first_);
    while (const auto time = times.next()) add(*time, observance);
    allowance_.spend(times.looked_at());
  }

  WallTime first_, last_;
  DateAllowance& allowance_;
  std::vector<Onset> onsets_;
  bool complete_ = true;
};

TimeZone zone_of(std::string name, const std::vector<Onset>& onsets) {
  std::vector<OffsetChange> changes;
  Seconds offset = onsets.front().before;
  for (const Onset& onset : onsets) {
    if (onset.after != offset) changes.push_back({onset.at, onset.after});
    offset = onset.after;
  }
  return TimeZone::of(std::move(name), onsets.front().before, std::move(changes));
}

}  // namespace

Instant instant_of(WallTime time, const TimeZone& zone) {
  const Reading reading = zone.reading(time);
  return reading.kind == Reading::Kind::skipped ? reading.second : reading.first;
}

WallTime clamped_wall(Instant instant) {
  constexpr Instant first = std::chrono::sys_days{std::chrono::year{1} / 1 / 1};
  return WallTime{std::clamp(instant, first, nameable.end).time_since_epoch()};
}

IcsClocks::IcsClocks(const IcsFile& file, const ForeignReading& how, DateAllowance& allowance)
    : file_{file},
      how_{how},
      first_{std::min(file.first, clamped_wall(how.range.start))},
      last_{std::max(file.last, clamped_wall(how.range.end))},
      allowance_{allowance},
      dates_{"", how.dates},
      utc_{"", TimeZone::find("UTC").value()},
      clocks_(file.zone_names.size()) {
  constexpr Days year{366};  // in which the clock changes before what is asked for
  first_ -= 3 * year;
  last_ += year;
  for (const IcsZone& zone : file.zones) described_[zone.name].try_emplace(zone.calendar, &zone);
}

// In the same calendar, else in another one of the file. A zone without an onset that can be read is none.
std::optional<IcsClocks::Description> IcsClocks::described(const IcsZoneName& name) {
  const auto found = described_.find(name.name);
  if (found == described_.end()) return std::nullopt;
  const auto own = found->second.find(name.calendar);
  const IcsZone& zone = own != found->second.end() ? *own->second : *found->second.begin()->second;
  Onsets onsets{first_, last_, allowance_};
  for (const IcsObservance& observance : zone.observances) onsets.add(observance);
  const std::vector<Onset> all = onsets.take();
  if (all.empty()) return std::nullopt;
  return Description{zone_of(name.name, all), onsets.complete()};
}

IcsClock IcsClocks::named(const IcsZoneName& name, const TimeZone& otherwise) {
  const auto described = this->described(name);
  const auto own = described ? std::optional{described->zone} : std::nullopt;
  if (auto known = known_zone(name.name)) return {.name = name.name, .zone = *std::move(known), .described = own};
  if (described) return {.name = name.name, .zone = described->zone, .complete = described->complete};
  return {.name = name.name, .zone = otherwise, .known = false};
}

// A time without a zone is that of the calendar as a whole.
IcsClock IcsClocks::of_name(const IcsZoneName& name) {
  const std::string& whole = file_.calendars[name.calendar];
  IcsClock floating{"", how_.times.value_or(how_.dates)};
  if (!how_.times && !whole.empty()) floating = named({whole, name.calendar}, how_.dates);
  return name.name.empty() ? floating : named(name, floating.zone);
}

const IcsClock& IcsClocks::of(const IcsTime& time) {
  if (time.written.kind == WrittenTime::Kind::utc) return utc_;
  auto& clock = clocks_[time.zone];
  if (!clock) clock = of_name(file_.zone_names[time.zone]);
  return *clock;
}

Instant IcsClocks::instant(const IcsTime& time) {
  if (time.written.is_date()) return dates_.zone.opening(time.written.time);
  return instant_of(time.written.time, of(time).zone);
}

Interval IcsClocks::span(const IcsDate& period) {
  const Instant start = instant(period.start);
  const WrittenPeriod& written = period.period.value();
  if (written.end) return {start, instant({*written.end, period.start.zone})};
  const IcsTime on_clock{{written.start.time + written.length.days, written.start.kind}, period.start.zone};
  return {start, (written.length.days == Days{0} ? start : instant(on_clock)) + written.length.seconds};
}

}  // namespace calendar
