#include "ics/series_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "calendar/limits.hpp"
#include "calendar/text.hpp"
#include "ics/instances.hpp"
#include "ics/written_values.hpp"
#include "ics/zone_writer.hpp"

namespace calendar {

namespace {

constexpr std::string_view nowhere = "described";  // a zone that no zone data have

RecurrenceRule rule_of(const Series& series) {
  RecurrenceRule rule = series.repetition.every.rule();
  rule.count = static_cast<std::size_t>(series.dates);
  // As everybody takes it from the start, but some only where it is in every month.
  if (std::holds_alternative<Every::Month>(series.repetition.every.form())) {
    const std::chrono::year_month_day first{std::chrono::floor<Days>(series.first)};
    rule.month_days = {static_cast<int>(static_cast<unsigned>(first.day()))};
  }
  return rule;
}

// The appointments that count: of a series that does not take place at all, all.
std::vector<const Appointment*> counting(const Entry& entry) {
  std::vector<const Appointment*> all;
  for (const Appointment& each : entry.appointments) {
    if (entry.cancelled() || entry.has(each)) all.push_back(&each);
  }
  return all;
}

// What a reader makes of a calendar with one event that repeats.
std::map<WallTime, Interval> read_back(const std::string& calendar, const Interval& range) {
  const IcsFile file = parse_ics(calendar, {});
  const ForeignReading how{.dates = TimeZone::find("UTC").value(), .range = range};
  DateAllowance allowance{how.most_dates};
  ForeignWarnings warnings;
  IcsClocks clocks{file, how, allowance};
  const ReadingContext context{clocks, range, how.most_spans, allowance, warnings};
  const IcsEvent& event = file.events.front();
  const EventClock clock{event, clocks};
  std::map<WallTime, Interval> read;
  for (const Instance& each : instances_of(event, clock, length_of(event, clock, clocks).value(), range, context))
    read[each.wall] = {each.at, each.end};
  return read;
}

class SeriesWriter {
 public:
  SeriesWriter(const Entry& entry, const EventWriter& events)
      : series_{*entry.series},
        events_{events},
        zone_{zone_of(series_)},
        counting_{counting(entry)},
        times_{times_of(series_)} {
    for (const Appointment* each : counting_) by_time_[time_of(*each)] = each;
    if (by_time_.size() != counting_.size())
      throw Error{Code::damaged, fmt::format("two appointments of the series {} have the same date", name())};
  }

  void write(LineWriter& writer) const {
    events_.write(writer, master(), [&](LineWriter& lines) { write_times(lines, zone_.name()); });
    for (const Appointment* each : differing()) {
      events_.write(writer, *each, [&](LineWriter& lines) {
        write_local(lines, "RECURRENCE-ID", time_of(*each), zone_.name());
        write_span(lines, each->span);
      });
    }
  }

 private:
  const std::string& name() const { return series_.ref.value().str(); }
  // The one that says what they have in common.
  const Appointment& master() const { return *counting_.front(); }
  bool in_utc() const { return zone_.name() == "UTC"; }
  Instant start() const { return instant_of(series_.first, zone_); }

  // When the rule has it.
  WallTime time_of(const Appointment& appointment) const {
    const auto position = static_cast<std::size_t>(appointment.series.value().position);
    if (position <= times_.size()) return times_[position - 1];
    throw Error{Code::damaged, fmt::format("the series {} has fewer dates than appointments", name())};
  }

  void write_local(LineWriter& writer, std::string_view property, WallTime time, std::string_view zone) const {
    if (in_utc()) return writer.value(property, local_text(time) + "Z");
    writer.value(property, local_text(time), {{"TZID", zone}});
  }

  // Whether readers agree on when the clock shows that.
  bool is_clear(WallTime time) const { return zone_.reading(time).kind == Reading::Kind::unique; }

  // An end on the clock is as far away as on the first date, but readers do not agree how far where the clock changes.
  void write_times(LineWriter& writer, std::string_view zone) const {
    const Seconds length = master().length();
    write_local(writer, "DTSTART", series_.first, zone);
    if (zone_.offset(start()) == zone_.offset(start() + length) && is_clear(series_.first + length)) {
      write_local(writer, "DTEND", series_.first + length, zone);
    } else {
      writer.value("DURATION", length_text(length));
    }
    writer.value("RRULE", rule_text(rule_of(series_)));
    for (const WallTime time : times_) {
      if (!by_time_.contains(time)) write_local(writer, "EXDATE", time, zone);
    }
  }

  std::string calendar_of_times(std::string_view zone) const {
    LineWriter writer;
    writer.begin("VCALENDAR");
    if (!in_utc()) write_zone(writer, zone_, zone);
    writer.begin("VEVENT");
    write_times(writer, zone);
    writer.end("VEVENT");
    writer.end("VCALENDAR");
    return writer.take();
  }

  std::vector<const Appointment*> differing() const {
    const Interval range{start() - Days{2}, instant_of(times_.back(), zone_) + Days{3}};
    const auto known = read_back(calendar_of_times(zone_.name()), range);
    const auto described = read_back(calendar_of_times(nowhere), range);
    const auto is_read = [](const auto& read, WallTime time, const Interval& span) {
      const auto found = read.find(time);
      return found != read.end() && found->second == span;
    };
    std::vector<const Appointment*> found;
    for (const auto& [time, each] : by_time_) {
      const bool same = is_read(known, time, each->span) && is_read(described, time, each->span) &&
                        zone_.offset(each->span.start) == zone_.offset(each->span.end) && is_clear(time) &&
                        is_clear(time + each->length()) && each->invitee == master().invitee &&
                        each->service == master().service;
      if (!same) found.push_back(each);
    }
    return found;
  }

  const Series& series_;
  const EventWriter& events_;
  TimeZone zone_;
  std::vector<const Appointment*> counting_;
  std::vector<WallTime> times_;
  std::map<WallTime, const Appointment*> by_time_;
};

}  // namespace

void write_series(LineWriter& writer, const Entry& entry, const EventWriter& events) {
  SeriesWriter{entry, events}.write(writer);
}

}  // namespace calendar
