// Invitations: answered by the rules, once each.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "calendar/calendar.hpp"
#include "calendar/ics.hpp"
#include "calendar/text.hpp"
#include "use_cases/invitation_plan.hpp"

namespace calendar {

namespace {

using Transaction = Store::Transaction;
using Kind = InvitationAnswer::Kind;
using ByInstance = std::map<std::optional<Instant>, StoredInvitation>;

// One request or cancellation, and what is kept of those before it.
class Answering {
 public:
  Answering(Store& store, const AnswerRequest& request, const Service& service, Instant now)
      : store_{store}, request_{request}, service_{service}, now_{now} {
    for (StoredInvitation& each : store.invitation(request.owner.id, invitation_.uid))
      kept_.try_emplace(each.instance, std::move(each));
  }

  InvitationAnswer answer() {
    require_organizer();
    if (invitation_.method == Invitation::Method::cancel) return cancelled();
    forget_answered();
    if (!invitation_.whole && invitation_.meetings.empty()) return {Kind::repeated};
    if (invitation_.whole && !is_newer(std::nullopt)) return {Kind::repeated};
    return requested();
  }

 private:
  void require_organizer() const;
  bool is_newer(const std::optional<Instant>& instance) const;
  void forget_answered();
  void forget_older();
  InvitationAnswer cancelled();
  InvitationAnswer requested();
  BookedMeetings booked() const;
  bool is_meant(const std::optional<Instant>& instance) const;
  bool accepts(const InvitationPlan& plan) const;
  void cancel(Appointment appointment);
  std::vector<Appointment> store_plan(InvitationPlan& plan, BookedMeetings booked);
  void keep(const std::optional<Instant>& instance, Kind kind, const std::optional<Reference>& ref, Instant end);
  void write_down();

  Store& store_;
  AnswerRequest request_;
  Invitation& invitation_ = request_.invitation;
  const Service& service_;
  Instant now_;
  ByInstance kept_;
};

// Nobody may move or cancel what another has invited to, nor what was booked here.
void Answering::require_organizer() const {
  if (reference_in(invitation_.uid, store_.identity())) throw not_invited("it is an appointment of this calendar");
  for (const auto& [instance, each] : kept_) {
    if (same_address(each.organizer, invitation_.organizer->address)) continue;
    throw not_invited(fmt::format("another than {} has invited to it before", excerpt(invitation_.organizer->address)));
  }
}

// An instance that was not asked about alone yet is as old as the whole.
bool Answering::is_newer(const std::optional<Instant>& instance) const {
  auto before = kept_.find(instance);
  if (before == kept_.end()) before = kept_.find(std::nullopt);
  if (before == kept_.end()) return true;
  return std::tie(invitation_.sequence, invitation_.stamp) > std::tie(before->second.sequence, before->second.stamp);
}

void Answering::forget_answered() {
  if (invitation_.whole) return;
  std::erase_if(invitation_.meetings, [&](const Meeting& meeting) { return !is_newer(meeting.instance); });
}

bool Answering::is_meant(const std::optional<Instant>& instance) const {
  return invitation_.whole ||
         std::ranges::find(invitation_.meetings, instance, &Meeting::instance) != invitation_.meetings.end();
}

// What is booked for what the invitation is about, and has not ended.
BookedMeetings Answering::booked() const {
  BookedMeetings found;
  for (const auto& [instance, each] : kept_) {
    if (!each.ref || !is_meant(instance)) continue;
    auto appointment = store_.appointment(*each.ref);
    if (!appointment || appointment->status != Status::booked) continue;
    if (appointment->span.end > now_) found.emplace(instance, *std::move(appointment));
  }
  return found;
}

void Answering::cancel(Appointment appointment) {
  store_.update(calendar::cancelled(std::move(appointment), now_), Deed::cancelled);
}

void Answering::keep(const std::optional<Instant>& instance, Kind kind, const std::optional<Reference>& ref,
                     Instant end) {
  kept_[instance] = {instance, invitation_.organizer->address, invitation_.sequence, invitation_.stamp, kind, ref, end};
}

void Answering::write_down() {
  std::vector<StoredInvitation> all;
  for (auto& [instance, each] : kept_) all.push_back(std::move(each));
  store_.set_invitation(request_.owner, invitation_.uid, all);
}

// One that is older than what is known is none any more (RFC 5546, 2.1.4).
void Answering::forget_older() {
  const auto is_older = [&](const std::optional<Instant>& instance) {
    const auto before = kept_.find(instance);
    return before != kept_.end() && invitation_.sequence < before->second.sequence;
  };
  std::erase_if(invitation_.meetings, [&](const Meeting& meeting) { return is_older(meeting.instance); });
  if (invitation_.whole && is_older(std::nullopt)) invitation_.whole = false;
}

InvitationAnswer Answering::cancelled() {
  InvitationAnswer answer{Kind::cancelled};
  if (kept_.empty()) return answer;
  forget_older();
  for (const Meeting& meeting : invitation_.meetings) {
    if (!kept_.contains(meeting.instance)) keep(meeting.instance, Kind::declined, {}, meeting.span.end);
  }
  bool any = false;
  const BookedMeetings old = booked();
  for (const auto& [instance, each] : ByInstance{kept_}) {
    if (!is_meant(instance) || each.answer == Kind::cancelled) continue;
    keep(instance, Kind::cancelled, each.ref, each.end);
    any = true;
  }
  if (!any) return {Kind::repeated};
  for (const auto& [instance, appointment] : old) {
    cancel(appointment);
    answer.appointments.push_back(store_.appointment(appointment.ref.value()).value());
  }
  write_down();
  return answer;
}

bool Answering::accepts(const InvitationPlan& plan) const {
  if (plan.appointments.empty()) return false;
  return plan.declined.empty() || request_.conflicts == Conflicts::skip;
}

InvitationAnswer Answering::requested() {
  BookedMeetings old = booked();
  InvitationPlan plan = plan_of(store_, request_, service_, old, now_);
  const bool accepted = accepts(plan);
  InvitationAnswer answer{Kind::declined, {}, std::move(plan.declined), std::move(plan.next), plan.rest};
  Instant end = invitation_.first ? invitation_.first->end : now_;
  for (const Meeting& meeting : invitation_.meetings) end = std::max(end, meeting.span.end);
  const auto forgotten = [&](const auto& each) { return is_meant(each.first); };
  if (accepted) {
    answer.kind = request_.wish == Wish::tentative ? Kind::tentative : Kind::accepted;
    if (!old.empty()) answer.kind = Kind::updated;
    std::erase_if(kept_, forgotten);
    answer.appointments = store_plan(plan, std::move(old));
  } else {
    if (request_.wish == Wish::counter && !answer.next.empty()) answer.kind = Kind::countered;
    for (const auto& [instance, appointment] : old) cancel(appointment);
    std::erase_if(kept_, forgotten);
  }
  for (const DeclinedMeeting& each : answer.declined) {
    if (!invitation_.whole) keep(each.meeting.instance, Kind::declined, {}, each.meeting.span.end);
  }
  const auto single = kept_.find(std::nullopt);
  const auto ref = single == kept_.end() ? std::nullopt : single->second.ref;
  if (invitation_.whole) keep(std::nullopt, answer.kind, ref, end);
  write_down();
  return answer;
}

// First what is left over gives way, then all others move at once.
std::vector<Appointment> Answering::store_plan(InvitationPlan& plan, BookedMeetings booked) {
  std::vector<Appointment> moved;
  for (std::size_t i = 0; i < plan.meetings.size(); ++i) {
    Appointment& appointment = plan.appointments[i];
    const auto before = booked.find(plan.meetings[i].instance);
    if (before == booked.end()) continue;
    if (before->second.span != appointment.span) {
      moved.push_back(appointment);
    } else if (before->second != appointment) {
      store_.update(appointment, Deed::edited);
    }
    booked.erase(before);
  }
  for (const auto& [instance, appointment] : booked) cancel(appointment);
  store_.move(moved);
  for (std::size_t i = 0; i < plan.meetings.size(); ++i) {
    Appointment& appointment = plan.appointments[i];
    if (!appointment.ref) appointment.ref = store_.insert(request_.owner.id, appointment);
    appointment = store_.appointment(*appointment.ref).value();
    keep(plan.meetings[i].instance, request_.wish == Wish::tentative ? Kind::tentative : Kind::accepted,
         appointment.ref, plan.meetings[i].span.end);
  }
  return std::move(plan.appointments);
}

}  // namespace

InvitationAnswer Calendar::answer(const AnswerRequest& request, Instant now) {
  Transaction change{store_, Transaction::Kind::write, now};
  AnswerRequest present_request = request;
  present_request.owner = present(request.owner, change);
  const Service service = offered_service(present_request.owner, Service{}.name).value_or(Service{});
  InvitationAnswer answer = Answering{store_, present_request, service, now}.answer();
  change.commit();
  return answer;
}

}  // namespace calendar
