// calbook show|cancel|reschedule|edit|mark REF

#include <fmt/format.h>

#include <array>

#include "commands/commands.hpp"
#include "commands/references.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/usage.hpp"
#include "views/appointment.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Attendance;
using calendar::Effect;
using calendar::Instant;
using calendar::Reference;
using calendar::Rules;
using calendar::TimeZone;

namespace {

struct AppointmentOptions {
  std::string ref;
  std::vector<std::string> refs;
  std::optional<std::string> reason;
  std::vector<std::string> when;
  std::optional<std::string> name, email, phone, note, service, duration;
  std::string attendance;
  bool force = false;
  bool dry_run = false;

  Rules rules() const { return force ? Rules::overridden : Rules::obeyed; }
};

Report run_show(const AppointmentOptions& options, Session& session) {
  std::vector<ShownAppointment> shown;
  for (const Appointment& appointment : found_appointments(options.refs, session))
    shown.push_back({appointment, session.zone(appointment.owner)});
  return details_report(std::move(shown), session.now());
}

// "2S4M2C is cancelled", "3 appointments are cancelled".
std::string done_to(const std::vector<ShownAppointment>& all, std::string_view what) {
  if (all.size() == 1) return fmt::format("{} is {}", all.front().appointment.ref->str(), what);
  return fmt::format("{} appointments are {}", all.size(), what);
}

Report run_cancel(const AppointmentOptions& options, Session& session) {
  const Effect effect = session.rehearse_if(options.dry_run);
  const Instant now = session.now();
  std::vector<ShownAppointment> shown;
  std::vector<std::string> lines;
  for (const Appointment& each : found_appointments(options.refs, session)) {
    const Appointment cancelled = session.calendar().cancel(each.ref.value(), options.reason, now, effect);
    shown.push_back({cancelled, session.zone(cancelled.owner)});
    lines.push_back(cancelled_line(shown.back(), effect, now));
  }
  if (effect == Effect::real) session.commit(done_to(shown, "cancelled"));
  return done_report(std::move(shown), lines);
}

Report run_reschedule(const AppointmentOptions& options, Session& session) {
  const Effect effect = session.rehearse_if(options.dry_run);
  const Instant now = session.now();
  const Appointment appointment = found_appointment(options.ref, session, {.binding = Binding::free});
  const auto to = session.typed_owner();
  const TimeZone zone = session.zone(to ? to->name : appointment.owner);
  const Instant start = parse_start(Words{options.when}, zone, zone.date(now)).value();
  const calendar::MoveRequest request{appointment.ref.value(), start, zone, to, options.rules()};
  const calendar::Move move = session.calendar().reschedule(request, now, effect);
  if (effect == Effect::real && move.moved()) session.commit(fmt::format("{} is moved", request.ref.str()));
  return done_report({{move.after, zone}}, {moved_line(move, zone, effect, now)});
}

std::optional<std::optional<std::string>> correction_of(const std::optional<std::string>& typed) {
  if (!typed) return std::nullopt;
  return typed->empty() ? std::optional<std::string>{} : typed;
}

Report run_edit(const AppointmentOptions& options, Session& session) {
  calendar::Correction correction{
      options.name, correction_of(options.email), correction_of(options.phone), correction_of(options.note), {}, {}};
  if (options.service) correction.service = calendar::ServiceName{*options.service};
  if (options.duration) correction.duration = parse_duration(*options.duration).value();
  const Effect effect = session.rehearse_if(options.dry_run);
  const Instant now = session.now();
  const Appointment appointment = found_appointment(options.ref, session);
  const Reference ref = appointment.ref.value();
  const calendar::Edit edit = session.calendar().edit(ref, correction, options.rules(), now, effect);
  if (effect == Effect::real) session.commit(fmt::format("{} is edited", ref.str()));
  const TimeZone zone = session.zone(appointment.owner);
  return done_report({{edit.after, zone}}, {edited_line(edit, zone, effect, now)});
}

constexpr std::array<std::string_view, 3> attendances{"came", "no-show", "none"};

std::optional<Attendance> attendance_of(const std::string& word) {
  if (word == "came") return Attendance::came;
  if (word == "no-show") return Attendance::no_show;
  if (word == "none") return std::nullopt;
  throw usage::not_a_word("calbook mark", "the mark", word, attendances);
}

Report run_mark(const AppointmentOptions& options, Session& session) {
  const auto attendance = attendance_of(options.attendance);
  const Instant now = session.now();
  const Appointment appointment = found_appointment(options.ref, session, {.among = Among::begun});
  if (appointment.span.start > now) throw usage::not_begun(appointment.ref->str());
  const Appointment marked = session.calendar().mark(appointment.ref.value(), attendance, now);
  const ShownAppointment shown{marked, session.zone(marked.owner)};
  session.commit(fmt::format("{} is marked", marked.ref->str()));
  return done_report({shown}, {marked_line(shown, now)});
}

void add_reference(Declaration& command, AppointmentOptions& options) {
  command.argument("REF", options.ref, "Its reference, e.g. K7QD3F, or a text that finds only this one");
}

void add_references(Declaration& command, AppointmentOptions& options) {
  command.arguments("REF", options.refs, "References, e.g. K7QD3F, or texts that each find only one");
}

}  // namespace

Run declare_show(Declaration& command) {
  auto options = std::make_shared<AppointmentOptions>();
  add_references(command, *options);
  return [options](Session& session) { return run_show(*options, session); };
}

Run declare_cancel(Declaration& command) {
  auto options = std::make_shared<AppointmentOptions>();
  add_references(command, *options);
  command.option("--reason", options->reason, "TEXT", "Why");
  command.flag("--dry-run", options->dry_run, "Show what would be cancelled");
  return [options](Session& session) { return run_cancel(*options, session); };
}

Run declare_reschedule(Declaration& command) {
  auto options = std::make_shared<AppointmentOptions>();
  add_reference(command, *options);
  command.arguments("DATETIME", options->when,
                    "E.g. fri 10:00 or 2026-12-01T09:30; with --owner, in that owner's zone");
  command.flag("--force", options->force,
               "Move outside hours and service rules, or what has begun; never double-books");
  command.flag("--dry-run", options->dry_run, "Show the move without making it");
  return [options](Session& session) { return run_reschedule(*options, session); };
}

Run declare_edit(Declaration& command) {
  auto options = std::make_shared<AppointmentOptions>();
  add_reference(command, *options);
  command.option("--name", options->name, "NAME", "Who booked", Empty::allowed);
  command.option("--email", options->email, "ADDRESS", "Their e-mail address; empty takes it away", Empty::allowed);
  command.option("--phone", options->phone, "NUMBER", "Their telephone number; likewise", Empty::allowed);
  command.option("--note", options->note, "TEXT", "What it is about; likewise", Empty::allowed);
  command.option("--service", options->service, "NAME", "Another kind of appointment, with its length and rules");
  command.option("--duration", options->duration, "DURATION", "Another length, e.g. 90m");
  command.flag("--force", options->force, "Break hours and service rules; never double-books");
  command.flag("--dry-run", options->dry_run, "Show the correction without making it");
  return [options](Session& session) { return run_edit(*options, session); };
}

Run declare_mark(Declaration& command) {
  auto options = std::make_shared<AppointmentOptions>();
  add_reference(command, *options);
  command.argument("MARK", options->attendance, attendances, "came, no-show, or none to take the mark away");
  return [options](Session& session) { return run_mark(*options, session); };
}

}  // namespace calbook
