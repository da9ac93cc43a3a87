// What invitees answer to the appointments that they were sent.

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "calendar/calendar.hpp"
#include "calendar/entry.hpp"
#include "calendar/ics.hpp"
#include "calendar/text.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;
using Kind = InvitationAnswer::Kind;

// An appointment, and of a series the time by the rule by which other calendars know it.
struct Told {
  std::optional<Instant> instance;
  Appointment appointment;
};

// The kinds of both are named alike.
Kind kept_as(Participation answered) {
  switch (answered) {
    case Participation::accepted: return Kind::accepted;
    case Participation::tentative: return Kind::tentative;
    case Participation::declined: return Kind::declined;
  }
  return Kind::declined;
}

// What other calendars know by one name, and as which version of it.
struct AllTold {
  std::vector<Told> told = {};
  std::int64_t sequence = 0;
};

bool is_invitee(const Appointment& appointment, std::string_view address) {
  const auto& email = appointment.invitee.email;
  return email && same_address(*email, address);
}

AllTold told_of(Store& store, const Reference& ref) {
  if (const auto appointment = store.appointment(ref))
    return {{{std::nullopt, *appointment}}, sequence_of({&*appointment, 1})};
  const auto stored = store.series(ref);
  if (!stored) return {};
  const Series& series = stored->series;
  const TimeZone zone = zone_of(series);
  const std::vector<WallTime> times = times_of(series);
  std::vector<Appointment> appointments = store.appointments_of(ref);
  AllTold all{{}, sequence_of(appointments)};
  for (Appointment& each : appointments) {
    const auto position = static_cast<std::size_t>(each.series.value().position);
    if (position > times.size() || each.owner != series.owner) continue;
    all.told.push_back({zone.reading(times[position - 1]).first, std::move(each)});
  }
  return all;
}

class TakingReply {
 public:
  TakingReply(Store& store, const InviteeReply& request, Instant now)
      : store_{store}, request_{request}, reply_{request.reply}, now_{now} {}

  InvitationAnswer answer() {
    choose();
    if (reply_.method == Invitation::Method::counter) return proposal();
    kept_ = store_.invitation(request_.owner.id, reply_.uid);
    std::erase_if(told_, [&](const Told& each) { return is_over(each) || is_of_another_time(each) || is_known(each); });
    if (told_.empty()) return {Kind::repeated};
    return taken();
  }

 private:
  const Participant& who() const { return reply_.attendees.front(); }

  const Meeting* meeting_of(const Told& each) const {
    const auto found = std::ranges::find(reply_.meetings, each.instance, &Meeting::instance);
    return found == reply_.meetings.end() ? nullptr : &*found;
  }

  // What it is about, of the owner's and of theirs.
  void choose() {
    if (const auto ref = reference_in(reply_.uid, store_.identity())) {
      AllTold all = told_of(store_, *ref);
      told_ = std::move(all.told);
      sequence_ = all.sequence;
    }
    std::erase_if(told_, [&](const Told& each) { return !reply_.whole && meeting_of(each) == nullptr; });
    std::erase_if(told_, [&](const Told& each) { return each.appointment.owner != request_.owner.name; });
    if (told_.empty())
      throw not_invited(fmt::format("it answers nothing to which {} invited", request_.owner.name.str()));
    std::erase_if(told_, [&](const Told& each) { return !is_invitee(each.appointment, who().address); });
    if (told_.empty()) throw not_invited(fmt::format("{} is not the invitee", excerpt(who().address)));
  }

  bool is_over(const Told& each) const {
    return each.appointment.status == Status::cancelled || each.appointment.span.end <= now_;
  }

  // When it is to be by the answer, which may not say so.
  std::optional<Instant> answered_start(const Told& each) const {
    std::optional<Interval> span;
    if (!reply_.whole) span = meeting_of(each)->span;
    if (reply_.whole && !each.instance) span = reply_.first;
    const bool says_so = span && (reply_.whole || span->start < span->end);
    return says_so ? std::optional{span->start} : std::nullopt;
  }

  // It has been moved since they were told.
  bool is_of_another_time(const Told& each) const {
    const Instant start = each.appointment.span.start;
    if (const auto answered = answered_start(each)) return answered != start;
    const bool moved = each.instance ? each.instance != start : each.appointment.revision > 0;
    return moved && reply_.sequence < sequence_;
  }

  bool is_known(const Told& each) const {
    const auto before = std::ranges::find(kept_, each.instance, &StoredInvitation::instance);
    if (before == kept_.end() || before->end != each.appointment.span.end) return false;
    return std::tie(reply_.sequence, reply_.stamp) <= std::tie(before->sequence, before->stamp);
  }

  InvitationAnswer proposal() const {
    if (told_.size() != 1) throw not_invited("it proposes another time for a whole series");
    const Told& only = told_.front();
    if (is_over(only)) return {Kind::repeated};
    const Meeting* meeting = reply_.whole ? nullptr : meeting_of(only);
    return {Kind::proposed, {only.appointment}, {}, {meeting != nullptr ? meeting->span : reply_.first.value()}};
  }

  InvitationAnswer taken() {
    const Participation answered = who().answered.value();
    const bool cancels = answered == Participation::declined && request_.declined == InviteeReply::Declined::cancelled;
    InvitationAnswer answer{Kind::noted};
    for (Told& each : told_) {
      keep(each, answered);
      if (cancels && each.appointment.span.start > now_) {
        cancel(each.appointment);
        answer.kind = Kind::cancelled;
      }
      answer.appointments.push_back(std::move(each.appointment));
    }
    store_.set_invitation(request_.owner, reply_.uid, kept_);
    return answer;
  }

  void keep(const Told& each, Participation answered) {
    std::erase_if(kept_, [&](const StoredInvitation& old) { return old.instance == each.instance; });
    kept_.push_back({each.instance, who().address, reply_.sequence, reply_.stamp, kept_as(answered),
                     each.appointment.ref, each.appointment.span.end});
  }

  void cancel(Appointment& appointment) {
    store_.update(cancelled(appointment, now_), Deed::cancelled);
    appointment = store_.appointment(appointment.ref.value()).value();
  }

  Store& store_;
  const InviteeReply& request_;
  const Invitation& reply_;
  Instant now_;
  std::vector<Told> told_;
  std::int64_t sequence_ = 0;
  std::vector<StoredInvitation> kept_;
};

}  // namespace

InvitationAnswer Calendar::take_reply(const InviteeReply& reply, Instant now) {
  Transaction change{store_, Transaction::Kind::write, now};
  InviteeReply present_reply = reply;
  present_reply.owner = present(reply.owner, change);
  InvitationAnswer answer = TakingReply{store_, present_reply, now}.answer();
  change.commit();
  return answer;
}

std::optional<Participation> Calendar::participation(const Appointment& appointment) {
  const Transaction reading{store_, Transaction::Kind::read};
  const auto owner = store_.owner(appointment.owner);
  if (!owner) return std::nullopt;
  const Reference& ref = appointment.ref.value();
  const Reference& told = appointment.series && appointment.series->series ? *appointment.series->series : ref;
  for (const Reference& each : {ref, told}) {
    for (const StoredInvitation& kept : store_.invitation(owner->id, uid_of(each, store_.identity()))) {
      if (kept.ref != ref || kept.end != appointment.span.end || !is_invitee(appointment, kept.organizer)) continue;
      for (const auto answered : {Participation::accepted, Participation::tentative, Participation::declined}) {
        if (kept_as(answered) == kept.answer) return answered;
      }
    }
  }
  return std::nullopt;
}

}  // namespace calendar
