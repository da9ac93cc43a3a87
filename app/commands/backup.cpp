// calbook backup, calbook restore

#include "calendar/calendar_file.hpp"
#include "commands/commands.hpp"
#include "session/session.hpp"
#include "text/complaint.hpp"
#include "views/copy.hpp"

namespace calbook {

using calendar::CalendarFile;

namespace {

struct CopyOptions {
  std::string file;
  bool force = false;
};

// The bytes of a copy, piece by piece.
Report bytes_report(const std::shared_ptr<CalendarFile::Copy>& copy) {
  Report report;
  report.quiet = [bytes = copy->next_bytes()] { return bytes; };
  report.text = [bytes = report.quiet](const Style&) { return bytes(); };
  report.next = [copy]() -> std::optional<Report> {
    Report piece = bytes_report(copy);
    if (piece.quiet().empty()) return std::nullopt;
    return piece;
  };
  return report;
}

Report run_backup(const CopyOptions& options, Session& session) {
  if (options.file == "-") {
    if (session.invocation().prints_objects())
      throw InputError{codes::usage, "'-' writes the copy itself, which has no format and no columns",
                       "name a file instead, or drop the format"};
    return bytes_report(CalendarFile{session.invocation().file()}.copy(session.invocation().temporary_folder()));
  }
  const auto overwrite = options.force ? CalendarFile::Overwrite::allowed : CalendarFile::Overwrite::refused;
  session.begins_to_store();
  const ShownCopy copy{options.file, CalendarFile{session.invocation().file()}.back_up(options.file, overwrite)};
  session.has_stored(backed_up_sentence(copy));
  return backup_report(copy);
}

Report run_restore(const CopyOptions& options, Session& session) {
  session.begins_to_store();
  const auto restored = CalendarFile{session.invocation().file()}.restore(options.file, session.now());
  const ShownCopy copy{options.file, restored.contents, restored.kept};
  session.has_stored(restored_sentence(copy));
  return restore_report(copy);
}

}  // namespace

Run declare_backup(Declaration& command) {
  auto options = std::make_shared<CopyOptions>();
  command.argument("FILE", options->file, "Where to write it; - is stdout");
  command.flag("--force", options->force, "Overwrite an existing file");
  return [options](Session& session) { return run_backup(*options, session); };
}

Run declare_restore(Declaration& command) {
  auto options = std::make_shared<CopyOptions>();
  command.argument("FILE", options->file, "A backup, or what was saved from a damaged file; checked first");
  return [options](Session& session) { return run_restore(*options, session); };
}

}  // namespace calbook
