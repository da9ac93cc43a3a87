// calbook backup, calbook restore

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "calendar/calendar_file.hpp"
#include "calendar/text.hpp"
#include "commands/commands.hpp"
#include "output/report.hpp"
#include "session/invocation.hpp"
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

Report run_backup(const CopyOptions& options, Invocation& invocation) {
  const auto overwrite = options.force ? CalendarFile::Overwrite::allowed : CalendarFile::Overwrite::refused;
  const Contents contents = CalendarFile{invocation.file()}.back_up(options.file, overwrite);
  const std::string sentence =
      fmt::format("Backed up to {}: {}", calendar::escaped(options.file), contents_label(contents));
  invocation.stored = sentence;
  return copy_report(options.file, contents, sentence + "\n");
}

Report run_restore(const CopyOptions& options, Invocation& invocation) {
  const auto restored = CalendarFile{invocation.file()}.restore(options.file, invocation.now());
  const std::string sentence =
      fmt::format("Restored {}: {}", calendar::escaped(options.file), contents_label(restored.contents));
  invocation.stored = sentence;
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

void add_backup_command(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<CopyOptions>();
  CLI::App* command = app.add_subcommand("backup", "Write a consistent copy of the file, while others use it");
  command->add_option("FILE", options->file, "Where to")->required();
  command->add_flag("--force", options->force, "Although there is a file already");
  command->callback([options, &invocation] { invocation.answer(run_backup(*options, invocation)); });
}

void add_restore_command(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<CopyOptions>();
  CLI::App* command = app.add_subcommand("restore", "Put a copy in the file's place, and keep what it replaces beside");
  command->add_option("FILE", options->file, "A backup, or what was saved of a damaged file; checked first")
      ->required();
  command->callback([options, &invocation] { invocation.answer(run_restore(*options, invocation)); });
}

}  // namespace calbook
