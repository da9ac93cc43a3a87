#include "views/reply_mail.hpp"

#include <fmt/format.h>

#include "calendar/itip.hpp"
#include "text/time_text.hpp"

namespace calbook {

using calendar::Code;
using calendar::DeclinedMeeting;
using calendar::Interval;
using calendar::InvitationAnswer;
using calendar::ItipReply;
using calendar::Participant;
using calendar::Participation;

namespace {

// "Mon 2026-11-23 10:00-11:00 +01:00"
std::string when(const Interval& span, const ShownAnswer& shown) {
  return fmt::format("{} {}", span_label(span, shown.zone), offset_label(shown.zone.offset(span.start)));
}

// What an organizer may know of the reason.
std::string_view reason_label(const std::string& error) {
  if (error == Code::in_the_past.name) return "is in the past";
  if (error == Code::too_soon.name) return "is too soon";
  if (error == Code::too_far.name) return "is too far ahead";
  if (error == Code::invalid_duration.name) return "is too long";
  return error.empty() ? "is declined" : "is not free";
}

std::string declined_line(const DeclinedMeeting& each, const ShownAnswer& shown) {
  return fmt::format("{} {}.", when(each.meeting.span, shown), reason_label(each.error));
}

std::string next_lines(const ShownAnswer& shown) {
  if (shown.answer.next.empty()) return {};
  std::string lines = "\nFree instead:\n";
  for (const Interval& slot : shown.answer.next) lines += "  " + when(slot, shown) + "\n";
  return lines;
}

// The dates of a long repetition would fill pages.
std::string declined_lines(const ShownAnswer& shown) {
  constexpr std::size_t most = 60;
  std::string lines;
  const auto& declined = shown.answer.declined;
  for (std::size_t i = 0; i < std::min(declined.size(), most); ++i) lines += declined_line(declined[i], shown) + "\n";
  if (declined.size() > most) lines += fmt::format("And {} more.\n", declined.size() - most);
  if (shown.answer.rest && shown.answer.accepts())
    lines += fmt::format("From {} on it is declined: that is too far ahead.\n", when(shown.answer.rest->span, shown));
  return lines;
}

std::string accepted_lines(const ShownAnswer& shown) {
  constexpr std::size_t most = 60;
  const auto& booked = shown.answer.appointments;
  std::string lines;
  for (std::size_t i = 0; i < std::min(booked.size(), most); ++i) lines += when(booked[i].span, shown) + "\n";
  if (booked.size() > most) lines += fmt::format("And {} more.\n", booked.size() - most);
  return lines;
}

std::string_view what(const ShownAnswer& shown, Participation participation) {
  if (shown.answer.kind == InvitationAnswer::Kind::countered) return "New time proposed";
  switch (participation) {
    case Participation::accepted: return "Accepted";
    case Participation::tentative: return "Tentatively accepted";
    case Participation::declined: return "Declined";
  }
  return "";
}

std::string text_of(const ShownAnswer& shown, std::string_view title) {
  std::string text = fmt::format("{}\n\n", title);
  if (shown.answer.accepts()) text += accepted_lines(shown);
  const std::string declined = declined_lines(shown);
  if (shown.answer.accepts() && !declined.empty()) text += "\n";
  text += declined + next_lines(shown);
  return text + fmt::format("\nTimes in {}.\n", shown.zone.name());
}

// For programs that show no more than that.
std::string comment_of(const ShownAnswer& shown) {
  if (shown.answer.accepts() || shown.answer.declined.empty()) return {};
  const auto& declined = shown.answer.declined;
  std::string comment = declined_line(declined.front(), shown);
  if (declined.size() > 1) comment += fmt::format(" So are {} more.", declined.size() - 1);
  if (!shown.answer.next.empty()) comment += " Free instead:";
  for (const Interval& slot : shown.answer.next)
    comment += (&slot == &shown.answer.next.front() ? " " : ", ") + when(slot, shown);
  return comment;
}

// The same for the same invitation at the same time; nobody else's has it.
std::string message_id(const ShownAnswer& shown, const std::string& address) {
  const std::string text =
      fmt::format("{}\n{}\n{}\n{}\n{}", shown.invitation.uid, shown.invitation.sequence,
                  shown.invitation.stamp.time_since_epoch().count(), shown.now.time_since_epoch().count(), address);
  const auto hash = [&](std::uint64_t seed) {
    for (const char c : text) seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001B3;  // FNV-1a
    return seed;
  };
  return fmt::format("<{:016x}{:016x}@{}>", hash(0xCBF29CE484222325), hash(0x9E3779B97F4A7C15),
                     address.substr(address.find('@') + 1));
}

Participation participation_of(const ShownAnswer& shown) {
  if (!shown.answer.accepts()) return Participation::declined;
  return shown.tentative ? Participation::tentative : Participation::accepted;
}

}  // namespace

std::string reply_mail(const ShownAnswer& shown, const calendar::Mail& answered) {
  const Participant& organizer = shown.invitation.organizer.value();
  const Participant me{shown.owner.email.value(), shown.owner.title.value_or("")};
  ItipReply reply{.invitation = shown.invitation,
                  .answer = shown.answer,
                  .me = me,
                  .participation = participation_of(shown),
                  .comment = comment_of(shown),
                  .proposed = {},
                  .now = shown.now};
  if (shown.answer.kind == InvitationAnswer::Kind::countered) reply.proposed = shown.answer.next.front();
  const std::string title = fmt::format("{}: {}", what(shown, reply.participation),
                                        shown.invitation.title.empty() ? "invitation" : shown.invitation.title);
  return calendar::written_mail({.from = {me.address, me.name},
                                 .to = {organizer.address, organizer.name},
                                 .subject = title,
                                 .date = shown.now,
                                 .message_id = message_id(shown, me.address),
                                 .in_reply_to = answered.message_id,
                                 .references = answered.references,
                                 .automatic = calendar::Automatic::reply,
                                 .text = text_of(shown, title),
                                 .calendar = calendar::written_reply(reply),
                                 .method = std::string{method_of(reply)}});
}

}  // namespace calbook
