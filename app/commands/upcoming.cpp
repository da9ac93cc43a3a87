// calbook upcoming

#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "commands/listing.hpp"
#include "commands/search_option.hpp"
#include "input/grammar.hpp"
#include "views/appointment.hpp"

namespace calbook {

using calendar::Days;
using calendar::Instant;
using calendar::Interval;
using calendar::Owner;
using calendar::TimeZone;

namespace {

struct UpcomingOptions {
  std::optional<int> days;
  std::string until;
  std::string within;
  std::optional<std::size_t> limit;
  std::optional<std::string> find;
  bool all = false;
};

// The narrowest of the given bounds: --days counts the owner's dates, --until is a date in the zone in
// use, --within is elapsed time.
Instant upper_bound(const UpcomingOptions& options, const std::optional<TimeZone>& typed_zone,
                    const TimeZone& owners_zone, Instant now) {
  Instant bound = Instant::max();
  if (options.days) bound = std::min(bound, owners_zone.opening(owners_zone.date(now) + Days{*options.days}));
  if (!options.until.empty()) {
    const TimeZone& zone = typed_zone ? *typed_zone : owners_zone;
    bound = std::min(bound, zone.opening(parse_date(options.until, zone.date(now)).value() + Days{1}));
  }
  if (!options.within.empty()) bound = std::min(bound, now + parse_duration(options.within).value());
  return bound;
}

bool is_bounded(const UpcomingOptions& options) {
  return options.days || !options.until.empty() || !options.within.empty();
}

Report run_upcoming(const UpcomingOptions& options, Session& session) {
  const Instant now = session.now();
  Listing listing{.matches = found_by(options.find), .limit = options.limit};
  listing.whose = whose(options.all, session);
  listing.read = [now](auto& calendar, const auto& selected, const auto& part) {
    return calendar.upcoming(selected, now, part);
  };
  if (is_bounded(options)) {
    listing.range = [options, now, typed_zone = session.invocation().typed_zone()](const Owner& owner) {
      return Interval{calendar::always.start, upper_bound(options, typed_zone, owner.time_zone(), now)};
    };
  }
  const OwnerColumn columns = listing.whose.column();
  return appointments_report(pages(listing, session), columns, "No upcoming appointments.");
}

}  // namespace

Run declare_upcoming(Declaration& command) {
  auto options = std::make_shared<UpcomingOptions>();
  command.number("--days", options->days, {1, most_days}, "How many dates, counted from today in the owner's zone");
  command.option("--until", options->until, "DATE", "Latest DATE (inclusive)");
  command.option("--within", options->within, "DURATION", "DURATION from now, e.g. 24h");
  command.number("--limit", options->limit, {1, most_listed}, "Maximum number of appointments");
  add_find_option(command, options->find);
  add_all_option(command, options->all);
  return [options](Session& session) { return run_upcoming(*options, session); };
}

}  // namespace calbook
