#include "ics/zones.hpp"

#include <algorithm>

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

void add_onsets(std::vector<Onset>& onsets, const IcsObservance& observance, Instant end, DateAllowance& allowance) {
  if (!observance.start || !observance.before || !observance.after) return;
  const Seconds before = *observance.before;
  const auto add = [&](WallTime time) {
    onsets.push_back({Instant{time.time_since_epoch() - before}, before, *observance.after});
  };
  add(observance.start->time);
  for (const WrittenTime& date : observance.dates) add(date.time);
  for (const WrittenRule& written : observance.rules) {
    RecurrenceRule rule = written.rule;
    if (written.until) {
      const bool utc = written.until->kind == WrittenTime::Kind::utc;
      rule.until = written.until->time + (utc ? before : written.until->is_date() ? Days{1} - Seconds{1} : Seconds{0});
    }
    const WallTime last{end.time_since_epoch()};
    rule.until = std::min(rule.until.value_or(last), last);
    Recurrence times{rule, observance.start->time};
    while (const auto time = times.next()) {
      add(*time);
      allowance.spend(1);
    }
    allowance.spend(times.periods());
  }
}

TimeZone zone_of(std::string name, std::vector<Onset> onsets) {
  std::ranges::sort(onsets, {}, &Onset::at);
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

IcsClocks::IcsClocks(const IcsFile& file, const ForeignReading& how, DateAllowance& allowance)
    : file_{file},
      end_{std::min(how.range.end, nameable.end)},
      allowance_{allowance},
      dates_{"", how.dates},
      floating_{"", how.times.value_or(how.dates)},
      utc_{"", TimeZone::find("UTC").value()},
      named_(file.zone_names.size()) {
  for (const IcsZone& zone : file.zones) described_.try_emplace(zone.name, &zone);
  if (!how.times && !file.zone.empty()) floating_ = named(file.zone, how.dates);
}

// A zone without a single onset that can be read is none.
std::optional<TimeZone> IcsClocks::described(std::string_view name) {
  const auto found = described_.find(name);
  if (found == described_.end()) return std::nullopt;
  std::vector<Onset> onsets;
  for (const IcsObservance& observance : found->second->observances) add_onsets(onsets, observance, end_, allowance_);
  if (onsets.empty()) return std::nullopt;
  return zone_of(std::string{name}, std::move(onsets));
}

IcsClock IcsClocks::named(const std::string& name, const TimeZone& otherwise) {
  auto described = this->described(name);
  if (auto known = known_zone(name)) return {name, *std::move(known), true, std::move(described)};
  if (described) return {name, *std::move(described)};
  return {name, otherwise, false};
}

const IcsClock& IcsClocks::of(const IcsTime& time) {
  if (time.written.kind == WrittenTime::Kind::utc) return utc_;
  if (time.zone == 0) return floating_;
  auto& clock = named_[time.zone];
  if (!clock) clock = named(file_.zone_names[time.zone], floating_.zone);
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
