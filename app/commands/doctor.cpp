// calbook doctor

#include <fmt/format.h>

#include "commands/commands.hpp"
#include "commands/doctor_checks.hpp"
#include "output/report.hpp"
#include "session/session.hpp"

namespace calbook {

using calendar::Effect;

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

Report run_doctor(const DoctorOptions& options, Session& session) {
  const Effect effect = session.rehearse_if(!options.fix);
  std::vector<DoctorFinding> found;
  look_at_file(found, session.invocation().file(), effect);
  look_at_zone_data(found, session.invocation().zone_data_folder(), session.now());
  look_at_appointments(found, session, session.now(), effect);
  if (options.fix) session.commit("what could be mended is mended");
  return findings_report(found);
}

}  // namespace

Run declare_doctor(Declaration& command) {
  auto options = std::make_shared<DoctorOptions>();
  command.flag("--fix", options->fix,
               "Repair what can be repaired without loss; move shifted appointments to their promised time");
  return [options](Session& session) { return run_doctor(*options, session); };
}

}  // namespace calbook
