// calbook completion

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>

#include "calendar/text.hpp"
#include "cli/completion.hpp"
#include "cli/completion_scripts.hpp"
#include "cli/help.hpp"
#include "commands/commands.hpp"
#include "text/usage.hpp"

namespace calbook {

namespace {

namespace fs = std::filesystem;

struct CompletionOptions {
  std::string shell;
  std::vector<std::string> words;
  bool install = false;
};

[[noreturn]] void throw_cannot_write(const fs::path& file, const std::string& why) {
  throw InputError{calendar::Code::cannot_open,
                   fmt::format("cannot write {}: {}", calendar::excerpt(file.string(), 200), why),
                   "leave --install out, and put what is printed where the shell reads it"};
}

// The file itself, where its name is a link that somebody keeps elsewhere.
fs::path without_link(const fs::path& file) {
  std::error_code error;
  if (!fs::is_symlink(file, error)) return file;
  fs::path target = fs::canonical(file, error);
  if (error) throw_cannot_write(file, "it is a link to what is not there");
  return target;
}

// Puts the text in a file that is complete at any moment.
void write_file(const fs::path& name, const std::string& text) {
  std::error_code error;
  const fs::path file = without_link(name);
  fs::create_directories(file.parent_path(), error);
  fs::path unfinished = file;
  unfinished += ".new";
  std::ofstream stream{unfinished, std::ios::binary};
  stream << text;
  stream.close();
  if (stream) fs::rename(unfinished, file, error);
  if (stream && !error) return;
  const std::string why = error ? error.message() : std::strerror(errno);
  fs::remove(unfinished, error);
  throw_cannot_write(file, why);
}

Report install(const std::string& shell, const Invocation& invocation) {
  const std::string file = completion_file(shell, invocation).string();
  write_file(file, completion_script(shell));
  Report report;
  report.shape = Report::Shape::single;
  report.columns = {"shell", "file", "note"};
  const std::string note{completion_note(shell)};
  report.objects = [=](const TakeObject& take) { take({{"shell", shell}, {"file", file}, {"note", note}}); };
  report.text = [=](const Style&) { return fmt::format("Installed {}\n{}\n", calendar::escaped(file), note); };
  return report;
}

// bash hands over the line, and what of it is to be replaced.
std::string answer(const CompletionOptions& options, Session& session) {
  if (options.shell != "bash") {
    return answer_for(options.shell, completion_of(options.words, session), options.words, "");
  }
  std::vector<std::string> words = words_of_line(options.words.front());
  words.erase(words.begin());  // calbook, by whatever name
  const std::string typed = options.words.size() > 1 ? words_of_line(options.words[1]).back() : "";
  return answer_for(options.shell, completion_of(words, session), words, typed);
}

Report run_completion(const CompletionOptions& options, Session& session) {
  if (std::ranges::find(shells, options.shell) == shells.end())
    throw usage::not_a_word("calbook completion", "the shell", options.shell, shells);
  if (options.install && !options.words.empty()) throw usage::alone("--install");
  if (options.install) return install(options.shell, session.invocation());
  const std::string text = options.words.empty() ? completion_script(options.shell) : answer(options, session);
  return text_report("completion", text, text);
}

}  // namespace

Run declare_completion(Declaration& command) {
  auto options = std::make_shared<CompletionOptions>();
  command.argument("SHELL", options->shell, shells, "bash, zsh or fish");
  command.arguments_behind_dashes(
      "WORD", options->words,
      "After --: a line as far as it was typed; prints what its last word can become, as scripts ask");
  command.flag("--install", options->install, "Put the script where the shell looks for a user's completions");
  return [options](Session& session) { return run_completion(*options, session); };
}

}  // namespace calbook
