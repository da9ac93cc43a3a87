#pragma once

#include "calendar/owner.hpp"
#include "views/view.hpp"

namespace calbook {

/// "booked, moved, 24h"; "nothing".
std::string telling_label(const calendar::Telling& telling);
/// Both: "invitees booked, 24h; the owner cancelled".
std::string telling_label(const calendar::TellingRules& rules);

/// Who is told what of an owner's appointments.
Report telling_report(calendar::Owner owner);
Report tellings_report(std::vector<calendar::Owner> owners);

std::vector<Key> telling_keys();

}  // namespace calbook
