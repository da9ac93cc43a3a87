#include "views/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calendar/text.hpp"
#include "text/time_text.hpp"
#include "views/foreign.hpp"
#include "views/note.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Busy;
using calendar::escaped;
using calendar::ForeignBusy;
using calendar::Interval;
using calendar::Refusal;
using calendar::TimeZone;
using calendar::Verdict;
using Rule = Refusal::Rule;

namespace {

// "K7QD3F  Mon 2026-11-23 10:00-11:00  Bob Stone", "busy 4  Mon 2026-11-23 14:00-16:00  team meeting"
struct TakenBy {
  const TimeZone& zone;

  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const Appointment& it) const {
    return fmt::format("{}  {}  {}", it.ref.value().str(), span_label(it.span, zone), escaped(it.invitee.name));
  }
  std::string operator()(const Busy& it) const {
    return fmt::format("busy {}  {}{}", it.id, span_label(it.span, zone), note_column(it.note));
  }
  std::string operator()(const ForeignBusy& it) const {
    return fmt::format("calendar {}  {}", foreign_label(it), span_label(it.span, zone));
  }
};

std::string message_on_taken(const Refusal& refusal, const Verdict& verdict, const std::string& slot) {
  const std::string_view how = refusal.because.overlaps(verdict.slot) ? "" : ", buffers included,";
  if (const std::string by = std::visit(TakenBy{verdict.zone}, refusal.taken_by); !by.empty())
    return fmt::format("{}{} is taken: {}", slot, how, by);
  if (refusal.rule == Rule::busy_time)
    return fmt::format("{}{} is taken: busy {}", slot, how, span_label(refusal.because, verdict.zone));
  if (refusal.because == verdict.slot) return fmt::format("{} is taken", slot);
  return fmt::format("{}{} is taken: an appointment occupies {}", slot, how, span_label(refusal.because, verdict.zone));
}

// "2027-03-28 02:30 does not exist in Europe/Berlin: the clock goes from 01:59 to 03:00"
std::string message_on_skipped(const Verdict& verdict, calendar::Instant change) {
  const TimeZone& zone = verdict.zone;
  const calendar::Instant before = change - calendar::Minutes{1};
  const calendar::WallTime asked{verdict.slot.start.time_since_epoch() + zone.offset(before)};
  return fmt::format("{} does not exist in {}: the clock goes from {} to {}", moment(asked), zone.name(),
                     clock_label(before, zone), clock_label(change, zone));
}

enum class With { time, date };

// "Tue 2026-11-24 09:20", or "09:20" after another time of that date. A time that the clock shows
// twice is written in full, as it must be typed.
std::string free_label(calendar::Instant start, const TimeZone& zone, With with) {
  const calendar::Date date = zone.date(start);
  const std::string weekday = with == With::date ? weekday_label(std::chrono::weekday{date}) + " " : "";
  if (zone.repeats(start)) return weekday + rfc3339_minutes(start, zone);
  return (with == With::date ? day_label(date) + " " : "") + clock_label(start, zone);
}

std::string why_lines(std::span<const Verdict> all, const Style&) {
  std::string lines;
  for (const Verdict& verdict : all) {
    if (verdict.allowed()) lines += fmt::format("{} can be booked\n", span_label(verdict.slot, verdict.zone));
    for (const Refusal& reason : verdict.reasons)
      lines += fmt::format("{}  {}\n", reason.code().name, refusal_message(reason, verdict));
    if (!verdict.allowed()) lines += refusal_hint(verdict) + "\n";
  }
  return lines;
}

List reason_list(const Verdict& verdict) {
  List list;
  for (const Refusal& reason : verdict.reasons) {
    const auto* appointment = std::get_if<Appointment>(&reason.taken_by);
    const auto* busy = std::get_if<Busy>(&reason.taken_by);
    const auto* foreign = std::get_if<ForeignBusy>(&reason.taken_by);
    list.emplace_back(Object{{"error", reason.code().name},
                             {"message", refusal_message(reason, verdict)},
                             {"ref", appointment != nullptr ? Value{appointment->ref.value().str()} : Value{}},
                             {"busy", busy != nullptr ? Value{busy->id} : Value{}},
                             {"calendar", foreign != nullptr ? Value{foreign->calendar.str()} : Value{}}});
  }
  return list;
}

constexpr Column<Verdict> columns[] = {
    {"start", [](const auto& it) { return rfc3339(it.slot.start, it.zone); }, Key::Kind::time},
    {"end", [](const auto& it) { return rfc3339(it.slot.end, it.zone); }, Key::Kind::time},
    {"bookable", [](const auto& it) { return it.allowed(); }},
    {"reasons", [](const auto& it) { return reason_list(it); }},
    {"next", [](const auto& it) { return next_list(it); }},
};

constexpr View<Verdict> view{.columns = columns, .lines = why_lines};

}  // namespace

std::string refusal_message(const Refusal& refusal, const Verdict& verdict) {
  const TimeZone& zone = verdict.zone;
  const Interval& because = refusal.because;
  const std::string& owner = verdict.owner.str();
  const std::string& hours = verdict.has_own_hours ? verdict.service.name.str() : owner;
  const auto start = [&] { return moment(zone.wall_time(verdict.slot.start)); };
  const auto slot = [&] { return span_label(verdict.slot, zone); };
  switch (refusal.rule) {
    case Rule::closed: return fmt::format("{} takes no new bookings", verdict.service.name.str());
    case Rule::in_the_past: return fmt::format("{} is in the past", start());
    case Rule::too_soon:
      return fmt::format("{} is too soon: the earliest start is {}", start(),
                         moment(zone.wall_time(std::chrono::ceil<calendar::Minutes>(because.start))));
    case Rule::too_far:
      return fmt::format("{} is too far ahead: the last date is {}", start(), day_label(zone.date(because.start)));
    case Rule::not_known:
      if (because.empty()) return "a calendar that blocks time has not been imported";
      return fmt::format("{} is not from {} to {}, for when calendars are known", slot(), moment(because.start, zone),
                         moment(because.end, zone));
    case Rule::outside_hours: return fmt::format("{} is outside {}'s hours", slot(), hours);
    case Rule::past_closing:
      return fmt::format("{} runs past {}'s hours, which end at {}", slot(), hours, clock_label(because.end, zone));
    case Rule::off_grid:
      return fmt::format("{} is not a start time: from {} slots start every {}", start(),
                         clock_label(because.start, zone), length_label(verdict.service.step_or_duration()));
    case Rule::appointment:
    case Rule::busy_time: return message_on_taken(refusal, verdict, slot());
    case Rule::day_full:
      return fmt::format("{} is full: {} takes at most {} a day", day_label(zone.date(verdict.slot.start)),
                         verdict.service.name.str(), verdict.service.max_per_day.value_or(0));
    case Rule::owner_full:
      return fmt::format("{} is full: {} takes at most {} a day over all services",
                         day_label(zone.date(verdict.slot.start)), owner, verdict.owner_max_per_day.value_or(0));
    case Rule::week_full:
      return fmt::format("the week of {} is full: {} takes at most {} a week", day_label(zone.date(because.start)),
                         verdict.service.name.str(), verdict.service.max_per_week.value_or(0));
    case Rule::skipped_hour: return message_on_skipped(verdict, because.start);
  }
  return {};
}

std::string refusal_hint(const Verdict& verdict) {
  const auto is_unknown = [](const Refusal& each) { return each.rule == Rule::not_known; };
  if (verdict.next.empty() && std::ranges::any_of(verdict.reasons, is_unknown))
    return "see which, and import it: calbook calendar list --owner " + verdict.owner.str();
  if (verdict.service.closed) return "the services that are open: calbook service list --owner " + verdict.owner.str();
  if (verdict.next.empty()) {
    return fmt::format("no free slots within a year; see the hours: calbook availability show --owner {}",
                       verdict.owner.str());
  }
  std::string hint = "free:";
  std::optional<calendar::Date> before;
  for (const Interval& slot : verdict.next) {
    const calendar::Date date = verdict.zone.date(slot.start);
    hint += !before ? " " : before == date ? ", " : "; ";
    hint += free_label(slot.start, verdict.zone, before == date ? With::time : With::date);
    before = date;
  }
  return hint;
}

std::string series_hint(const calendar::SeriesRefused& refused) {
  const Verdict& verdict = refused.verdict();
  if (verdict.service.closed) return refusal_hint(verdict);
  if (!verdict.next.empty()) return "all dates are " + refusal_hint(verdict);
  const bool all = static_cast<int>(refused.refused().size()) == refused.dates();
  if (refused.of() == calendar::SeriesRefused::Of::move) return "without --following it moves alone";
  return all ? "" : "--skip books the others";
}

List next_list(const Verdict& verdict) {
  List list;
  for (const Interval& slot : verdict.next) list.emplace_back(rfc3339(slot.start, verdict.zone));
  return list;
}

Report why_report(const Verdict& verdict) {
  return single_report(verdict, view);
}

std::vector<Key> why_keys() {
  return view.keys();
}

}  // namespace calbook
