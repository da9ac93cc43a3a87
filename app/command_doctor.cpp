// calbook doctor

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "output.hpp"
#include "session.hpp"
#include "when.hpp"

namespace calbook {

using calendar::Appointment;
using calendar::Effect;
using calendar::Shift;
using calendar::Store;
using calendar::TimeZone;

namespace {

struct DoctorOptions {
  bool fix = false;
};

// Something about an appointment that its owner should know.
struct Finding {
  std::string_view check;  // shifted, outside_availability
  std::string ref;
  std::string owner;
  std::string message;
  bool fixed;
};

Finding shift_finding(const Shift& shift, Effect effect) {
  const TimeZone zone = *TimeZone::find(shift.before.zone);
  const bool fixed = shift.possible && effect == Effect::real;
  const std::string was = moment(shift.before.span.start, zone);
  const std::string is = moment(shift.after.span.start, zone);
  const std::string message = !shift.possible ? fmt::format("is at {}, and cannot move to {}: that is taken", was, is)
                              : fixed         ? fmt::format("moved from {} to {}", was, is)
                                              : fmt::format("is at {}, but was made for {}", was, is);
  return {"shifted", shift.before.ref->str(), shift.before.owner.str(), message, fixed};
}

std::vector<Finding> findings(Session& session, calendar::Instant now, Effect effect) {
  std::vector<Finding> found;
  for (const Shift& shift : session.calendar().follow_clocks(now, effect))
    found.push_back(shift_finding(shift, effect));
  for (const calendar::OwnerName& owner : session.calendar().owner_names()) {
    const TimeZone zone = session.zone(owner);
    for (const Appointment& appointment : session.calendar().stranded(owner, now)) {
      found.push_back({"outside_availability", appointment.ref->str(), owner.str(),
                       fmt::format("lies outside the hours: {}", span_label(appointment.span, zone)), false});
    }
  }
  return found;
}

Report run_doctor(const DoctorOptions& options, Context& context) {
  const Effect effect = options.fix ? Effect::real : Effect::rehearsal;
  Session session{context, options.fix ? Store::Access::change : Store::Access::read};
  const std::vector<Finding> found = findings(session, context.now(), effect);
  if (options.fix) session.commit();
  Report report;
  report.columns = {"check", "ref", "owner", "message", "fixed"};
  report.objects = [found] {
    Objects objects;
    for (const Finding& each : found) {
      objects.push_back({{"check", each.check},
                         {"ref", each.ref},
                         {"owner", each.owner},
                         {"message", each.message},
                         {"fixed", each.fixed}});
    }
    return objects;
  };
  report.text = [found](const Ink&) {
    std::string lines;
    for (const Finding& each : found) lines += fmt::format("{}  {}  {}\n", each.ref, each.owner, each.message);
    return lines;
  };
  for (const Finding& each : found) report.brief += each.ref + "\n";
  report.nothing = "Nothing is amiss.";
  if (options.fix) report.stored = "what could be mended is mended";
  return report;
}

}  // namespace

void add_doctor_command(CLI::App& app, Context& context) {
  auto options = std::make_shared<DoctorOptions>();
  CLI::App* command =
      app.add_subcommand("doctor", "Find appointments that a clock change shifted, or that lie outside the hours");
  command->add_flag("--fix", options->fix, "Move shifted ones to where their wall-clock time is now");
  command->callback([options, &context] { context.answer(run_doctor(*options, context)); });
}

}  // namespace calbook
