// Whole calendars of other programs: what is read of one touches the range, and is the same as what is read of a
// greater range.

#include <algorithm>

#include "calendar/foreign.hpp"
#include "property.hpp"

using namespace calendar;

namespace {

std::optional<ForeignTimes> read(std::string_view bytes, const Interval& range) {
  static const TimeZone berlin = TimeZone::find("Europe/Berlin").value();
  return read_or_refused({Code::invalid_calendar}, [&] {
    return read_foreign(bytes, {.dates = berlin, .me = "ann@example.org", .range = range});
  });
}

std::vector<Interval> spans_of(const ForeignTimes& times, const Interval& range) {
  std::vector<Interval> spans;
  for (const ForeignSpan& each : times.spans) {
    if (each.span.overlaps(range)) spans.push_back(each.span);
  }
  return spans;
}

}  // namespace

void check(std::string_view bytes) {
  constexpr Instant from = std::chrono::sys_days{std::chrono::year{2024} / 9 / 1};
  constexpr Interval range{from, from + Days{30}}, greater{from - Days{60}, from + Days{400}};
  const auto times = read(bytes, range);
  if (!times) return;
  must_hold(std::ranges::is_sorted(times->spans), "spans are in order");
  for (const ForeignSpan& each : times->spans) {
    must_hold(each.span.start < each.span.end && each.span.overlaps(range), "a span touches the range");
    must_hold(each.event < times->events.size(), "a span is of an event");
  }
  for (const ForeignEvent& event : times->events)
    must_hold(is_printable(event.uid) && is_printable(event.title), "what is known of an event can be printed");
  for (const ForeignWarning& warning : times->warnings)
    must_hold(warning.count > 0 && is_printable(warning.uid + warning.subject), "a warning can be printed");
  const auto more = read(bytes, greater);
  if (more) must_hold(spans_of(*more, range) == spans_of(*times, range), "a greater range has the same spans");
}
