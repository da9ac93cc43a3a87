// calbook book

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "input.hpp"
#include "lines.hpp"
#include "objects.hpp"
#include "session.hpp"
#include "when.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Effect;
using calendar::Error;
using calendar::Store;
using calendar::TimeZone;

namespace {

struct BookOptions {
  std::vector<std::string> when;
  calendar::Invitee invitee;
  std::string service = "default";
  bool dry_run = false;
};

// "Booked K7QD3F  Mon 2026-11-23 10:00-11:00 +01:00  Bob Stone <bob@example.org>  (tomorrow)"
std::string booked_line(const Appointment& booked, const TimeZone& zone, calendar::Date today, const Ink& ink) {
  const std::string done = booked.ref ? "Booked " + ink.strong(booked.ref->str()) : "Can be booked:";
  return fmt::format("{}  {} {}  {}  ({})\n", done, span_label(booked.span, zone),
                     offset_label(zone.offset(booked.span.start)), invitee_label(booked.invitee),
                     distance_label(zone.date(booked.span.start), today));
}

Report booked_report(const Appointment& booked, const TimeZone& zone, calendar::Date today) {
  Report report;
  report.shape = Report::Shape::single;
  report.columns = appointment_columns;
  report.objects = [=] { return Objects{appointment_object(booked, zone)}; };
  report.text = [=](const Ink& ink) { return booked_line(booked, zone, today, ink); };
  if (booked.ref) {
    report.brief = booked.ref->str() + "\n";
    report.stored = fmt::format("{} is booked", booked.ref->str());
  }
  return report;
}

Report run_book(const BookOptions& options, Context& context) {
  const Effect effect = options.dry_run ? Effect::rehearsal : Effect::real;
  const calendar::Instant now = context.now();
  const calendar::ServiceName service{options.service};
  calendar::check(options.invitee);
  Session session{context, effect == Effect::real ? Store::Access::change : Store::Access::read};
  const auto owner = session.owner();
  const TimeZone zone = session.zone(owner);
  const TypedTime when = parse_datetime(fmt::format("{}", fmt::join(options.when, " ")), zone.date(now));
  const calendar::Instant start = resolve(when, zone);
  if (!owner) {
    throw Error{calendar::Code::no_availability, "nobody can be booked: no owner has set hours yet",
                "calbook availability set mon-fri 09:00-17:00"};
  }
  const Appointment booked = session.calendar().book({*owner, service, start, zone, options.invitee}, now, effect);
  if (effect == Effect::real) session.commit();
  return booked_report(booked, zone, zone.date(now));
}

}  // namespace

void add_book_command(CLI::App& app, Context& context) {
  auto options = std::make_shared<BookOptions>();
  CLI::App* command = app.add_subcommand("book", "Book a free slot");
  command->add_option("DATETIME", options->when, "E.g. tomorrow 10:00, fri at 2pm or 2026-12-01T09:30")
      ->required()
      ->option_text("...");
  command->add_option("--name", options->invitee.name, "Who books (required)")->required()->option_text("NAME");
  command->add_option("--email", options->invitee.email, "Their e-mail address")->option_text("ADDRESS");
  command->add_option("--note", options->invitee.note, "What it is about")->option_text("TEXT");
  command->add_option("--service", options->service, "The kind of appointment (default)")->option_text("NAME");
  command->add_flag("--dry-run", options->dry_run, "Show the appointment that would be made, and make none");
  command->callback([options, &context] { context.answer(run_book(*options, context)); });
}

}  // namespace calbook
