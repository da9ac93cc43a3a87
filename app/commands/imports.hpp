#pragma once

// What foreign calendars are imported from, and how old they are.

#include <string>
#include <vector>

#include "calendar/import.hpp"
#include "commands/declaration.hpp"
#include "commands/whose.hpp"
#include "session/session.hpp"

namespace calbook {

/// --me, and the address that it means. Throws Error{invalid_email}.
void add_me_option(Declaration& command, std::string& me);
std::string address_of(std::string me);

/// What stands at the path is read as that calendar of an owner in the zone. "-" is stdin. Throws
/// InputError{io_error}, Error{invalid_calendar}.
calendar::ForeignContents contents_at(const std::string& path, const calendar::ForeignCalendar& calendar,
                                      const calendar::TimeZone& zone, calendar::Instant now);

/// A note on each of their calendars that is too old, or was never imported.
std::vector<Note> notes_on_old_calendars(Session& session, const Whose& whose);

}  // namespace calbook
