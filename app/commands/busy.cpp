// calbook busy add|list|remove

#include <fmt/format.h>

#include "calendar/text.hpp"
#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"
#include "text/time_text.hpp"
#include "views/lines.hpp"
#include "views/objects.hpp"

namespace calbook {

using calendar::Busy;
using calendar::Code;
using calendar::Instant;
using calendar::Interval;
using calendar::TimeZone;

namespace {

struct BusyOptions {
  std::vector<std::string> when;
  std::optional<std::string> note;
  std::string id;
  BoundOptions bounds;
};

// DATETIME..DATETIME, or DATETIME and a DURATION after it.
Interval parse_busy(const std::string& words, const TimeZone& zone, calendar::Date today) {
  const std::size_t dots = words.find("..");
  if (dots != std::string::npos) {
    const Interval span{resolve(parse_datetime(words.substr(0, dots), today), zone),
                        resolve(parse_datetime(words.substr(dots + 2), today), zone)};
    if (span.start < span.end) return span;
    throw InputError{codes::usage, fmt::format("'{}' ends before it starts", calendar::excerpt(words)),
                     command_hint("busy add 2026-12-01T14:00..2026-12-01T18:00")};
  }
  const std::size_t blank = words.find_last_of(' ');
  if (blank == std::string::npos) {
    throw InputError{codes::invalid_duration, fmt::format("'{}' has no DURATION after it", calendar::excerpt(words)),
                     command_hint("busy add tomorrow 14:00 2h")};
  }
  const calendar::Minutes duration = parse_duration(words.substr(blank + 1));
  const Instant start = resolve(parse_datetime(words.substr(0, blank), today), zone);
  return {start, start + duration};
}

std::string busy_line(const Busy& busy, const TimeZone& zone, std::size_t id_width) {
  const std::string note = busy.note ? "  " + calendar::escaped(*busy.note) : "";
  return fmt::format("{:>{}}  {}{}\n", busy.id, id_width, span_label(busy.span, zone), note);
}

std::string busy_lines(const std::vector<Busy>& all, const TimeZone& zone) {
  std::size_t id_width = 0;
  for (const Busy& busy : all) id_width = std::max(id_width, fmt::formatted_size("{}", busy.id));
  std::string lines;
  for (const Busy& busy : all) lines += busy_line(busy, zone, id_width);
  return lines;
}

Report busy_report(const Busy& busy, const TimeZone& zone, std::string_view done) {
  Report report;
  report.shape = Report::Shape::single;
  report.columns = busy_columns;
  report.objects = [busy, zone] { return Objects{busy_object(busy, zone)}; };
  report.text = [busy, zone, done = std::string{done}](const Style&) { return done + " " + busy_lines({busy}, zone); };
  report.quiet = [id = busy.id] { return fmt::format("{}\n", id); };
  return report;
}

Report run_add(const BusyOptions& options, Session& session) {
  const calendar::Owner owner = session.required_owner();
  const TimeZone zone = session.zone(owner);
  const Interval span = parse_busy(fmt::format("{}", fmt::join(options.when, " ")), zone, zone.date(session.now()));
  const calendar::AddedBusy added = session.calendar().add_busy(owner, span, options.note);
  session.commit(fmt::format("busy time {} is stored", added.busy.id));

  Report report = busy_report(added.busy, zone, "Busy");
  report.columns.push_back("appointments");
  report.objects = [added, zone] {
    Object object = busy_object(added.busy, zone);
    object.push_back({"appointments", appointment_list(added.appointments, zone)});
    return Objects{object};
  };
  report.text = [added, zone, text = std::move(report.text)](const Style& style) {
    if (added.appointments.empty()) return text(style);
    std::vector<ShownAppointment> shown;
    for (const calendar::Appointment& appointment : added.appointments) shown.push_back({appointment, zone});
    return text(style) + style.warning("Still booked in that time:") + "\n" +
           appointment_lines(shown, OwnerColumn::hidden, style);
  };
  return report;
}

Report run_list(const BusyOptions& options, Session& session) {
  const auto owner = session.owner();
  const TimeZone zone = session.zone(owner);
  Interval range = bounds_of(options.bounds, zone, session.now());
  if (options.bounds.from.empty() && options.bounds.to.empty()) range.start = session.now();
  const std::vector<Busy> found = owner ? session.calendar().busy(*owner, range) : std::vector<Busy>{};
  Report report;
  report.columns = busy_columns;
  report.objects = [found, zone] {
    Objects objects;
    for (const Busy& busy : found) objects.push_back(busy_object(busy, zone));
    return objects;
  };
  report.text = [found, zone](const Style&) { return busy_lines(found, zone); };
  report.quiet = [found] {
    std::string ids;
    for (const Busy& busy : found) ids += fmt::format("{}\n", busy.id);
    return ids;
  };
  report.when_empty = "Nothing is marked as busy.";
  return report;
}

std::int64_t parse_id(const std::string& text) {
  Scanner scanner{text};
  const auto id = scanner.take_number(1, 9);
  if (id && scanner.done()) return *id;
  throw InputError{Code::unknown_reference, fmt::format("no busy time has the id '{}'", calendar::excerpt(text)),
                   command_hint("busy list")};
}

Report run_remove(const BusyOptions& options, Session& session) {
  const std::int64_t id = parse_id(options.id);
  const Busy removed = session.calendar().remove_busy(id);
  const TimeZone zone = session.zone(removed.owner);
  session.commit(fmt::format("busy time {} is removed", id));
  Report report = busy_report(removed, zone, "Removed");
  report.quiet = [] { return std::string{}; };
  return report;
}

}  // namespace

Run declare_busy_add(Declaration& command) {
  auto options = std::make_shared<BusyOptions>();
  command.arguments("WHEN", options->when, "DATETIME DURATION, e.g. fri 14:00 2h, or DATETIME..DATETIME");
  command.option("--note", options->note, "TEXT", "What it is");
  return [options](Session& session) { return run_add(*options, session); };
}

Run declare_busy_list(Declaration& command) {
  auto options = std::make_shared<BusyOptions>();
  add_bound_options(command, options->bounds, "Earliest end: DATE, from its beginning on, or DATETIME",
                    "Latest start: DATE (inclusive) or DATETIME (exclusive)");
  return [options](Session& session) { return run_list(*options, session); };
}

Run declare_busy_remove(Declaration& command) {
  auto options = std::make_shared<BusyOptions>();
  command.argument("ID", options->id, "Its number in the list");
  return [options](Session& session) { return run_remove(*options, session); };
}

}  // namespace calbook
