#pragma once

#include <string>

#include "calendar/mail.hpp"
#include "views/answer.hpp"

namespace calbook {

/// The mail to the organizer. It says which times are free, but not what takes the others. Must hold: there is
/// something to say.
std::string reply_mail(const ShownAnswer& shown, const calendar::Mail& answered);

}  // namespace calbook
