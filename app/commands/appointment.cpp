// calbook show|cancel|reschedule|edit|mark REF

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "commands/commands.hpp"
#include "commands/references.hpp"
#include "input/grammar.hpp"
#include "session/session.hpp"
#include "text/usage.hpp"
#include "views/appointment.hpp"
#include "views/series.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Attendance;
using calendar::Effect;
using calendar::Instant;
using calendar::Rules;
using calendar::SeriesBooking;
using calendar::TimeZone;

namespace {

struct AppointmentOptions {
  std::string ref;
  std::vector<std::string> refs;
  std::optional<std::string> reason;
  std::vector<std::string> when;
  std::optional<std::string> name, email, phone, note, service, duration;
  std::string attendance;
  bool following = false;
  bool force = false;
  bool dry_run = false;

  Rules rules() const { return force ? Rules::overridden : Rules::obeyed; }
};

ShownAppointment shown(Appointment appointment, Session& session) {
  const TimeZone zone = session.zone(appointment.owner);
  return {std::move(appointment), zone};
}

struct ShownFound {
  Session& session;

  ShownBooking operator()(Appointment& it) const {
    const auto answered = session.calendar().participation(it);
    const TimeZone zone = session.zone(it.owner);
    return ShownAppointment{std::move(it), zone, answered};
  }
  ShownBooking operator()(SeriesBooking& it) const {
    const TimeZone zone = session.zone(it.series.owner);
    return ShownSeries{std::move(it), zone};
  }
};

Report run_show(const AppointmentOptions& options, Session& session) {
  std::vector<ShownBooking> all;
  for (Found& each : found_bookings(options.refs, session)) all.push_back(std::visit(ShownFound{session}, each));
  return details_report(std::move(all), session.now());
}

// The appointments that are meant, and whether each by a reference of its own.
struct Meant {
  std::vector<Appointment> appointments = {};
  bool singly = true;

  void add(Appointment appointment) {
    if (std::ranges::find(appointments, appointment.ref, &Appointment::ref) == appointments.end())
      appointments.push_back(std::move(appointment));
  }
  Report::Shape shape() const {
    return singly && appointments.size() == 1 ? Report::Shape::single : Report::Shape::list;
  }
};

enum class Reach { one, following };

// Of a series, what has not begun.
Meant meant_by(const std::vector<std::string>& refs, Reach reach, Session& session) {
  Meant meant;
  for (const Found& each : found_bookings(refs, session)) {
    const auto* series = std::get_if<SeriesBooking>(&each);
    if (series == nullptr && reach == Reach::one) {
      meant.add(std::get<Appointment>(each));
      continue;
    }
    meant.singly = false;
    const auto of_series = series != nullptr
                               ? series->appointments
                               : session.calendar().following(*std::get<Appointment>(each).ref, session.now());
    for (const Appointment& one : of_series) {
      if (one.span.start > session.now()) meant.add(one);
    }
    if (!meant.appointments.empty()) continue;
    for (const Appointment& one : of_series) {
      if (one.status == calendar::Status::cancelled) meant.add(one);  // before it was to begin
    }
  }
  if (meant.appointments.empty()) throw usage::all_begun(refs.front());
  return meant;
}

// "2S4M2C is cancelled", "3 appointments are cancelled".
std::string done_to(const std::vector<ShownAppointment>& all, std::string_view what) {
  if (all.size() == 1) return fmt::format("{} is {}", all.front().appointment.ref->str(), what);
  return fmt::format("{} appointments are {}", all.size(), what);
}

Report run_cancel(const AppointmentOptions& options, Session& session) {
  const Effect effect = session.rehearse_if(options.dry_run);
  const Instant now = session.now();
  const Meant meant = meant_by(options.refs, options.following ? Reach::following : Reach::one, session);
  std::vector<ShownAppointment> all;
  std::vector<std::string> lines;
  for (const Appointment& each : meant.appointments) {
    all.push_back(shown(session.calendar().cancel(each.ref.value(), options.reason, now, effect), session));
    lines.push_back(cancelled_line(all.back(), effect, now));
  }
  if (effect == Effect::real) session.commit(done_to(all, "cancelled"));
  return done_report(std::move(all), lines, meant.shape());
}

std::vector<calendar::Move> moves(const calendar::MoveRequest& request, bool following, Effect effect,
                                  Session& session) {
  if (following) return session.calendar().reschedule_following(request, session.now(), effect);
  return {session.calendar().reschedule(request, session.now(), effect)};
}

Report run_reschedule(const AppointmentOptions& options, Session& session) {
  const Effect effect = session.rehearse_if(options.dry_run);
  const Instant now = session.now();
  const Appointment appointment = found_appointment(options.ref, session, {.binding = Binding::free});
  const auto to = session.typed_owner();
  const TimeZone zone = session.zone(to ? to->name : appointment.owner);
  const Instant start = parse_start(Words{options.when}, zone, zone.date(now)).value();
  const calendar::MoveRequest request{appointment.ref.value(), start, zone, to, options.rules()};
  std::vector<ShownAppointment> all;
  std::vector<std::string> lines;
  bool moved = false;
  for (const calendar::Move& move : moves(request, options.following, effect, session)) {
    all.push_back({move.after, zone});
    lines.push_back(moved_line(move, zone, effect, now));
    moved = moved || move.moved();
  }
  if (effect == Effect::real && moved) session.commit(done_to(all, "moved"));
  return done_report(std::move(all), lines, options.following ? Report::Shape::list : Report::Shape::single);
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
  const Meant meant = meant_by({options.ref}, Reach::one, session);
  std::vector<ShownAppointment> all;
  std::vector<std::string> lines;
  for (const Appointment& each : meant.appointments) {
    if (!meant.singly && each.status == calendar::Status::cancelled) continue;
    const calendar::Edit edit = session.calendar().edit(*each.ref, correction, options.rules(), now, effect);
    all.push_back(shown(edit.after, session));
    lines.push_back(edited_line(edit, all.back().zone, effect, now));
  }
  if (all.empty()) throw usage::all_cancelled(options.ref);
  if (effect == Effect::real) session.commit(done_to(all, "edited"));
  return done_report(std::move(all), lines, meant.shape());
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
  session.commit(fmt::format("{} is marked", marked.ref->str()));
  const ShownAppointment it = shown(marked, session);
  return done_report({it}, {marked_line(it, now)}, Report::Shape::single);
}

void add_reference(Declaration& command, AppointmentOptions& options) {
  command.argument("REF", options.ref, "Its reference, e.g. K7QD3F, or a text that finds only this one");
}

void add_references(Declaration& command, AppointmentOptions& options) {
  command.arguments("REF", options.refs, "References, e.g. K7QD3F, also of series, or texts that each find only one");
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
  command.flag("--following", options->following, "Also what is behind it in its series and has not begun");
  command.option("--reason", options->reason, "TEXT", "Why");
  command.flag("--dry-run", options->dry_run, "Show what would be cancelled");
  return [options](Session& session) { return run_cancel(*options, session); };
}

Run declare_reschedule(Declaration& command) {
  auto options = std::make_shared<AppointmentOptions>();
  add_reference(command, *options);
  command.arguments("DATETIME", options->when,
                    "E.g. fri 10:00 or 2026-12-01T09:30; with --owner, in that owner's zone");
  command.flag("--following", options->following,
               "Along with what is behind it in its series: by as many dates, to that time of day");
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
