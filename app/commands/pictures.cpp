// calbook day|week|month

#include <algorithm>

#include "commands/choice.hpp"
#include "commands/commands.hpp"
#include "commands/whose.hpp"
#include "input/grammar.hpp"
#include "text/complaint.hpp"
#include "views/day.hpp"

namespace calbook {

using calendar::Appointments;
using calendar::Date;
using calendar::Days;
using calendar::Owner;
using calendar::TimeZone;

namespace {

constexpr Numbers widths{40, 500};

struct PictureOptions {
  std::vector<std::string> date;
  ChoiceOptions choice;
  std::optional<std::size_t> width;
  bool free = false;
  bool ascii = false;
  bool all = false;
};

Look look(const PictureOptions& options, const Session& session) {
  constexpr std::size_t standard = 80;
  const bool plain = options.ascii || session.invocation().terminal_is_dumb();
  return {.width = options.width.value_or(standard),
          .signs = plain ? ascii_signs : unicode_signs,
          .names = options.free ? Names::hidden : Names::shown};
}

Date date_of(const PictureOptions& options, Date today) {
  return options.date.empty() ? today : parse_date(Words{options.date}, today).value();
}

DateRange day_of(const PictureOptions& options, Date today) {
  const Date date = date_of(options, today);
  return {date, date};
}

DateRange week_of(const PictureOptions& options, Date today) {
  const Date monday = calendar::monday_of(date_of(options, today));
  return {monday, monday + Days{6}};
}

DateRange month_of(const PictureOptions& options, Date today) {
  return parse_month(options.date.empty() ? Words{"today"} : Words{options.date}, today).value();
}

using DatesOf = DateRange (*)(const PictureOptions& options, Date today);

// Where none is named and several are open, that of nobody: a picture shows what is booked all the same.
calendar::ServiceChoice drawn(const Owner& owner, const calendar::ServiceChoice& choice, Session& session) {
  try {
    session.calendar().service(owner, choice);
  } catch (const calendar::Error& error) {
    if (error.code() != codes::usage) throw;
    return calendar::Service{}.name;
  }
  return choice;
}

std::vector<ShownDay> days_of(const Owner& owner, const PictureOptions& options, DatesOf dates_of, Session& session,
                              Appointments appointments = Appointments::read) {
  const calendar::ServiceChoice choice = drawn(owner, choice_of(options.choice), session);
  const TimeZone zone = session.zone(owner);
  const auto [first, last] = dates_of(options, zone.date(session.now()));
  const calendar::Service service = session.calendar().service(owner, choice);
  std::vector<ShownDay> shown;
  for (calendar::Day& day : session.calendar().days(owner, choice, {zone, first, last}, session.now(), appointments)) {
    shown.push_back({std::move(day), owner.name, service, zone});
    if (options.free) shown.back() = without_names(std::move(shown.back()));
  }
  return shown;
}

// Wrong words are wrong even of nobody.
void check(const PictureOptions& options, DatesOf dates_of, Session& session) {
  choice_of(options.choice);
  dates_of(options, session.zone(std::nullopt).date(session.now()));
}

std::vector<ShownDay> days_of_one(const PictureOptions& options, DatesOf dates_of, Session& session,
                                  Appointments appointments = Appointments::read) {
  const auto owner = session.owner();
  if (owner) return days_of(*owner, options, dates_of, session, appointments);
  check(options, dates_of, session);
  return {};
}

// Those who offer the service; all, to be refused, if nobody does.
std::vector<Owner> offering(const std::vector<Owner>& owners, const calendar::ServiceChoice& choice, Session& session) {
  if (!choice.name) return owners;
  std::vector<Owner> found;
  for (const Owner& owner : owners) {
    const std::vector<calendar::Service> services = session.calendar().services(owner);
    if (std::ranges::find(services, *choice.name, &calendar::Service::name) != services.end()) found.push_back(owner);
  }
  return found.empty() ? owners : found;
}

std::vector<ShownDay> day_of_each(const PictureOptions& options, Session& session) {
  const calendar::ServiceChoice choice = choice_of(options.choice);
  const Whose asked = whose(options.all, session);
  const std::vector<Owner> owners = asked.all ? session.calendar().owners() : asked.owners;
  if (owners.empty()) check(options, day_of, session);
  std::vector<ShownDay> shown;
  for (const Owner& owner : offering(owners, choice, session))
    std::ranges::move(days_of(owner, options, day_of, session), std::back_inserter(shown));
  return shown;
}

void add_options(Declaration& command, PictureOptions& options, const char* argument, const char* help) {
  command.arguments(argument, options.date, help, Presence::optional);
  add_service_option(command, options.choice, "Whose slots are free (default)");
  command.flag("--free", options.free, "Leave out names, addresses, numbers, notes and references");
  command.number("--width", options.width, widths, "The most cells of a line (80)");
  command.flag("--ascii", options.ascii, "Draw without Unicode");
}

}  // namespace

Run declare_day(Declaration& command) {
  auto options = std::make_shared<PictureOptions>();
  add_options(command, *options, "DATE", "E.g. tomorrow or 2026-12-01; if omitted, today");
  add_all_option(command, options->all);
  return [options](Session& session) { return day_report(day_of_each(*options, session), look(*options, session)); };
}

Run declare_week(Declaration& command) {
  auto options = std::make_shared<PictureOptions>();
  add_options(command, *options, "DATE", "A date of the week; if omitted, today");
  return [options](Session& session) {
    return week_report(days_of_one(*options, week_of, session), look(*options, session));
  };
}

Run declare_month(Declaration& command) {
  auto options = std::make_shared<PictureOptions>();
  add_options(command, *options, "DATE", "A date of the month, or 2026-12; if omitted, today");
  return [options](Session& session) {
    const bool is_drawn = !session.invocation().prints_objects();  // and nobody is named in it
    const auto appointments = is_drawn ? Appointments::left_out : Appointments::read;
    return month_report(days_of_one(*options, month_of, session, appointments), look(*options, session));
  };
}

}  // namespace calbook
