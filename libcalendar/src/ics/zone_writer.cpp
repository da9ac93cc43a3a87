#include "ics/zone_writer.hpp"

#include <optional>

#include "ics/written_values.hpp"
#include "time/zone_rule.hpp"

namespace calendar {

namespace {

constexpr std::chrono::year first_year{1970};

// From then on, and in every year, the offset is another one.
struct Observance {
  WallTime start;  // on the clock before
  RecurrenceRule rule;
  Seconds before, after;
};

// The weekday `later` days behind the n-th or last of another, whose month it must not leave: the Friday behind the
// fourth Thursday is that from the 23rd to the 29th.
std::optional<RecurrenceRule> behind(const ZoneRule::Day& day, Days later, RecurrenceRule rule) {
  constexpr int last = 5, week = 7;
  const int shift = static_cast<int>(later.count());
  const int first = (day.number == last ? -week : week * (day.number - 1) + 1) + shift;
  const int end = first + week - 1;
  constexpr int shortest_month = 28, longest_end = 30;  // but of February, which has no change anywhere
  const bool stays = day.number == last ? end <= -1 && first >= -shortest_month : first >= 1 && end <= longest_end;
  if (!stays || day.month == std::chrono::February) return std::nullopt;
  for (int each = first; each <= end; ++each) rule.month_days.push_back(each);
  rule.days = {{0, day.weekday + later}};
  return rule;
}

std::optional<RecurrenceRule> rule_of(const ZoneRule::Day& day, Days later) {
  if (day.kind != ZoneRule::Day::Kind::of_month) return std::nullopt;
  RecurrenceRule rule{.frequency = RecurrenceRule::Frequency::yearly,
                      .months = {static_cast<int>(static_cast<unsigned>(day.month))}};
  if (later != Days{0}) return behind(day, later, std::move(rule));
  constexpr int last = 5;
  rule.days = {{day.number == last ? -1 : day.number, day.weekday}};
  return rule;
}

std::optional<Observance> observance_of(const ZoneRule::Change& change, Seconds before, Seconds after) {
  auto rule = rule_of(change.day, std::chrono::floor<Days>(change.time));
  if (!rule) return std::nullopt;
  const WallTime start{change.day.in(first_year).time_since_epoch() + change.time};
  return Observance{start, *std::move(rule), before, after};
}

void write(LineWriter& writer, std::string_view component, WallTime start, const std::optional<RecurrenceRule>& rule,
           Seconds before, Seconds after) {
  writer.begin(component);
  writer.value("DTSTART", local_text(start));
  writer.value("TZOFFSETFROM", offset_text(before));
  writer.value("TZOFFSETTO", offset_text(after));
  if (rule) writer.value("RRULE", rule_text(*rule));
  writer.end(component);
}

void write(LineWriter& writer, const Observance& each) {
  write(writer, each.before < each.after ? "DAYLIGHT" : "STANDARD", each.start, each.rule, each.before, each.after);
}

}  // namespace

void write_zone(LineWriter& writer, const TimeZone& zone, std::string_view name) {
  writer.begin("VTIMEZONE");
  writer.value("TZID", name);
  const ZoneRule* rule = zone.rule();
  std::optional<Observance> start, end;
  if (rule != nullptr && rule->summer_time()) {
    const auto& [offset, from, to] = *rule->summer_time();
    start = observance_of(from, rule->standard_offset(), offset);
    end = observance_of(to, offset, rule->standard_offset());
  }
  if (start && end) {
    write(writer, *start);
    write(writer, *end);
  } else {
    const Seconds offset = zone.offset(nameable.end);
    write(writer, "STANDARD", WallTime{Date{first_year / 1 / 1}}, {}, offset, offset);
  }
  writer.end("VTIMEZONE");
}

}  // namespace calendar
