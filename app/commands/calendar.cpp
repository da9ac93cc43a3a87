// calbook calendar check

#include "calendar/appointment.hpp"
#include "calendar/error.hpp"
#include "calendar/foreign.hpp"
#include "calendar/limits.hpp"
#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "input/foreign_files.hpp"
#include "session/session.hpp"
#include "text/scanner.hpp"
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

ForeignTimes only_warned(ForeignWarning::Kind kind) {
  ForeignTimes times;
  times.warnings.push_back({kind, {}, {}, 0, 1});
  return times;
}

// The files at the path. Together they may block as much as one.
std::vector<CheckedFile> read_all(const std::string& path, const ForeignReading& how) {
  std::vector<CheckedFile> files;
  std::size_t spans = 0;
  for_each_foreign_file(path, [&](const ForeignFile& file) {
    files.push_back(
        {file.name, file.readable ? read_foreign(file.bytes, how) : only_warned(ForeignWarning::Kind::not_a_file)});
    spans += files.back().times.spans.size();
    if (spans > calendar::limits::calendar_spans)
      throw calendar::Error{calendar::Code::invalid_calendar, "the files so far block more times than can be kept"};
  });
  if (files.empty()) files.push_back({{}, only_warned(ForeignWarning::Kind::no_files)});
  return files;
}

// "mailto:ann@example.org" is hers, too.
std::string address_of(std::string me) {
  constexpr std::string_view scheme = "mailto:";
  if (lower(me).starts_with(scheme)) me.erase(0, scheme.size());
  return me.empty() ? me : calendar::validated_email(me).value();
}

Report run_check(const CheckOptions& options, Session& session) {
  const TimeZone zone = session.zone(session.likely_owner());
  const Bounds bounds{options.bounds, zone, session.now()};
  const Interval known = ahead(zone, session.now());
  const ForeignReading how{.dates = zone,
                           .times = session.invocation().typed_zone(),
                           .me = address_of(options.me),
                           .range = bounds.from(bounds.start_or(known.start), known.end)};
  return checked_calendar_report(read_all(options.path, how), zone);
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
