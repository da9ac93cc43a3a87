#pragma once

#include <vector>

#include "ics/event_series.hpp"

namespace calendar {

/// The instances of an event by its start, its rules and its dates, without those that are excluded, ascending
/// by when they are, each once. Those that cannot touch the window are left out.
std::vector<Instance> instances_of(const IcsEvent& event, const EventClock& clock, const WrittenLength& length,
                                   const Interval& window, const ReadingContext& context);

/// Whether a rule that begins at the start has the start itself, too.
bool has_time(const WrittenRule& rule, WallTime start);

/// Instances that are named by their instants, or by their dates.
class NamedInstances {
 public:
  NamedInstances(const std::vector<IcsTime>& times, const EventClock& clock, IcsClocks& clocks);

  bool contains(const Instance& instance) const;

 private:
  std::vector<Instant> instants_;  // ascending
  std::vector<Date> dates_;
};

}  // namespace calendar
