#pragma once

#include "calendar/invitation.hpp"
#include "calendar/mail.hpp"
#include "views/view.hpp"

namespace calbook {

/// What was answered to an invitation.
struct ShownAnswer {
  calendar::InvitationAnswer answer;
  calendar::Invitation invitation;
  calendar::Owner owner;
  calendar::TimeZone zone;
  calendar::Instant now;
  bool tentative = false;                 ///< What is accepted is so perhaps.
  std::optional<std::string> reply = {};  ///< The mail to the organizer.
};

/// The mail to the organizer as text; for programs what was done, too. `answered` is the mail with the invitation.
Report answer_report(ShownAnswer shown, const calendar::Mail& answered);

/// What the owner has to know of what an invitee answered: that they decline, or propose another time.
std::vector<Note> notes_on_reply(const calendar::InvitationAnswer& answer, const calendar::Invitation& reply,
                                 const calendar::TimeZone& zone);

/// The keys of the objects.
std::vector<Key> answer_keys();

}  // namespace calbook
