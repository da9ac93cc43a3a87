// The rules of iCalendar: their times ascend from the start on, and those from a later time on are found without
// those before it.

#include "ics/values.hpp"
#include "property.hpp"

using namespace calendar;

namespace {

constexpr WallTime start = Date{std::chrono::year{2026} / 11 / 24} + std::chrono::hours{10};
constexpr WallTime later = start + Days{500};
constexpr WallTime end = start + Days{1000};

std::vector<WallTime> first_times(Recurrence& recurrence, WallTime from) {
  std::vector<WallTime> times;
  while (times.size() < 100) {
    const auto time = recurrence.next();
    if (!time) break;
    must_hold(times.empty() || times.back() < *time, "times ascend, each once");
    must_hold(start <= *time && *time <= end, "times lie between the start and the end");
    if (*time >= from) times.push_back(*time);
  }
  return times;
}

}  // namespace

void check(std::string_view bytes) {
  const auto written = parse_rule(bytes);
  if (!written) return;
  RecurrenceRule rule = written->rule;
  rule.until = end;
  Recurrence all{rule, start};
  const auto expected = first_times(all, later);
  if (rule.count) return;
  Recurrence skipping{rule, start};
  skipping.skip_before(later);
  must_hold(first_times(skipping, later) == expected, "a rule that skips has the same times");
}
