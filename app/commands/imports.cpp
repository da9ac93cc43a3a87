#include "commands/imports.hpp"

#include <fmt/format.h>

#include "calendar/text.hpp"
#include "text/scanner.hpp"
#include "views/calendar.hpp"

namespace calbook {

using calendar::ForeignCalendar;
using calendar::ForeignContents;

// "mailto:ann@example.org" is hers, too.
std::string address_of(std::string me) {
  constexpr std::string_view scheme = "mailto:";
  if (lower(me).starts_with(scheme)) me.erase(0, scheme.size());
  return me.empty() ? me : calendar::validated_email(me).value();
}

void add_me_option(Declaration& command, std::string& me) {
  command.option("--me", me, "ADDRESS", "Your address there: what you declined is free");
}

ForeignContents contents_of(const ForeignFiles& files, const ForeignCalendar& calendar, const calendar::TimeZone& zone,
                            calendar::Instant now, Reread reread) {
  ForeignContents contents{{}, how_to_read(calendar, zone, now)};
  if (calendar.import && reread == Reread::if_changed) {
    contents.digest = digest_of(files);
    if (is_current(calendar, contents.digest, contents.how)) return contents;
  }
  auto [times, digest] = read_files(files, contents.how);
  contents.digest = std::move(digest);
  contents.times = std::move(times);
  return contents;
}

std::vector<Note> notes_on_old_calendars(Session& session, const Whose& whose) {
  std::vector<Note> notes;
  if (!whose.all && whose.owners.empty()) return notes;
  for (const ForeignCalendar& each : session.calendar().foreign_calendars(whose.owners)) {
    if (!is_old(each, session.now())) continue;
    notes.push_back(
        {age_sentence(each, session.zone(each.owner)),
         fmt::format("calendar import {}{} --owner {}", each.name.str(), each.path ? "" : " -", each.owner.str())});
  }
  return notes;
}

}  // namespace calbook
