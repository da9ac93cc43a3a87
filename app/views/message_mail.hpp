#pragma once

#include <string>

#include "calendar/calendar.hpp"
#include "views/message_text.hpp"

namespace calbook {

/// What a message says, and for an invitee's calendar program the invitation, as a mail for `sendmail -t`. Must hold:
/// the address of who is told, and the owner's sender(), can_be_mailed().
std::string message_mail(const calendar::Attempt& attempt, const MessageText& text, calendar::Instant now);

/// The same for people: whom it goes to, and what it says.
std::string message_preview(const calendar::Attempt& attempt, const MessageText& text);

}  // namespace calbook
