// calbook calendar check

#include "calendar/foreign.hpp"
#include "calendar/limits.hpp"
#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "input/foreign_files.hpp"
#include "session/session.hpp"
#include "views/foreign.hpp"

namespace calbook {

using calendar::ForeignReading;
using calendar::ForeignTimes;
using calendar::ForeignWarning;
using calendar::Interval;
using calendar::TimeZone;

namespace {

struct CheckOptions {
  std::string path;
  std::string me;
  BoundOptions bounds;
};

// What is ahead, as far as a calendar is known.
Interval ahead(const TimeZone& zone, calendar::Instant now) {
  return {now, zone.opening(zone.date(now) + calendar::limits::calendar_horizon + calendar::Days{1})};
}

ForeignTimes read(const ForeignFile& file, const ForeignReading& how) {
  if (file.readable) return read_foreign(file.bytes, how);
  ForeignTimes times;
  times.warnings.push_back({ForeignWarning::Kind::not_a_file, {}, {}, 0, 1});
  return times;
}

Report run_check(const CheckOptions& options, Session& session) {
  const TimeZone zone = session.zone(session.likely_owner());
  const Bounds bounds{options.bounds, zone, session.now()};
  const Interval known = ahead(zone, session.now());
  const ForeignReading how{.dates = zone,
                           .times = session.invocation().typed_zone(),
                           .me = options.me,
                           .range = bounds.from(bounds.start_or(known.start), known.end)};
  std::vector<CheckedFile> files;
  for_each_foreign_file(options.path, [&](const ForeignFile& file) { files.push_back({file.name, read(file, how)}); });
  return checked_calendar_report(std::move(files), zone);
}

}  // namespace

Run declare_calendar_check(Declaration& command) {
  auto options = std::make_shared<CheckOptions>();
  command.argument("PATH", options->path, "An .ics file, a folder of them, or - for stdin");
  command.option("--me", options->me, "ADDRESS", "Your address there: what you declined is free");
  add_bound_options(command, options->bounds, "Earliest end: DATE, from its beginning on, or DATETIME",
                    "Latest start: DATE (inclusive) or DATETIME (exclusive)");
  return [options](Session& session) { return run_check(*options, session); };
}

}  // namespace calbook
