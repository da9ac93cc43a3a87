// calbook upcoming

#include "commands/commands.hpp"
#include "commands/imports.hpp"
#include "commands/listing.hpp"

namespace calbook {

namespace {

// Whatever has begun is listed, too, unless a start was typed.
calendar::Interval upcoming_range(const Bounds& bounds) {
  return bounds.from(bounds.start_or(calendar::nameable.start), calendar::nameable.end);
}

Report run_upcoming(const ListOptions& options, Session& session) {
  Listing listing = listing_of(options, session, upcoming_range);
  listing.read = [now = session.now()](auto& calendar, const auto& selected, const auto& part) {
    return calendar.upcoming(selected, now, part);
  };
  Report report =
      appointments_report(pages(listing, session), listing.whose.column(), session.now(), "No upcoming appointments.");
  report.notes = notes_on_old_calendars(session, listing.whose);
  return report;
}

}  // namespace

Run declare_upcoming(Declaration& command) {
  auto options = std::make_shared<ListOptions>();
  add_list_options(command, *options, "upcoming");
  return [options](Session& session) { return run_upcoming(*options, session); };
}

}  // namespace calbook
