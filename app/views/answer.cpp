#include "views/answer.hpp"

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
    {"organizer", [](const auto& it) { return it.invitation.organizer->address; }},
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

std::vector<Key> answer_keys() {
  return view.keys();
}

}  // namespace calbook
