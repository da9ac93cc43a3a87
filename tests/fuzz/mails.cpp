// Mails with invitations: what is read of one can be answered, and the answer is a mail that says the same.

#include <algorithm>

#include "calendar/itip.hpp"
#include "calendar/mail.hpp"
#include "property.hpp"

using namespace calendar;

namespace {

const TimeZone& berlin() {
  static const TimeZone zone = TimeZone::find("Europe/Berlin").value();
  return zone;
}

constexpr Instant now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};

void check_reply(const Invitation& invitation) {
  const InvitationAnswer answer{InvitationAnswer::Kind::declined};
  const ItipReply reply{.invitation = invitation,
                        .answer = answer,
                        .me = {"alice@example.net", invitation.title},
                        .participation = Participation::declined,
                        .comment = invitation.title,
                        .proposed = {},
                        .now = now};
  const std::string calendar = written_reply(reply);
  const std::string mail = written_mail({.from = {"alice@example.net", invitation.organizer->name},
                                         .to = {invitation.organizer->address, invitation.title},
                                         .subject = invitation.title,
                                         .date = now,
                                         .message_id = "<1@example.net>",
                                         .in_reply_to = invitation.uid,
                                         .automatic = Automatic::reply,
                                         .text = invitation.title,
                                         .calendar = calendar,
                                         .method = "REPLY"});
  must_hold(std::ranges::all_of(mail, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }), "a mail is ASCII");
  const Mail read = read_mail(mail);
  must_hold(read.calendar == calendar, "a calendar is read as it was written");
  must_hold(read.from == std::vector<std::string>{"alice@example.net"}, "a mail is from its sender");
}

}  // namespace

void check(std::string_view bytes) {
  const auto mail = read_or_refused({Code::invalid_calendar, Code::invalid_input}, [&] { return read_mail(bytes); });
  const std::string_view calendar = mail && mail->calendar ? std::string_view{*mail->calendar} : bytes;
  const auto invitation = read_or_refused({Code::invalid_calendar}, [&] {
    return read_invitation(calendar, {.zone = berlin(), .me = "ann@example.org", .range = {now, now + Days{400}}});
  });
  if (!invitation) return;
  for (const Meeting& each : invitation->meetings)
    must_hold(each.span.start <= each.span.end && nameable.contains(each.span), "a meeting has a time");
  const auto& organizer = invitation->organizer;
  if (!invitation->unclear && !invitation->answers() && organizer && !organizer->address.empty() &&
      is_plain_ascii(organizer->address))
    check_reply(*invitation);
}
