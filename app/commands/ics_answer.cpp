// calbook ics answer

#include <fmt/format.h>

#include <array>

#include "calendar/itip.hpp"
#include "calendar/limits.hpp"
#include "calendar/mail.hpp"
#include "calendar/text.hpp"
#include "commands/commands.hpp"
#include "input/foreign_files.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "text/usage.hpp"
#include "views/answer.hpp"

namespace calbook {

using calendar::Invitation;
using calendar::InvitationAnswer;
using calendar::InviteeReply;
using calendar::Owner;
using calendar::Wish;

namespace {

struct AnswerOptions {
  std::string path = "-";
  std::string replies = "note";
  bool accept = false, tentative = false, decline = false, counter = false, skip = false;
};

Wish wish_of(const AnswerOptions& options) {
  Wish wish = Wish::by_rules;
  std::string_view first;
  const auto take = [&](bool typed, std::string_view option, Wish meant) {
    if (typed && !first.empty()) throw usage::not_both(first, option);
    if (typed) first = option, wish = meant;
  };
  take(options.accept, "--accept", Wish::accept);
  take(options.tentative, "--tentative", Wish::tentative);
  take(options.decline, "--decline", Wish::decline);
  take(options.counter, "--counter", Wish::counter);
  return wish;
}

// What came: a mail, or an iCalendar file alone.
struct Incoming {
  std::optional<calendar::Mail> mail;
  std::string calendar;
};

Incoming incoming(std::string bytes) {
  if (calendar::is_bare_calendar(bytes)) return {{}, std::move(bytes)};
  calendar::Mail mail = calendar::read_mail(bytes);
  if (!mail.calendar) throw calendar::not_invited("the mail has no text/calendar part");
  std::string held = *std::move(mail.calendar);
  return {std::move(mail), std::move(held)};
}

Invitation read(const Incoming& came, const Owner& owner, calendar::Instant now) {
  const calendar::TimeZone zone = owner.time_zone();
  const calendar::Date last = zone.date(now) + calendar::limits::calendar_horizon;
  return calendar::read_invitation(
      came.calendar,
      {.zone = zone, .me = owner.email.value_or(""), .range = {now, zone.opening(last + calendar::Days{1})}});
}

std::optional<calendar::Delivery> delivery_of(const Incoming& came) {
  if (!came.mail) return std::nullopt;
  return calendar::Delivery{came.mail->from, calendar::why_automatic(*came.mail)};
}

void commit(const Invitation& invitation, const InvitationAnswer& answer, Session& session) {
  if (answer.kind == InvitationAnswer::Kind::repeated || answer.kind == InvitationAnswer::Kind::proposed) return;
  session.commit(fmt::format("the invitation {} is {}", calendar::shell_word(calendar::excerpt(invitation.uid)),
                             name_of(answer.kind)));
}

constexpr std::array<std::string_view, 2> uses_of_replies{"note", "cancel"};

// What an invitee answered to one of the owner's own appointments.
Report run_reply(const AnswerOptions& options, Invitation reply, const Incoming& came, const Owner& owner,
                 Session& session) {
  using Declined = InviteeReply::Declined;
  require_reply(reply, delivery_of(came));
  const auto declined = options.replies == "cancel" ? Declined::cancelled : Declined::noted;
  InvitationAnswer answer = session.calendar().take_reply({owner, reply, declined}, session.now());
  commit(reply, answer, session);
  std::vector<Note> notes = notes_on_reply(answer, reply, session.zone(owner));
  Report report = answer_report({std::move(answer), std::move(reply), owner, session.zone(owner), session.now()}, {});
  report.notes = std::move(notes);
  return report;
}

Report run_answer(const AnswerOptions& options, Session& session) {
  const Wish wish = wish_of(options);
  const Incoming came = incoming(file_bytes(options.path));
  const Owner owner = session.required_owner();
  Invitation invitation = read(came, owner, session.now());
  if (invitation.answers()) return run_reply(options, std::move(invitation), came, owner, session);
  require_invited(owner, invitation, delivery_of(came));
  const auto conflicts = options.skip ? calendar::Conflicts::skip : calendar::Conflicts::refuse;
  InvitationAnswer answer = session.calendar().answer({owner, invitation, wish, conflicts}, session.now());
  commit(invitation, answer, session);
  return answer_report(
      {std::move(answer), std::move(invitation), owner, session.zone(owner), session.now(), wish == Wish::tentative},
      came.mail ? *came.mail : calendar::Mail{});
}

}  // namespace

Run declare_ics_answer(Declaration& command) {
  auto options = std::make_shared<AnswerOptions>();
  command.argument("FILE", options->path, "The mail, or an .ics file; - or nothing for stdin", Presence::optional);
  command.flag("--accept", options->accept, "Accept outside hours and service rules too; never double-books");
  command.flag("--tentative", options->tentative, "Accept what is free, but tentatively");
  command.flag("--decline", options->decline, "Decline, free or not");
  command.flag("--counter", options->counter, "If the time is not free, propose the nearest one that is");
  command.flag("--skip", options->skip, "Of a repetition, accept the dates that are free and decline the others");
  command.choice("--replies", options->replies, uses_of_replies, "WHAT",
                 "If an invitee declines: note, to show it, or cancel the appointment (note)");
  return [options](Session& session) { return run_answer(*options, session); };
}

}  // namespace calbook
