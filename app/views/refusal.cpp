#include "views/refusal.hpp"

#include <fmt/format.h>

#include "text/time_text.hpp"

namespace calbook {

using calendar::Code;
using calendar::Instant;
using calendar::Interval;
using calendar::Refusal;
using calendar::Refused;
using calendar::TimeZone;

namespace {

std::string message_on_hours(const Refusal& refusal, const Refused& refused) {
  const TimeZone& zone = refused.zone();
  const std::string slot = span_label(refused.slot(), zone);
  const std::string& owner = refused.owner().str();
  if (refusal.code == Code::not_a_slot) {
    return fmt::format("{} is inside {}'s hours, but starts are counted from {} in steps of {} min", slot, owner,
                       clock_label(refusal.because.start, zone), refused.service().step_or_duration().count());
  }
  if (refusal.cause == Refusal::Cause::window) {
    return fmt::format("{} ends outside {}'s hours, which end at {}", slot, owner,
                       clock_label(refusal.because.end, zone));
  }
  return fmt::format("{} is outside {}'s hours", slot, owner);
}

std::string message_on_taken(const Refusal& refusal, const Refused& refused) {
  const TimeZone& zone = refused.zone();
  const std::string slot = span_label(refused.slot(), zone);
  const std::string_view how = refusal.because.overlaps(refused.slot()) ? "" : ", buffers included,";
  if (refusal.cause == Refusal::Cause::busy) {
    return fmt::format("{}{} is taken: busy {}", slot, how, span_label(refusal.because, zone));
  }
  if (refusal.because == refused.slot()) return fmt::format("{} is taken", slot);
  return fmt::format("{}{} is taken: an appointment occupies {}", slot, how, span_label(refusal.because, zone));
}

std::string typed_time(Instant instant, const TimeZone& zone) {
  const std::string exact = rfc3339_minutes(instant, zone);
  const bool repeated = zone.reading(zone.wall_time(instant)).kind == calendar::Reading::Kind::repeated;
  return repeated ? exact : exact.substr(0, exact.size() - std::string_view{"+00:00"}.size());
}

}  // namespace

std::string refusal_message(const Refusal& refusal, const Refused& refused) {
  const TimeZone& zone = refused.zone();
  const std::string start = moment(zone.wall_time(refused.slot().start));
  if (refusal.code == Code::in_the_past) return fmt::format("{} is in the past", start);
  if (refusal.code == Code::too_soon) {
    return fmt::format("{} is too soon: the earliest start is {}", start,
                       moment(zone.wall_time(std::chrono::ceil<calendar::Minutes>(refusal.because.start))));
  }
  if (refusal.code == Code::too_far) {
    return fmt::format("{} is too far ahead: the last date is {}", start, day_label(zone.date(refusal.because.start)));
  }
  if (refusal.code == Code::day_full) {
    return fmt::format("{} is full: {} has at most {} a day", day_label(zone.date(refused.slot().start)),
                       refused.service().name.str(), refused.service().max_per_day.value_or(0));
  }
  if (refusal.code == Code::slot_taken) return message_on_taken(refusal, refused);
  return message_on_hours(refusal, refused);
}

std::string refusal_hint(const Refused& refused) {
  if (refused.next().empty()) return "nothing is free within a year: calbook availability show";
  std::vector<std::string> starts;
  for (const Interval& slot : refused.next()) starts.push_back(typed_time(slot.start, refused.zone()));
  return fmt::format("free: {}", fmt::join(starts, ", "));
}

}  // namespace calbook
