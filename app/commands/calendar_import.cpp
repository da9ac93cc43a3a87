// calbook calendar add|import

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "commands/commands.hpp"
#include "commands/imports.hpp"
#include "input/grammar.hpp"
#include "text/complaint.hpp"
#include "text/usage.hpp"
#include "text/words.hpp"
#include "views/calendar.hpp"

namespace calbook {

using calendar::CalendarName;
using calendar::Effect;
using calendar::Emptied;
using calendar::ForeignCalendar;
using calendar::ForeignContents;
using calendar::Owner;
using calendar::TimeZone;

namespace {

constexpr const char* on_stdin = "-";

struct ImportOptions {
  std::string name;
  std::string path;
  std::string me;
  std::string max_age;
  bool all = false;
  bool titles = false;
  bool force = false;
  bool dry_run = false;
};

std::optional<calendar::Minutes> max_age_of(const std::string& typed) {
  if (typed.empty()) return ForeignCalendar::usual_max_age;
  if (Words{typed}.lower() == "none") return std::nullopt;
  return parse_within(Words{typed}).value();
}

// From wherever cron starts it. ".." stays: behind a link it is another folder than without it.
std::string whole_path(const std::string& path) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(path, error);
  return error ? path : whole.string();
}

ForeignCalendar calendar_of(const ImportOptions& options, const ForeignFiles& files, const calendar::OwnerName& owner,
                            const std::optional<TimeZone>& zone) {
  ForeignCalendar calendar{.name = CalendarName{options.name}, .owner = owner};
  if (files.can_be_read_again()) calendar.path = whole_path(options.path);
  if (const std::string me = address_of(options.me); !me.empty()) calendar.me = me;
  if (zone) calendar.zone = zone->name();
  calendar.keeps_titles = options.titles;
  calendar.max_age = max_age_of(options.max_age);
  return calendar;
}

// Whose it is, looked up without holding the file while something is read.
Owner owner_before(Session& session) {
  Session reader = session.reader();
  return reader.required_owner();
}

Report run_add(const ImportOptions& options, Session& session) {
  const Owner before = owner_before(session);
  const TimeZone zone = before.time_zone();
  const ForeignFiles files{options.path};
  const ForeignCalendar calendar = calendar_of(options, files, before.name, session.invocation().typed_zone());
  const ForeignContents contents = contents_of(files, calendar, zone, session.now(), Reread::always);
  const Owner owner = session.required_owner();
  session.calendar().add_calendar(owner, calendar, session.now(), Effect::real);
  const auto imported =
      session.calendar().import_calendar(owner, calendar, contents, session.now(), Emptied::accepted, Effect::real);
  session.commit(fmt::format("the calendar {} is added", calendar.name.str()));
  return added_calendar_report({imported, zone});
}

// What is to be imported, read before the file is opened to write.
struct Read {
  Owner owner;
  ForeignCalendar calendar;
  ForeignContents contents;
  bool is_new = false;
};

Reread reread(const ImportOptions& options) {
  return options.force ? Reread::always : Reread::if_changed;
}

// Of a calendar without a path, what is handed over.
std::string path_to_read(const ImportOptions& options, const ForeignCalendar& calendar) {
  if (!options.path.empty()) return options.path;
  if (calendar.path) return *calendar.path;
  throw InputError{codes::usage, fmt::format("{} has no path: name a file, or - for stdin", calendar.name.str()),
                   command_hint(fmt::format("calendar import {} -", calendar.name.str()))};
}

Read read_one(const ImportOptions& options, Session& session) {
  const CalendarName name{options.name};
  std::optional<Owner> owner;
  std::optional<ForeignCalendar> known;
  {
    Session reader = session.reader();
    owner = reader.required_owner();
    if (options.path == on_stdin) {
      known = reader.calendar().find_calendar(*owner, name);
    } else {
      known = reader.calendar().foreign_calendar(*owner, name);
    }
  }
  const bool is_new = !known;
  const ForeignFiles files{is_new ? options.path : path_to_read(options, *known)};
  if (is_new) known = calendar_of(options, files, owner->name, session.invocation().typed_zone());
  ForeignContents contents = contents_of(files, *known, owner->time_zone(), session.now(), reread(options));
  return {*std::move(owner), *std::move(known), std::move(contents), is_new};
}

ShownCalendar import(const Read& read, const ImportOptions& options, Session& session, Effect effect) {
  const Emptied emptied = options.force ? Emptied::accepted : Emptied::refused;
  const Owner owner = session.calendar().owner(read.owner.name);
  if (read.is_new) session.calendar().add_calendar(owner, read.calendar, session.now(), effect);
  return {session.calendar().import_calendar(owner, read.calendar, read.contents, session.now(), emptied, effect),
          owner.time_zone()};
}

Done done_of(Effect effect) {
  return effect == Effect::real ? Done::really : Done::as_rehearsal;
}

// The path was typed: without it another one would be imported.
ShownCalendar import_typed(const Read& read, const ImportOptions& options, Session& session, Effect effect) try {
  return import(read, options, session, effect);
} catch (const calendar::Error& error) {
  if (error.code() != calendar::Code::calendar_emptied || options.path.empty()) throw;
  throw InputError{error.code(), error.message(),
                   command_hint(fmt::format("calendar import {} {} --force", options.name, in_shell(options.path)))};
}

Report run_import_one(const ImportOptions& options, Session& session, Effect effect) {
  const Read read = read_one(options, session);
  ShownCalendar shown = import_typed(read, options, session, effect);
  if (effect == Effect::real) session.commit(fmt::format("the calendar {} is imported", read.calendar.name.str()));
  return import_report(std::move(shown), done_of(effect));
}

std::vector<std::pair<Owner, ForeignCalendar>> calendars_with_path(Session& session) {
  Session reader = session.reader();
  std::vector<std::pair<Owner, ForeignCalendar>> found;
  for (ForeignCalendar& each : reader.calendar().foreign_calendars()) {
    if (each.path) found.emplace_back(reader.calendar().owner(each.owner), std::move(each));
  }
  return found;
}

// What cannot be read is that calendar's.
Read read_stored(const Owner& owner, const ForeignCalendar& calendar, calendar::Instant now, Reread reread) try {
  const ForeignFiles files{calendar.path.value()};
  return {owner, calendar, contents_of(files, calendar, owner.time_zone(), now, reread)};
} catch (calendar::Error& error) {
  error.set_file(calendar.name.str() + (error.file().empty() ? "" : "/" + error.file()));
  throw;
}

// Found before anything of a calendar is written: the others can still be.
bool spares_others(const calendar::Error& error) {
  const std::array codes{calendar::Code::calendar_emptied, calendar::Code::changed_since,
                         calendar::Code::unknown_calendar, calendar::Code::unknown_owner};
  return std::ranges::find(codes, error.code()) != codes.end();
}

// One that cannot be imported keeps its time, and does not keep the others.
Report run_import_all(const ImportOptions& options, Session& session, Effect effect) {
  std::exception_ptr failure;
  const auto remember = [&] { failure = failure ? failure : std::current_exception(); };
  std::vector<Read> read;
  for (const auto& each : calendars_with_path(session)) {
    try {
      read.push_back(read_stored(each.first, each.second, session.now(), reread(options)));
    } catch (const calendar::Error&) {
      remember();
    }
  }
  std::vector<ShownCalendar> shown;
  for (const Read& each : read) {
    try {
      shown.push_back(import(each, options, session, effect));
    } catch (const calendar::Error& error) {
      if (!spares_others(error)) throw;
      remember();
    }
  }
  if (effect == Effect::real && !shown.empty()) session.commit("the calendars are imported");
  Report report = imports_report(std::move(shown), done_of(effect));
  if (failure) report.failures.push_back(failure);
  return report;
}

Report run_import(const ImportOptions& options, Session& session) {
  if (options.all == !options.name.empty())
    throw InputError{codes::usage, "name one calendar, or import --all", command_hint("calendar import --all")};
  if (options.all && session.invocation().typed_owner()) throw usage::not_both("--all", "--owner");
  session.invocation().typed_zone();  // a wrong one is wrong even where it does not matter
  const Effect effect = session.rehearse_if(options.dry_run);
  return options.all ? run_import_all(options, session, effect) : run_import_one(options, session, effect);
}

}  // namespace

Run declare_calendar_add(Declaration& command) {
  auto options = std::make_shared<ImportOptions>();
  command.argument("NAME", options->name, "1 to 32 of a-z, 0-9 and -");
  command.argument("PATH", options->path, "An .ics file, a folder of them, or - for stdin");
  add_me_option(command, options->me);
  command.option("--max-age", options->max_age, "DURATION",
                 "How old an import may be before you are told (24h); or none");
  command.flag("--titles", options->titles, "Keep the titles of events, to show what blocks a time");
  return [options](Session& session) { return run_add(*options, session); };
}

Run declare_calendar_import(Declaration& command) {
  auto options = std::make_shared<ImportOptions>();
  command.argument("NAME", options->name, "The calendar", Presence::optional);
  command.argument("PATH", options->path, "Read this instead: a file, a folder, or - for stdin", Presence::optional);
  command.flag("--all", options->all, "Every calendar of every owner that has a path");
  command.flag("--force", options->force,
               "Read it even if it seems unchanged, and take it even if it has become empty");
  command.flag("--dry-run", options->dry_run, "Show what would change without changing it");
  return [options](Session& session) { return run_import(*options, session); };
}

}  // namespace calbook
