#include "ics/instances.hpp"

#include <algorithm>
#include <tuple>

namespace calendar {

namespace {

constexpr Days most_offset{2};  // more than between a wall time and the same time in UTC

// A rule's last time on the clock of its start, and the last instant: of a time in UTC only that is known.
struct Until {
  WallTime wall = WallTime::max();
  Instant instant = Instant::max();
};

Until until_of(const WrittenRule& written, const EventClock& clock) {
  if (!written.until) return {};
  const WallTime time = written.until->time;
  const Date date = std::chrono::floor<Days>(time);
  // The later of what it may mean.
  if (clock.of_dates() && written.until->kind == WrittenTime::Kind::utc)
    return {std::max(date, clock.zone().date(Instant{time.time_since_epoch()}))};
  if (clock.of_dates() || written.until->is_date()) return {date + Days{1} - Seconds{1}};
  if (written.until->kind == WrittenTime::Kind::utc) return {time + most_offset, Instant{time.time_since_epoch()}};
  return {time};
}

// Goes through the times of one rule that may touch the window.
class RuleTimes {
 public:
  RuleTimes(const WrittenRule& written, const EventClock& clock, const Interval& window, const ReadingContext& context)
      : clock_{clock},
        context_{context},
        until_{until_of(written, clock)},
        first_{clamped_wall(window.start) - most_offset} {
    RecurrenceRule rule = written.rule;
    rule.until = std::min(until_.wall, clamped_wall(window.end) + most_offset);
    const bool counted = rule.count.has_value();
    times_.emplace(std::move(rule), clock.start());
    if (!counted) times_->skip_before(first_);
  }

  template <class Each>
  void for_each(Each each) {
    while (const auto time = times_->next()) {
      context_.allowance.spend(cost_of_time);
      if (*time >= first_ && clock_.instant(*time) <= until_.instant) each(*time);
    }
    context_.allowance.spend(times_->looked_at());
  }

 private:
  static constexpr std::size_t cost_of_time = 10;  // dates that are looked at

  const EventClock& clock_;
  const ReadingContext& context_;
  Until until_;
  WallTime first_;
  std::optional<Recurrence> times_;
};

void take_out(std::vector<Instance>& instances, const IcsEvent& event, const EventClock& clock, const Interval& window,
              const ReadingContext& context) {
  const NamedInstances excluded{event.excluded, clock, context.clocks};
  std::vector<Instant> ruled_out;
  for (const WrittenRule& rule : event.excluded_rules) {
    RuleTimes{rule, clock, window, context}.for_each([&](WallTime time) {
      if (ruled_out.size() == context.most_spans) throw too_many_spans();
      ruled_out.push_back(clock.instant(time));
    });
  }
  std::ranges::sort(ruled_out);
  std::erase_if(instances, [&](const Instance& instance) {
    return excluded.contains(instance) || std::ranges::binary_search(ruled_out, instance.at);
  });
}

}  // namespace

bool has_time(const WrittenRule& written, WallTime start) {
  RecurrenceRule rule = written.rule;
  rule.until = start;
  rule.count.reset();
  return Recurrence{std::move(rule), start}.next() == start;
}

NamedInstances::NamedInstances(const std::vector<IcsTime>& times, const EventClock& clock, IcsClocks& clocks) {
  for (const IcsTime& time : times) {
    const WallTime wall = clock.wall(time);
    if (clock.of_dates() || time.written.is_date()) {
      dates_.push_back(std::chrono::floor<Days>(wall));
    } else {
      instants_.push_back(clocks.instant(time));
    }
  }
  std::ranges::sort(instants_);
  std::ranges::sort(dates_);
}

bool NamedInstances::contains(const Instance& instance) const {
  return std::ranges::binary_search(instants_, instance.at) ||
         std::ranges::binary_search(dates_, std::chrono::floor<Days>(instance.wall));
}

std::vector<Instance> instances_of(const IcsEvent& event, const EventClock& clock, const WrittenLength& length,
                                   const Interval& window, const ReadingContext& context) {
  std::vector<Instance> instances;
  const auto add = [&](const Instance& instance) {
    if (instance.at >= window.end || instance.end <= window.start) return;
    if (instances.size() == context.most_spans) throw too_many_spans();
    instances.push_back(instance);
  };
  add(clock.instance(clock.start(), length));
  for (const WrittenRule& rule : event.rules)
    RuleTimes{rule, clock, window, context}.for_each([&](WallTime time) { add(clock.instance(time, length)); });
  for (const IcsDate& date : event.dates) {
    Instance instance = clock.instance(clock.wall(date.start), length);
    if (date.period) instance.end = context.clocks.span(date).end;
    add(instance);
  }
  take_out(instances, event, clock, window, context);
  // Of two at the same time, the longer.
  std::ranges::sort(instances,
                    [](const Instance& a, const Instance& b) { return std::tie(a.at, b.end) < std::tie(b.at, a.end); });
  const auto same = [](const Instance& a, const Instance& b) { return a.at == b.at; };
  instances.erase(std::unique(instances.begin(), instances.end(), same), instances.end());
  return instances;
}

}  // namespace calendar
