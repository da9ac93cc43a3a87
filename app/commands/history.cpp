// calbook history

#include <fmt/format.h>

#include <array>

#include "commands/commands.hpp"
#include "commands/listing.hpp"
#include "input/grammar.hpp"
#include "text/time_text.hpp"
#include "text/usage.hpp"
#include "views/forgotten.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Attendance;
using calendar::Status;

namespace {

struct HistoryOptions : ListOptions {
  std::string status;
  std::string purge;
};

void keep_status(Listing& listing, const std::string& status) {
  if (status.empty()) return;
  listing.status = status == "cancelled" ? Status::cancelled : Status::booked;
  if (status == "no-show")
    listing.require([](const Appointment& each) { return each.attendance == Attendance::no_show; });
}

// Of one owner's, or all owners', as the list is.
Report run_purge(const HistoryOptions& options, Session& session) {
  if (options.bounds.typed() || options.limit || options.find || !options.service.empty() || !options.status.empty() ||
      session.invocation().picks())
    throw usage::alone("--purge");
  const Whose owners = whose(options.all, session);
  if (owners.owners.size() > 1) throw usage::several_owners(session.invocation().options.owner);
  const std::optional<calendar::Owner> owner =
      owners.owners.empty() ? std::optional<calendar::Owner>{} : owners.owners.front();
  if (!owner && !owners.all) return forgotten_report(0, "Nobody's appointments are here");
  const calendar::TimeZone zone = session.zone(owner);
  const calendar::Date date = date_to_forget_before("history --purge", options.purge, zone.date(session.now()));
  const std::int64_t count = session.calendar().purge(owner, zone.opening(date));
  session.commit(fmt::format("the invitees of {} appointments are forgotten", count));
  return forgotten_report(count, fmt::format("Forgot the invitees of {} appointment{} that ended before {}", count,
                                             count == 1 ? "" : "s", day_label(date)));
}

Report run_history(const HistoryOptions& options, Session& session) {
  if (!options.purge.empty()) return run_purge(options, session);
  session.rehearse_if(true);
  Listing listing = listing_of(options, session, [](const Bounds& bounds) { return bounds.ever(); });
  keep_status(listing, options.status);
  listing.read = [](auto& calendar, const auto& selected, const auto& part) {
    return calendar.history(selected, part);
  };
  return appointments_report(pages(listing, session), listing.whose.column(), session.now(), "No appointments then.");
}

}  // namespace

Run declare_history(Declaration& command) {
  static constexpr std::array<std::string_view, 3> statuses{"booked", "cancelled", "no-show"};
  auto options = std::make_shared<HistoryOptions>();
  add_list_options(command, *options, "history");
  command.choice("--status", options->status, statuses, "STATUS", "Only booked, cancelled or no-show");
  command.option("--purge", options->purge, "DATE", "Forget, for good, who came to what ended before DATE");
  return [options](Session& session) { return run_history(*options, session); };
}

}  // namespace calbook
