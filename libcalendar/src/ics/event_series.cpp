#include "ics/event_series.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "ics/instances.hpp"

namespace calendar {

namespace {

using Kind = ForeignWarning::Kind;

constexpr std::size_t cost_of_replacement = 100;  // dates that are looked at

// Which of two versions counts: a cancellation of the same SEQUENCE does whenever it was made (RFC 5546, 2.1.5).
auto version_of(const IcsEvent& event) {
  const bool cancels = event.method == IcsEvent::Method::cancel;
  return std::tuple{event.sequence, cancels, cancels ? WallTime::max() : event.stamp};
}

std::vector<const IcsEvent*> latest_of(const std::vector<const IcsEvent*>& events) {
  std::vector<const IcsEvent*> latest;
  for (const IcsEvent* event : events) {
    if (!latest.empty() && version_of(*latest.front()) < version_of(*event)) latest.clear();
    if (latest.empty() || version_of(*latest.front()) == version_of(*event)) latest.push_back(event);
  }
  return latest;
}

// Blocks spans of one event, and warns once of what they mean.
class Blocker {
 public:
  Blocker(const IcsEvent& event, const EventClock& clock, const ReadingContext& context, const BlockTime& block)
      : event_{event}, clock_{clock}, context_{context}, block_{block} {}

  void block(const Interval& span) {
    if (!(span.start < span.end) || !span.overlaps(context_.range)) return;
    if (!std::exchange(warned_, true)) warn_of_zone(span.start);
    block_(span, event_);
  }

 private:
  void warn_of_zone(Instant start) const {
    if (clock_.of_dates()) return;
    const IcsClock& clock = clock_.clock();
    if (!clock.known) context_.warn(Kind::unknown_zone, event_, clock.name);
    if (!clock.complete) context_.warn(Kind::bad_zone, event_, clock.name);
    if (clock.described && clock.described->offset(start) != clock.zone.offset(start))
      context_.warn(Kind::zone_differs, event_, clock.name);
  }

  const IcsEvent& event_;
  const EventClock& clock_;
  const ReadingContext& context_;
  const BlockTime& block_;
  bool warned_ = false;
};

// The length of an event with a start. One that cannot be read is that of the date, or none; with a warning.
WrittenLength checked_length(const IcsEvent& event, const EventClock& clock, const ReadingContext& context) {
  const auto read = length_of(event, clock, context.clocks);
  const Seconds length = read ? read->days + read->seconds : Seconds{0};
  const bool is_no_date = clock.of_dates() && length == Seconds{0};
  if (!read || length < Seconds{0} || is_no_date || event.bad_end) context.warn(Kind::bad_end, event);
  if (is_no_date) return {Days{1}, {}};
  return length > Seconds{0} ? *read : WrittenLength{};
}

void block_single(const IcsEvent& event, const ReadingContext& context, const BlockTime& block) {
  if (!event.blocks() || !event.start) return;
  const EventClock clock{event, context.clocks};
  const Instance instance = clock.instance(clock.start(), checked_length(event, clock, context));
  if (event.bad_rule || !event.rules.empty() || !event.dates.empty()) context.warn(Kind::bad_rule, event);
  Blocker{event, clock, context, block}.block({instance.at, instance.end});
}

// An event in the place of an instance of another, or of that and all later ones.
struct Replacement {
  const IcsEvent* event;
  Seconds shift;         // of the later ones, on the other's clock
  WrittenLength length;  // of the later ones
};

// One event that may repeat, with those that take the place of its instances.
class EventSeries {
 public:
  EventSeries(const IcsEvent& master, const std::vector<const IcsEvent*>& replacing, const ReadingContext& context)
      : master_{master},
        context_{context},
        clock_{master, context.clocks},
        length_{checked_length(master, clock_, context)},
        excluded_{master.excluded, clock_, context.clocks} {
    for (const IcsEvent* event : replacing) add(*event);
    warn_of_rules();
  }

  void block_instances(const BlockTime& block) const;
  void block_replacements(const BlockTime& block) const;

 private:
  void warn_of_rules() const;
  void add(const IcsEvent& event);
  bool is_replaced(const Instance& instance, std::optional<Date>& date_replaced) const;
  const Replacement* change_of(const Instance& instance) const;
  Interval window() const;

  const IcsEvent& master_;
  const ReadingContext& context_;
  EventClock clock_;
  WrittenLength length_;
  NamedInstances excluded_;
  std::map<Instant, const IcsEvent*> by_instant_;
  std::map<Date, const IcsEvent*> by_date_;
  std::map<Instant, Replacement> of_later_ones_;  // by the instance from which on they are
};

void EventSeries::warn_of_rules() const {
  if (master_.bad_rule) context_.warn(Kind::bad_rule, master_);
  const bool off = !master_.rules.empty() && std::ranges::none_of(master_.rules, [&](const WrittenRule& rule) {
    return has_time(rule, clock_.start());
  });
  if (off) context_.warn(Kind::start_off_rule, master_);
}

void EventSeries::add(const IcsEvent& event) {
  const IcsTime& named = *event.replaces;
  const bool of_date = clock_.of_dates() || named.written.is_date();
  const WallTime wall = clock_.wall(named);
  const Instant at = of_date ? clock_.instant(wall) : context_.clocks.instant(named);
  // Who took the instance out after that knew of its replacement.
  if (event.sequence < master_.sequence && excluded_.contains({wall, at, at})) return;
  const auto put = [&](auto& map, auto key) {
    const auto [found, added] = map.try_emplace(key, &event);
    if (!added && version_of(*found->second) <= version_of(event)) found->second = &event;
  };
  if (of_date) {
    put(by_date_, std::chrono::floor<Days>(wall));
  } else {
    put(by_instant_, at);
  }
  if (!event.and_later) return;
  Replacement later{&event, Seconds{0}, {}};
  if (event.start) {
    const EventClock clock{event, context_.clocks};
    later.shift = clock_.wall(*event.start) - wall;
    later.length = length_of(event, clock, context_.clocks).value_or(WrittenLength{});
  }
  const auto [same, added] = of_later_ones_.try_emplace(at, later);
  if (!added && version_of(*same->second.event) <= version_of(event)) same->second = later;
}

// A date stands for the first of its instances.
bool EventSeries::is_replaced(const Instance& instance, std::optional<Date>& date_replaced) const {
  if (by_instant_.contains(instance.at)) return true;
  const Date date = std::chrono::floor<Days>(instance.wall);
  if (date_replaced == date || !by_date_.contains(date)) return false;
  date_replaced = date;
  return true;
}

const Replacement* EventSeries::change_of(const Instance& instance) const {
  const auto later = of_later_ones_.upper_bound(instance.at);
  return later == of_later_ones_.begin() ? nullptr : &std::prev(later)->second;
}

// Which instances may touch the range, or do once they are shifted.
Interval EventSeries::window() const {
  const auto longest = [](const WrittenLength& length) { return std::max(length.days + length.seconds, Seconds{0}); };
  Seconds reach = longest(length_);
  Seconds shift{0};
  for (const auto& [at, each] : of_later_ones_) {
    reach = std::max(reach, longest(each.length));
    shift = std::max(shift, std::chrono::abs(each.shift));
  }
  const Instant start = std::max(context_.range.start, nameable.start),
                end = std::min(context_.range.end, nameable.end);
  return {start - reach - shift - Days{1}, end + shift};
}

void EventSeries::block_instances(const BlockTime& block) const {
  Blocker blocker{master_, clock_, context_, block};
  std::optional<Date> date_replaced;
  for (const Instance& instance : instances_of(master_, clock_, length_, window(), context_)) {
    if (is_replaced(instance, date_replaced)) continue;
    const Replacement* change = change_of(instance);
    if (change == nullptr) {
      if (master_.blocks()) blocker.block({instance.at, instance.end});
    } else if (change->event->blocks()) {
      const Instance changed = clock_.instance(instance.wall + change->shift, change->length);
      Blocker{*change->event, clock_, context_, block}.block({changed.at, changed.end});
    }
  }
}

void EventSeries::block_replacements(const BlockTime& block) const {
  for (const auto& [at, event] : by_instant_) block_single(*event, context_, block);
  for (const auto& [date, event] : by_date_) block_single(*event, context_, block);
}

// The latest versions of what takes the place of instances of an event that is not there.
void block_without_master(const std::vector<const IcsEvent*>& replacing, const ReadingContext& context,
                          const BlockTime& block) {
  std::map<Instant, std::vector<const IcsEvent*>> by_instant;
  for (const IcsEvent* event : replacing) by_instant[context.clocks.instant(*event->replaces)].push_back(event);
  for (const auto& [at, versions] : by_instant) {
    for (const IcsEvent* event : latest_of(versions)) block_single(*event, context, block);
  }
}

}  // namespace

void block_time_of(const std::vector<const IcsEvent*>& events, const ReadingContext& context, const BlockTime& block) {
  std::vector<const IcsEvent*> masters, replacing;
  for (const IcsEvent* event : events) (event->replaces ? replacing : masters).push_back(event);
  if (masters.empty()) return block_without_master(replacing, context, block);
  masters = latest_of(masters);
  if (masters.front()->method == IcsEvent::Method::cancel) return;
  for (const IcsEvent* master : masters) {
    context.allowance.spend(replacing.size() * cost_of_replacement);
    const EventSeries series{*master, replacing, context};
    series.block_instances(block);
    if (master == masters.front()) series.block_replacements(block);
  }
}

}  // namespace calendar
