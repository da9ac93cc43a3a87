#pragma once

// What foreign calendars are imported from, and how old they are.

#include <string>
#include <vector>

#include "calendar/import.hpp"
#include "commands/declaration.hpp"
#include "commands/whose.hpp"
#include "input/foreign_files.hpp"
#include "session/session.hpp"

namespace calbook {

/// --me, and the address that it means. Throws Error{invalid_email}.
void add_me_option(Declaration& command, std::string& me);
std::string address_of(std::string me);

/// Whether files are read although they seem to be the same as at the last import.
enum class Reread { if_changed, always };

/// The files, read as that calendar of an owner in the zone. Throws InputError{io_error}, Error{invalid_calendar}.
calendar::ForeignContents contents_of(const ForeignFiles& files, const calendar::ForeignCalendar& calendar,
                                      const calendar::TimeZone& zone, calendar::Instant now, Reread reread);

/// A note on each of their calendars that is too old, or was never imported.
std::vector<Note> notes_on_old_calendars(Session& session, const Whose& whose);

}  // namespace calbook
