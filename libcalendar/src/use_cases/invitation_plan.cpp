#include "use_cases/invitation_plan.hpp"

#include <algorithm>

#include "calendar/limits.hpp"
#include "use_cases/requests.hpp"
#include "use_cases/timetable.hpp"

namespace calendar {

namespace {

Minutes length_of(const Meeting& meeting) {
  return std::chrono::ceil<Minutes>(meeting.span.end - meeting.span.start);
}

// Who organizes it is who booked.
Invitee invitee_of(const Invitation& invitation) {
  const Participant& organizer = invitation.organizer.value();
  Invitee invitee{organizer.name.empty() ? organizer.address : organizer.name, organizer.address};
  if (!invitation.title.empty()) invitee.note = invitation.title;
  return validated(std::move(invitee));
}

class Planner {
 public:
  Planner(Store& store, const AnswerRequest& request, const Service& service, const BookedMeetings& booked, Instant now)
      : store_{store},
        request_{request},
        service_{service},
        booked_{booked},
        now_{now},
        invitee_{invitee_of(request.invitation)} {
    for (const auto& [instance, appointment] : booked) except_.push_back(appointment.ref.value());
  }

  InvitationPlan plan() {
    const std::vector<Meeting> meetings = considered();
    if (meetings.empty()) decline_as_past();
    if (meetings.empty()) return std::move(plan_);
    Agenda agenda = agenda_of(meetings);
    for (const Meeting& meeting : meetings) consider(meeting, agenda);
    if (!request_.invitation.repeats && request_.wish != Wish::decline && !plan_.declined.empty())
      offer_instead(plan_.declined.front().meeting);
    return std::move(plan_);
  }

 private:
  std::vector<Meeting> considered();
  void decline_as_past();
  Agenda agenda_of(const std::vector<Meeting>& meetings) const;
  void consider(const Meeting& meeting, Agenda& agenda);
  bool is_unchanged(const Meeting& meeting) const;
  std::string why_not(const Meeting& meeting, const Agenda& agenda) const;
  Appointment appointment_for(const Meeting& meeting) const;
  void offer_instead(const Meeting& meeting);

  Store& store_;
  const AnswerRequest& request_;
  const Service& service_;
  const BookedMeetings& booked_;
  Instant now_;
  Invitee invitee_;
  std::vector<Reference> except_;
  InvitationPlan plan_;
};

// Of a long repetition as many as a series may have; what goes on behind is left. One that runs now is not asked about
// any more.
std::vector<Meeting> Planner::considered() {
  std::vector<Meeting> meetings = request_.invitation.meetings;
  if (request_.invitation.repeats)
    std::erase_if(meetings, [&](const Meeting& each) { return each.span.start < now_ && !is_unchanged(each); });
  constexpr std::size_t of_endless = limits::endless_times, of_others = limits::times;
  const std::size_t most = request_.invitation.endless ? of_endless : of_others;
  if (meetings.size() > most) {
    plan_.rest = meetings[most];
    meetings.resize(most);
  }
  return meetings;
}

// A repetition that has ended, or begins too far ahead for anybody to know.
void Planner::decline_as_past() {
  const Interval first = request_.invitation.first.value_or(Interval{now_, now_});
  const Code code = first.start < now_ ? Code::in_the_past : Code::too_far;
  plan_.declined.push_back({{first, {}}, std::string{code.name}});
}

Agenda Planner::agenda_of(const std::vector<Meeting>& meetings) const {
  Minutes longest{1};
  Interval range{meetings.front().span.start, meetings.front().span.start};
  for (const Meeting& meeting : meetings) {
    longest = std::max(longest, std::min(length_of(meeting), limits::day));
    range = {std::min(range.start, meeting.span.start), std::max(range.end, meeting.span.start)};
  }
  return Timetable{store_, request_.owner, service_.lasting(longest), except_}.agenda(range);
}

// It was promised: rules that are new since, or that time has passed, do not matter.
bool Planner::is_unchanged(const Meeting& meeting) const {
  const auto found = booked_.find(meeting.instance);
  return found != booked_.end() && found->second.span.start == meeting.span.start &&
         found->second.length() == length_of(meeting);
}

std::string Planner::why_not(const Meeting& meeting, const Agenda& agenda) const {
  if (length_of(meeting) > limits::day) return std::string{Code::invalid_duration.name};
  std::vector<Refusal> reasons = refusals(agenda, meeting.span.start, now_);
  std::erase_if(reasons, [&](const Refusal& reason) {
    const bool off_grid = reason.rule == Refusal::Rule::off_grid;
    return off_grid || (request_.wish == Wish::accept && reason.can_be_overridden());
  });
  return reasons.empty() ? "" : std::string{reasons.front().code().name};
}

void Planner::consider(const Meeting& meeting, Agenda& agenda) {
  if (request_.wish == Wish::decline) {
    plan_.declined.push_back({meeting, {}});
    return;
  }
  agenda.service = service_.lasting(std::min(length_of(meeting), limits::day));
  if (!is_unchanged(meeting)) {
    if (std::string why = why_not(meeting, agenda); !why.empty()) {
      plan_.declined.push_back({meeting, std::move(why)});
      return;
    }
  }
  plan_.meetings.push_back(meeting);
  plan_.appointments.push_back(appointment_for(meeting));
  add(agenda, plan_.appointments.back());
}

Appointment Planner::appointment_for(const Meeting& meeting) const {
  const TimeZone& zone = request_.invitation.zone;
  const BookingRequest request{.owner = request_.owner, .start = meeting.span.start, .zone = zone, .invitee = invitee_};
  Appointment made = new_appointment(request, service_.lasting(length_of(meeting)), meeting.span.start, now_);
  const auto found = booked_.find(meeting.instance);
  if (found == booked_.end()) return made;
  Appointment moved = found->second;
  moved.invitee.name = made.invitee.name;
  moved.invitee.email = made.invitee.email;
  moved.invitee.note = made.invitee.note;
  if (is_unchanged(meeting)) return moved;
  moved.span = made.span;
  moved.occupied = made.occupied;
  moved.zone = made.zone;
  moved.utc_offset = made.utc_offset;
  return moved;
}

void Planner::offer_instead(const Meeting& meeting) {
  if (length_of(meeting) > limits::day) return;
  const Timetable timetable{store_, request_.owner, service_.lasting(length_of(meeting)), except_};
  std::vector<Refusal> reasons = timetable.refusals(meeting.span.start, now_);
  if (!reasons.empty())
    plan_.next = timetable.verdict(std::move(reasons), meeting.span.start, request_.owner.time_zone(), now_).next;
}

}  // namespace

InvitationPlan plan_of(Store& store, const AnswerRequest& request, const Service& service, const BookedMeetings& booked,
                       Instant now) {
  return Planner{store, request, service, booked, now}.plan();
}

}  // namespace calendar
