// calbook doctor

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/commands.hpp"
#include "commands/doctor_checks.hpp"
#include "output/report.hpp"
#include "session/session.hpp"

namespace calbook {

using calendar::Effect;
using calendar::Store;

namespace {

struct DoctorOptions {
  bool fix = false;
};

// "K7QD3F  alice  is at ...", or "journal_mode  the file has ...".
std::string line_of(const DoctorFinding& finding) {
  if (!finding.ref) return fmt::format("{}  {}\n", finding.check, finding.message);
  return fmt::format("{}  {}  {}\n", *finding.ref, *finding.owner, finding.message);
}

Object object_of(const DoctorFinding& finding) {
  return {{"check", finding.check},
          {"ref", finding.ref},
          {"owner", finding.owner},
          {"message", finding.message},
          {"fixed", finding.fixed}};
}

Report findings_report(const std::vector<DoctorFinding>& found) {
  Report report;
  report.columns = {"check", "ref", "owner", "message", "fixed"};
  report.objects = [found] {
    Objects objects;
    for (const DoctorFinding& each : found) objects.push_back(object_of(each));
    return objects;
  };
  report.text = [found](const Style&) {
    std::string lines;
    for (const DoctorFinding& each : found) lines += line_of(each);
    return lines;
  };
  report.quiet = [found] {
    std::string references;
    for (const DoctorFinding& each : found) references += each.ref ? *each.ref + "\n" : "";
    return references;
  };
  report.when_empty = "Nothing is amiss.";
  return report;
}

Report run_doctor(const DoctorOptions& options, Invocation& invocation) {
  const Effect effect = options.fix ? Effect::real : Effect::rehearsal;
  std::vector<DoctorFinding> found;
  look_at_file(found, invocation.file(), effect);
  look_at_zone_data(found, invocation.zone_data_folder(), invocation.now());
  Session session{invocation, options.fix ? Store::Access::change : Store::Access::read};
  look_at_appointments(found, session, invocation.now(), effect);
  if (options.fix) session.commit("what could be mended is mended");
  return findings_report(found);
}

}  // namespace

void add_doctor_command(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<DoctorOptions>();
  CLI::App* command = app.add_subcommand(
      "doctor", "Find what is wrong with the file, and appointments that shifted or lie outside the hours");
  command->add_flag(
      "--fix", options->fix,
      "Mend what can be mended without loss, and move shifted ones to where their wall-clock time is now");
  command->callback([options, &invocation] { invocation.answer(run_doctor(*options, invocation)); });
}

}  // namespace calbook
