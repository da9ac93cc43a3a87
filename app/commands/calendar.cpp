// calbook calendar check|list|show|remove

#include <fmt/format.h>

#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "commands/imports.hpp"
#include "commands/listing.hpp"
#include "input/foreign_files.hpp"
#include "views/calendar.hpp"
#include "views/foreign.hpp"

namespace calbook {

using calendar::CalendarName;
using calendar::ForeignCalendar;
using calendar::Interval;
using calendar::Owner;
using calendar::TimeZone;

namespace {

struct CalendarOptions {
  std::string name;
  std::string path;
  std::string me;
  BoundOptions bounds;
  bool all = false;
};

// What is ahead, as far as a calendar is known.
Interval ahead(const TimeZone& zone, calendar::Instant now) {
  return {now, how_to_read({CalendarName{"any"}, calendar::OwnerName{"any"}}, zone, now).range.end};
}

Report run_check(const CalendarOptions& options, Session& session) {
  const TimeZone zone = session.zone(session.likely_owner());
  const Bounds bounds{options.bounds, zone, session.now()};
  const Interval known = ahead(zone, session.now());
  const calendar::ForeignReading how{.dates = zone,
                                     .times = session.invocation().typed_zone(),
                                     .me = address_of(options.me),
                                     .range = bounds.from(bounds.start_or(known.start), known.end)};
  return checked_calendar_report(read_files(ForeignFiles{options.path}, how).times, zone);
}

Report run_list(const CalendarOptions& options, Session& session) {
  const Whose asked = whose(options.all, session);
  std::vector<ShownCalendar> shown;
  if (!asked.all && asked.owners.empty()) return calendars_report({}, OwnerColumn::hidden, session.now());
  for (ForeignCalendar& each : session.calendar().foreign_calendars(asked.owners)) {
    const Owner owner = session.calendar().owner(each.owner);
    auto warnings = session.calendar().calendar_warnings(owner, each.name);
    shown.push_back({{std::move(each), std::move(warnings), {}, {}, {}}, session.zone(owner)});
  }
  return calendars_report(std::move(shown), asked.column(), session.now());
}

// What a calendar blocks, in parts. Its spans are disjoint: the rest lies behind the last one.
class BusyPages {
 public:
  BusyPages(Session& session, Owner owner, CalendarName name, const Interval& touching)
      : session_{session}, owner_{std::move(owner)}, name_{std::move(name)}, rest_{touching} {}

  std::optional<std::vector<calendar::ForeignBusy>> next() {
    if (done_) return std::nullopt;
    auto page = session_.calendar().foreign_busy(owner_, name_, rest_, listed_a_page);
    done_ = page.size() < listed_a_page;
    if (!done_) rest_.start = page.back().span.end;
    return page;
  }

 private:
  Session& session_;
  Owner owner_;
  CalendarName name_;
  Interval rest_;
  bool done_ = false;
};

Report run_show(const CalendarOptions& options, Session& session) {
  const CalendarName name{options.name};
  const Owner owner = session.required_owner();
  const TimeZone zone = session.zone(owner);
  Interval range = Bounds{options.bounds, zone, session.now()}.ever();
  if (!options.bounds.typed()) range.start = session.now();
  session.calendar().foreign_calendar(owner, name);
  const auto pages = std::make_shared<BusyPages>(session, owner, name, range);
  return foreign_busy_report([pages] { return pages->next(); }, zone);
}

Report run_remove(const CalendarOptions& options, Session& session) {
  const CalendarName name{options.name};
  const Owner owner = session.required_owner();
  const ForeignCalendar removed = session.calendar().remove_calendar(owner, name, session.now());
  session.commit(fmt::format("the calendar {} is removed", name.str()));
  return removed_calendar_report({{removed, {}, {}, {}, {}}, session.zone(owner)});
}

void add_span_options(Declaration& command, CalendarOptions& options) {
  add_bound_options(command, options.bounds, "Earliest end: DATE, from its beginning on, or DATETIME",
                    "Latest start: DATE (inclusive) or DATETIME (exclusive)");
}

}  // namespace

Run declare_calendar_check(Declaration& command) {
  auto options = std::make_shared<CalendarOptions>();
  command.argument("PATH", options->path, "An .ics file, a folder of them, or - for stdin");
  add_me_option(command, options->me);
  add_span_options(command, *options);
  return [options](Session& session) { return run_check(*options, session); };
}

Run declare_calendar_list(Declaration& command) {
  auto options = std::make_shared<CalendarOptions>();
  add_all_option(command, options->all);
  return [options](Session& session) { return run_list(*options, session); };
}

Run declare_calendar_show(Declaration& command) {
  auto options = std::make_shared<CalendarOptions>();
  command.argument("NAME", options->name, "The calendar");
  add_span_options(command, *options);
  return [options](Session& session) { return run_show(*options, session); };
}

Run declare_calendar_remove(Declaration& command) {
  auto options = std::make_shared<CalendarOptions>();
  command.argument("NAME", options->name, "The calendar");
  return [options](Session& session) { return run_remove(*options, session); };
}

}  // namespace calbook
