// calbook doctor

#include <algorithm>

#include "commands/commands.hpp"
#include "commands/doctor_checks.hpp"
#include "session/session.hpp"

namespace calbook {

using calendar::Effect;

namespace {

struct DoctorOptions {
  bool fix = false;
};

Report run_doctor(const DoctorOptions& options, Session& session) {
  const Effect effect = session.rehearse_if(!options.fix);
  const std::filesystem::path file = session.invocation().file();
  std::vector<DoctorFinding> found;
  const bool there = is_there(found, file);
  if (there && options.fix) session.begins_to_store();
  look_at_file(found, file, effect);  // also refuses leftovers of a file that is gone
  if (options.fix) session.has_stored(std::ranges::any_of(found, &DoctorFinding::fixed) ? "the file is repaired" : "");
  look_at_zone_data(found, session.invocation().zone_data_folder(), session.now());
  if (there) look_at_appointments(found, session, session.now(), effect);
  if (there) look_at_calendars(found, session, session.now());
  if (there && options.fix) session.commit("what can be repaired is repaired");
  return findings_report(std::move(found), file.string());
}

}  // namespace

Run declare_doctor(Declaration& command) {
  auto options = std::make_shared<DoctorOptions>();
  command.flag("--fix", options->fix,
               "Repair what can be repaired without loss; move shifted appointments to their promised time");
  return [options](Session& session) { return run_doctor(*options, session); };
}

}  // namespace calbook
