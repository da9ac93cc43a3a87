#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "calendar/itip.hpp"
#include "calendar/limits.hpp"
#include "calendar/text.hpp"
#include "ics/event_series.hpp"
#include "ics/itip_file.hpp"

namespace calendar {

namespace {

using Method = Invitation::Method;

constexpr std::size_t most_spans = 10'000;      // more than anybody is asked about
constexpr std::size_t most_dates = 20'000'000;  // that rules look at

bool invites(const ItipEvent& event, std::string_view me) {
  return std::ranges::any_of(event.attendees, [&](const Participant& each) { return same_address(each.address, me); });
}

bool has_rule(const IcsEvent& event) {
  return !event.rules.empty() || !event.dates.empty();
}

bool is_endless(const WrittenRule& written) {
  return !written.rule.count && !written.until;
}

constexpr const char* outside_years = "its time is outside the years 1970 to 9998";

bool is_nameable(Instant instant) {
  return Instant{} < instant && instant < nameable.end;
}

class InvitationReader {
 public:
  InvitationReader(ItipFile itip, IcsFile& file, const InvitationReading& how)
      : itip_{std::move(itip)},
        file_{file},
        how_{how},
        allowance_{most_dates},
        clocks_{file, {.dates = how.zone, .range = how.range}, allowance_},
        invitation_{.method = itip_.method, .zone = how.zone} {}

  Invitation read() {
    choose_events();
    if (!events_.empty()) read_events();
    if (events_.empty()) unclear("there is no event in it");
    return std::move(invitation_);
  }

 private:
  void choose_events();
  void read_events();
  void read_identity();
  void check(const IcsEvent& event);
  void read_whole();
  void read_repetition(const IcsEvent& master);
  void read_instances();
  Interval span_of(const IcsEvent& event);
  bool is_cancellation() const { return itip_.method == Method::cancel; }
  bool is_reply() const { return itip_.method == Method::reply; }
  bool is_for_me() const { return itip_.method == Method::request; }

  void unclear(std::string why) {
    if (!invitation_.unclear) invitation_.unclear = std::move(why);
  }

  ItipFile itip_;
  IcsFile& file_;
  const InvitationReading& how_;
  DateAllowance allowance_;
  IcsClocks clocks_;
  Invitation invitation_;
  std::vector<const IcsEvent*> events_;  // those that count
  const IcsEvent* master_ = nullptr;     // the latest event that is about the whole
};

// Of a series whose whole I am invited to, instances without me are none for me; else only those with me count.
void InvitationReader::choose_events() {
  const bool all = !is_for_me() ||
                   std::ranges::none_of(itip_.events, [&](const ItipEvent& event) { return invites(event, how_.me); });
  for (std::size_t i = 0; i < file_.events.size(); ++i) {
    IcsEvent& event = file_.events[i];
    const ItipEvent& who = itip_.events.at(i);
    const bool mine = all || invites(who, how_.me);
    event.transparent = false;  // who is invited to what blocks nobody is invited all the same
    event.declined = false;
    event.cancelled = event.cancelled || !mine;
    if (!mine && !event.replaces) continue;
    events_.push_back(&event);
    if (!invitation_.organizer) invitation_.organizer = who.organizer;
    invitation_.attendees.insert(invitation_.attendees.end(), who.attendees.begin(), who.attendees.end());
    const auto version = [](const IcsEvent& it) { return std::pair{it.sequence, it.stamp}; };
    const bool newer = master_ == nullptr || version(*master_) <= version(event);
    if (!event.replaces && newer) master_ = &event;
  }
}

void InvitationReader::read_identity() {
  const IcsEvent& event = master_ == nullptr ? *events_.front() : *master_;
  invitation_.uid = event.uid;
  invitation_.title = event.title;
  invitation_.sequence = event.sequence;
  invitation_.stamp = std::clamp(Instant{event.stamp.time_since_epoch()}, nameable.start, nameable.end);
  invitation_.whole = master_ != nullptr;
  const auto same_uid = [&](const IcsEvent* other) { return other->uid == event.uid; };
  if (event.uid.empty()) unclear("it has no UID");
  if (event.uid.size() > limits::invitation_uid || !is_printable(event.uid)) unclear("its UID cannot be kept");
  if (!std::ranges::all_of(events_, same_uid)) unclear("it is about several events");
}

// What is not understood of it must not be answered.
void InvitationReader::check(const IcsEvent& event) {
  if (event.bad_replaces) unclear("the date that it is about cannot be read");
  if (event.replaces && !is_nameable(clocks_.instant(*event.replaces))) unclear(outside_years);
  if (is_cancellation() || (is_reply() && !event.start)) return;
  if (!event.start) return unclear("its start cannot be read");
  if (event.bad_end) unclear("its end cannot be read");
  if (event.bad_rule) unclear("its repetition cannot be read");
  for (const auto& time : {event.start, event.end, event.replaces}) {
    if (!time || time->written.is_date()) continue;
    const IcsClock& clock = clocks_.of(*time);
    if (!clock.known) unclear(fmt::format("its zone {} is unknown", shell_word(excerpt(clock.name))));
    if (!clock.complete) unclear(fmt::format("its zone {} cannot be read", shell_word(excerpt(clock.name))));
  }
  if (invitation_.unclear || (event.cancelled && is_for_me())) return;
  const Interval span = span_of(event);
  if (!is_reply() && !(span.start < span.end)) unclear("it has no length");
  if (!is_nameable(span.start) || !is_nameable(span.end)) unclear(outside_years);
}

Interval InvitationReader::span_of(const IcsEvent& event) {
  const EventClock clock{event, clocks_};
  const auto length = length_of(event, clock, clocks_);
  const Instance instance = clock.instance(clock.start(), length.value_or(WrittenLength{}));
  return {instance.at, std::max(instance.at, instance.end)};
}

void InvitationReader::read_events() {
  read_identity();
  for (const IcsEvent* event : events_) check(*event);
  if (invitation_.unclear) return;
  if (master_ != nullptr && !is_cancellation()) return read_whole();
  if (master_ == nullptr) read_instances();
}

void InvitationReader::read_whole() {
  if (!master_->start) return;  // of a reply
  const EventClock clock{*master_, clocks_};
  invitation_.of_dates = clock.of_dates();
  if (!clock.of_dates()) invitation_.zone = TimeZone::find(clock.zone().name()).value_or(TimeZone::find("UTC").value());
  invitation_.first = span_of(*master_);
  if (!is_for_me()) return;
  invitation_.repeats = has_rule(*master_) || events_.size() > 1;
  invitation_.endless = std::ranges::any_of(master_->rules, is_endless);
  if (invitation_.repeats) return read_repetition(*master_);
  if (!master_->cancelled) invitation_.meetings.push_back({*invitation_.first});
  if (master_->cancelled) unclear("it is cancelled");
}

void InvitationReader::read_repetition(const IcsEvent& master) {
  ForeignWarnings warnings;
  const ReadingContext context{clocks_, how_.range, most_spans, allowance_, warnings};
  block_time_of(events_, context, [&](const Interval& span, const IcsEvent& event) {
    const bool moved = &event != &master && event.replaces && !event.and_later;
    const Instant instance = moved ? clocks_.instant(*event.replaces) : span.start;
    if (span.start < how_.range.end) invitation_.meetings.push_back({span, instance});
  });
  std::ranges::sort(invitation_.meetings, {}, &Meeting::span);
}

// The latest version of each.
void InvitationReader::read_instances() {
  std::map<Instant, const IcsEvent*> latest;
  for (const IcsEvent* event : events_) {
    if (event->and_later) return unclear("it is about all later dates of a repetition");
    const auto [found, added] = latest.try_emplace(clocks_.instant(*event->replaces), event);
    const auto version = [](const IcsEvent& it) { return std::pair{it.sequence, it.stamp}; };
    if (!added && version(*found->second) <= version(*event)) found->second = event;
  }
  for (const auto& [instance, event] : latest) {
    invitation_.of_dates = event->replaces->written.is_date();
    if (!is_cancellation() && event->cancelled) continue;
    const Interval span = event->start ? span_of(*event) : Interval{instance, instance};
    invitation_.meetings.push_back({span, instance});
  }
  std::ranges::sort(invitation_.meetings, {}, &Meeting::span);
  if (invitation_.meetings.empty()) unclear("it is cancelled");
}

}  // namespace

Invitation read_invitation(std::string_view bytes, const InvitationReading& how) {
  ItipFile itip = parse_itip(bytes);
  constexpr std::array read{Method::request, Method::cancel, Method::reply, Method::counter};
  if (std::ranges::find(read, itip.method) == read.end()) return {.method = itip.method, .zone = how.zone};
  IcsFile file = parse_ics(bytes, {});
  return InvitationReader{std::move(itip), file, how}.read();
}

}  // namespace calendar
