#include "calendar/foreign.hpp"

#include <algorithm>
#include <unordered_map>

#include "calendar/limits.hpp"
#include "ics/content_lines.hpp"
#include "ics/event_series.hpp"
#include "ics/invalid_calendar.hpp"

namespace calendar {

namespace {

using Kind = ForeignWarning::Kind;

class ForeignReader {
 public:
  ForeignReader(const IcsFile& file, const ForeignReading& how)
      : file_{file},
        allowance_{how.most_dates},
        clocks_{file, how, allowance_},
        context_{clocks_, how.range, how.most_spans, allowance_, warnings_} {}

  ForeignTimes read() {
    const BlockTime block = [this](const Interval& span, const IcsEvent& event) { add(span, event); };
    for (const auto& events : by_uid()) block_time_of(events, context_, block);
    read_free_busy();
    std::ranges::sort(times_.spans);
    times_.warnings = warnings_.all();
    return std::move(times_);
  }

 private:
  // The events with a start, those of one UID together. Who gives none means each on its own.
  std::vector<std::vector<const IcsEvent*>> by_uid() {
    std::vector<std::vector<const IcsEvent*>> groups;
    std::unordered_map<std::string_view, std::size_t> indexes;
    for (const IcsEvent& event : file_.events) {
      if (event.method == IcsEvent::Method::ignore) continue;
      const bool cancels = event.method == IcsEvent::Method::cancel;
      if (!event.start && !cancels) {
        context_.warn(Kind::bad_start, event);
        continue;
      }
      if (event.uid.empty()) context_.warn(Kind::no_uid, event);
      if (event.bad_replaces) context_.warn(Kind::bad_rule, event);
      const auto [found, added] = indexes.try_emplace(event.uid, groups.size());
      // In the place of what it is, nobody can say: it stands alone.
      if (event.bad_replaces) {
        if (added) indexes.erase(found);
        if (!cancels) groups.push_back({&event});
      } else if (added || event.uid.empty()) {
        groups.push_back({&event});
      } else {
        groups[found->second].push_back(&event);
      }
    }
    return groups;
  }

  void read_free_busy() {
    static const IcsEvent without_title;
    for (const IcsDate& period : file_.busy) {
      const Interval span = clocks_.span(period);
      if (!(span.start < span.end)) {
        warnings_.add(Kind::bad_end, {}, 0);
      } else if (span.overlaps(context_.range)) {
        add(span, without_title);
      }
    }
    for (const std::size_t line : file_.bad_busy_lines) warnings_.add(Kind::bad_start, {}, line);
  }

  // Nothing before or after the dates that can be named is anybody's.
  void add(const Interval& blocked, const IcsEvent& event) {
    const Interval span{std::max(blocked.start, nameable.start), std::min(blocked.end, nameable.end)};
    if (span.end <= span.start) return;
    if (times_.spans.size() == context_.most_spans) throw too_many_spans();
    const auto [found, added] = indexes_.try_emplace(&event, times_.events.size());
    if (added) times_.events.push_back({plain_text(event.uid, limits::calendar_title), event.title});
    times_.spans.push_back({span, found->second});
  }

  const IcsFile& file_;
  DateAllowance allowance_;
  ForeignWarnings warnings_;
  IcsClocks clocks_;
  ReadingContext context_;
  ForeignTimes times_;
  std::unordered_map<const IcsEvent*, std::size_t> indexes_;
};

}  // namespace

ForeignTimes read_foreign(std::string_view bytes, const ForeignReading& how) {
  const IcsFile file = parse_ics(bytes, how.me);
  return ForeignReader{file, how}.read();
}

}  // namespace calendar
