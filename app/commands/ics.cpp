// calbook ics export|freebusy

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "calendar/ics.hpp"
#include "calendar/text.hpp"
#include "commands/bounds.hpp"
#include "commands/commands.hpp"
#include "commands/ics_folder.hpp"
#include "commands/listing.hpp"
#include "commands/references.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"
#include "text/time_text.hpp"
#include "text/usage.hpp"
#include "text/words.hpp"
#include "views/ics.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Entries;
using calendar::Entry;
using calendar::IcsMethod;
using calendar::IcsNames;
using calendar::IcsWriting;
using calendar::Interval;
using calendar::Owner;
using calendar::TimeZone;

namespace {

struct ExportOptions {
  std::vector<std::string> refs;
  ListOptions list;
  std::string method;
  std::string folder;
  bool without_names = false;
};

// What is exported, and whose was asked for: nobody's in particular where it was named.
struct Exported {
  Entries entries;
  std::vector<Owner> owners = {};
};

std::optional<IcsMethod> method_of(const std::string& typed) {
  if (typed.empty()) return std::nullopt;
  if (const auto method = calendar::ics_method_named(Words{typed}.lower())) return method;
  throw InputError{Complaint{codes::unsupported_method, typed, "is not a method that calbook can write",
                             type_instead("write", {"publish", "request", "cancel"})}};
}

void refuse_contradictions(const ExportOptions& options, std::optional<IcsMethod> method) {
  if (!options.refs.empty()) {
    if (options.list.all) throw usage::not_both("REF", "--all");
    if (options.list.bounds.typed()) throw usage::not_both("REF", "--from or --to");
  }
  if (!options.folder.empty() && method) throw usage::not_both("--dir", "--method");
  if (options.without_names && method && method != IcsMethod::publish)
    throw usage::not_both("--public", "--method " + options.method);
}

void refuse_formats(const Session& session) {
  if (!session.invocation().prints_objects()) return;
  throw InputError{codes::usage, "a calendar is written as it is: it has no other format and no columns",
                   "leave the format out"};
}

Interval ahead(const Bounds& bounds) {
  return bounds.from(bounds.start_or(calendar::nameable.start), calendar::nameable.end);
}

// What upcoming lists; to cancel them, those of it that are cancelled.
Exported listed(const ExportOptions& options, std::optional<IcsMethod> method, Session& session) {
  Listing listing = listing_of(options.list, session, ahead);
  const bool cancelled = method == IcsMethod::cancel;
  if (cancelled) {
    listing.status = calendar::Status::cancelled;
    listing.require([now = session.now()](const Appointment& each) { return each.span.end > now; });
  }
  listing.read = [now = session.now(), cancelled](auto& calendar, const auto& selected, const auto& part) {
    return cancelled ? calendar.history(selected, part) : calendar.upcoming(selected, now, part);
  };
  std::vector<Appointment> appointments;
  const auto next = pages(listing, session);
  while (auto page = next()) {
    for (ShownAppointment& each : *page) appointments.push_back(std::move(each.appointment));
  }
  Exported exported{session.calendar().entries(appointments), listing.whose.owners};
  if (cancelled) std::erase_if(exported.entries.entries, [](const Entry& entry) { return !entry.cancelled(); });
  return exported;
}

Exported named(const ExportOptions& options, Session& session) {
  std::vector<Appointment> appointments;
  std::vector<calendar::Reference> series;
  for (const Found& each : found_bookings(options.refs, session)) {
    if (const auto* whole = std::get_if<calendar::SeriesBooking>(&each)) {
      series.push_back(whole->series.ref.value());
    } else {
      appointments.push_back(std::get<Appointment>(each));
    }
  }
  return {session.calendar().entries(appointments, series)};
}

Exported exported_by(const ExportOptions& options, std::optional<IcsMethod> method, Session& session) {
  return options.refs.empty() ? listed(options, method, session) : named(options, session);
}

// A message to an invitee is about one thing (RFC 5546, 3.2), which is in the state that it says.
void check_message(const ExportOptions& options, const Entries& entries, IcsMethod method) {
  if (entries.entries.size() != 1)
    throw InputError{
        codes::usage,
        fmt::format("--method {} is about one appointment or series, not {}", options.method, entries.entries.size()),
        command_hint(fmt::format("ics export REF --method {}", options.method))};
  const Entry& entry = entries.entries.front();
  const std::string& ref = entry.ref().str();
  const bool cancels = method == IcsMethod::cancel;
  if (cancels == entry.cancelled()) return;
  throw InputError{codes::usage, fmt::format("{} is {}cancelled", ref, cancels ? "not " : ""),
                   command_hint(fmt::format("ics export {} --method {}", ref, cancels ? "request" : "cancel"))};
}

void check_addresses(const Entries& entries, IcsMethod method, const std::string& typed) {
  for (const calendar::EntryOwner& each : entries.owners) {
    if (each.owner.email) continue;
    const std::string& name = each.owner.name.str();
    throw InputError{codes::usage, fmt::format("{} has no e-mail address, which --method {} needs", name, typed),
                     command_hint(fmt::format("owner set {} --email {}@example.org", name, name))};
  }
  if (method == IcsMethod::publish) return;
  for (const Entry& entry : entries.entries) {
    const Appointment* lacking = entry.without_address();
    if (!lacking) continue;
    const std::string& ref = lacking->ref.value().str();
    throw InputError{codes::usage,
                     fmt::format("the invitee of {} has no e-mail address, which --method {} needs", ref, typed),
                     command_hint(fmt::format("edit {} --email bob@example.org", ref))};
  }
}

// Nobody waits for the folder: the calendar is let go before it is written.
Report run_export_to_folder(const ExportOptions& options, const IcsWriting& how, Session& session) {
  const calendar::ExportFolder folder{options.folder};
  const auto planned = [&] {
    Session reader = session.reader();
    const Exported exported = exported_by(options, {}, reader);
    return planned_files(folder, reader.calendar(), exported.entries, exported.owners, how);
  }();
  std::vector<ShownIcsFile> done;
  session.begins_to_store();
  write_files(folder, planned, [&](ShownIcsFile file) {
    done.push_back(std::move(file));
    session.has_stored(fmt::format("{} of the folder are up to date", counted(std::ssize(done), "file")));
  });
  if (done.empty()) session.has_stored({});
  return ics_files_report(std::move(done));
}

Report run_export(const ExportOptions& options, Session& session) {
  const std::optional<IcsMethod> method = method_of(options.method);
  refuse_contradictions(options, method);
  const IcsWriting how{method, options.without_names ? IcsNames::hidden : IcsNames::shown};
  if (!options.folder.empty()) return run_export_to_folder(options, how, session);
  refuse_formats(session);
  const Entries entries = exported_by(options, method, session).entries;
  if (method && method != IcsMethod::publish) check_message(options, entries, *method);
  if (method) check_addresses(entries, *method, options.method);
  return calendar_report(ics_of(entries, how));
}

struct FreeBusyOptions {
  BoundOptions bounds;
  bool hours = false;
};

constexpr calendar::Days usual_dates{60};

Interval range_of(const BoundOptions& typed, const TimeZone& zone, calendar::Instant now) {
  const Bounds bounds{typed, zone, now};
  const calendar::Instant start = bounds.start_or(zone.opening(zone.date(now)));
  const Interval range = bounds.from(start, zone.opening(zone.date(start) + usual_dates));
  if (range.end - range.start <= calendar::limits::dates + calendar::Days{1}) return range;
  throw InputError{codes::usage, fmt::format("free/busy times are of at most {} dates", most_days),
                   command_hint("ics freebusy --days 60")};
}

Report run_free_busy(const FreeBusyOptions& options, Session& session) {
  refuse_formats(session);
  const Owner owner = session.required_owner();
  const Interval range = range_of(options.bounds, session.zone(owner), session.now());
  const auto hours = options.hours ? calendar::OpenHours::told : calendar::OpenHours::left_out;
  return calendar_report(ics_of(session.calendar().free_busy(owner, range, hours, session.now())));
}

}  // namespace

Run declare_ics_export(Declaration& command) {
  auto options = std::make_shared<ExportOptions>();
  command.arguments("REF", options->refs, "References of appointments or series, or a TEXT that finds one",
                    Presence::optional);
  add_bound_options(command, options->list.bounds, "Earliest start: DATE or DATETIME",
                    "Latest start: DATE (inclusive) or DATETIME (exclusive)");
  add_all_option(command, options->list.all);
  command.option("--method", options->method, "METHOD", "For whom it is: publish, request or cancel");
  command.flag("--public", options->without_names, "Busy, instead of names and notes");
  command.option("--dir", options->folder, "DIR", "Keep a file for each in this folder, as khal and vdirsyncer do");
  return [options](Session& session) { return run_export(*options, session); };
}

Run declare_ics_freebusy(Declaration& command) {
  auto options = std::make_shared<FreeBusyOptions>();
  add_range_options(command, options->bounds, "ics freebusy", "DATE or DATE..DATE, inclusive; 60 dates from today",
                    "How many dates, counted from --from or today");
  command.flag("--hours", options->hours, "Also when the owner is not open");
  return [options](Session& session) { return run_free_busy(*options, session); };
}

}  // namespace calbook
