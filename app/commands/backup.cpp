// calbook backup, calbook restore

#include <fmt/format.h>

#include "calendar/calendar_file.hpp"
#include "calendar/text.hpp"
#include "commands/commands.hpp"
#include "output/report.hpp"
#include "session/session.hpp"
#include "text/time_text.hpp"

namespace calbook {

using calendar::CalendarFile;
using calendar::Contents;

namespace {

struct CopyOptions {
  std::string file;
  bool force = false;
};

// "2 owners, 31 appointments".
std::string contents_label(const Contents& contents) {
  return counted(contents.owners, "owner") + ", " + counted(contents.appointments, "appointment");
}

Report copy_report(std::string_view file, const Contents& contents, std::string text) {
  Report report;
  report.shape = Report::Shape::single;
  report.columns = {"file", "owners", "appointments"};
  report.objects = [file = std::string{file}, contents] {
    return Objects{{{"file", file}, {"owners", contents.owners}, {"appointments", contents.appointments}}};
  };
  report.text = [text = std::move(text)](const Style&) { return text; };
  return report;
}

Report run_backup(const CopyOptions& options, Session& session) {
  const auto overwrite = options.force ? CalendarFile::Overwrite::allowed : CalendarFile::Overwrite::refused;
  const Contents contents = CalendarFile{session.invocation().file()}.back_up(options.file, overwrite);
  const std::string sentence =
      fmt::format("Backed up to {}: {}", calendar::escaped(options.file), contents_label(contents));
  session.has_stored(sentence);
  return copy_report(options.file, contents, sentence + "\n");
}

Report run_restore(const CopyOptions& options, Session& session) {
  const auto restored = CalendarFile{session.invocation().file()}.restore(options.file, session.now());
  const std::string sentence =
      fmt::format("Restored {}: {}", calendar::escaped(options.file), contents_label(restored.contents));
  session.has_stored(sentence);
  std::string text = sentence + "\n";
  if (restored.kept)
    text += fmt::format("What it replaced is kept as {}\n", calendar::escaped(restored.kept->string()));
  Report report = copy_report(options.file, restored.contents, std::move(text));
  report.columns.emplace_back("kept");
  report.objects = [objects = std::move(report.objects), kept = restored.kept] {
    Objects all = objects();
    all.front().push_back({"kept", kept ? Value{kept->string()} : Value{}});
    return all;
  };
  return report;
}

}  // namespace

Run declare_backup(Declaration& command) {
  auto options = std::make_shared<CopyOptions>();
  command.argument("FILE", options->file, "Where to");
  command.flag("--force", options->force, "Overwrite an existing file");
  return [options](Session& session) { return run_backup(*options, session); };
}

Run declare_restore(Declaration& command) {
  auto options = std::make_shared<CopyOptions>();
  command.argument("FILE", options->file, "A backup, or what was saved of a damaged file; checked first");
  return [options](Session& session) { return run_restore(*options, session); };
}

}  // namespace calbook
