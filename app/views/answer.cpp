#include "views/answer.hpp"

#include <fmt/format.h>

#include "text/time_text.hpp"
#include "views/appointment.hpp"
#include "views/reply_mail.hpp"

namespace calbook {

namespace {

// The reason of the first date that was declined for one.
Value error_of(const ShownAnswer& shown) {
  if (shown.answer.accepts() || shown.answer.declined.empty()) return {};
  const std::string& error = shown.answer.declined.front().error;
  return error.empty() ? Value{} : Value{error};
}

List next_of(const ShownAnswer& shown) {
  List list;
  for (const calendar::Interval& slot : shown.answer.next) list.emplace_back(rfc3339(slot.start, shown.zone));
  return list;
}

// Not every reply names them.
Value organizer_of(const ShownAnswer& shown) {
  const auto& organizer = shown.invitation.organizer;
  return organizer ? Value{organizer->address} : Value{};
}

Value first_appointment(const ShownAnswer& shown) {
  if (shown.answer.appointments.empty()) return {};
  return Value{appointment_view.object({shown.answer.appointments.front(), shown.zone})};
}

List declined_of(const ShownAnswer& shown) {
  List list;
  for (const calendar::DeclinedMeeting& each : shown.answer.declined)
    list.emplace_back(Object{{"start", rfc3339(each.meeting.span.start, shown.zone)},
                             {"end", rfc3339(each.meeting.span.end, shown.zone)},
                             {"error", each.error.empty() ? Value{} : Value{each.error}}});
  return list;
}

constexpr Column<ShownAnswer> columns[] = {
    {"answer", [](const auto& it) { return std::string{name_of(it.answer.kind)}; }},
    {"uid", [](const auto& it) { return it.invitation.uid; }},
    {"sequence", [](const auto& it) { return it.invitation.sequence; }},
    {"organizer", [](const auto& it) { return organizer_of(it); }, Key::Kind::text},
    {"error", [](const auto& it) { return error_of(it); }, Key::Kind::text},
    {"next", [](const auto& it) { return next_of(it); }},
    {"appointment", [](const auto& it) { return first_appointment(it); }, Key::Kind::json},
    {"reply", [](const auto& it) { return it.reply; }},
    {"appointments", [](const auto& it) { return appointment_view.list(shown_in(it.zone, it.answer.appointments)); }},
    {"declined", [](const auto& it) { return declined_of(it); }},
};

std::string lines_of(std::span<const ShownAnswer> all, const Style&) {
  std::string mails;
  for (const ShownAnswer& shown : all) mails += shown.reply.value_or("");
  return mails;
}

constexpr View<ShownAnswer> view{.columns = columns, .lines = lines_of};

}  // namespace

Report answer_report(ShownAnswer shown, const calendar::Mail& answered) {
  if (shown.answer.replies()) shown.reply = reply_mail(shown, answered);
  Report report = single_report(std::move(shown), view);
  report.when_empty = "There is nothing to answer.";
  return report;
}

std::vector<Note> notes_on_reply(const calendar::InvitationAnswer& answer, const calendar::Invitation& reply,
                                 const calendar::TimeZone& zone) {
  using Kind = calendar::InvitationAnswer::Kind;
  if (answer.appointments.empty()) return {};
  const calendar::Appointment& first = answer.appointments.front();
  const std::string who = name_label(first.invitee), ref = first.ref.value().str();
  const std::string when = span_label(first.span, zone);
  if (answer.kind == Kind::proposed) {
    const calendar::Interval& other = answer.next.front();
    return {{fmt::format("{} proposes {} for {}, which is {}", who, span_label(other, zone), ref, when),
             fmt::format("reschedule {} {}", ref, rfc3339(other.start, zone))}};
  }
  const bool declines = reply.attendees.front().answered == calendar::Participation::declined;
  if (answer.kind != Kind::noted || !declines) return {};
  if (answer.appointments.size() == 1) return {{fmt::format("{} declines {}  {}", who, ref, when), "cancel " + ref}};
  return {{fmt::format("{} declines {} appointments, the first {}  {}", who, answer.appointments.size(), ref, when),
           "cancel " + first.series.value().series.value().str()}};
}

std::vector<Key> answer_keys() {
  return view.keys();
}

}  // namespace calbook
