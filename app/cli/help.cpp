// calbook help

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "calendar/text.hpp"
#include "cli/command_line.hpp"
#include "cli/exit_codes.hpp"
#include "commands/commands.hpp"
#include "session/invocation.hpp"
#include "text/complaint.hpp"
#include "text/scanner.hpp"

namespace calbook {

namespace {

struct HelpOptions {
  std::vector<std::string> topic;
};

std::string exit_code_lines() {
  std::string lines;
  for (const ExitCode& row : exit_codes()) {
    lines += fmt::format("{}  {}\n", row.number, row.meaning);
    for (const calendar::Code code : row.errors) lines += fmt::format("     {}\n", code.name);
  }
  return lines;
}

const CLI::App* command_named(const CLI::App* root, const std::vector<std::string>& words) {
  const CLI::App* at = root;
  for (const std::string& word : words) {
    const auto verbs = at->get_subcommands([&](const CLI::App* each) { return each->get_name() == word; });
    if (verbs.empty()) return nullptr;
    at = verbs.front();
  }
  return at;
}

// The topic's words, quoted together or not.
std::vector<std::string> words_of(const HelpOptions& options) {
  std::vector<std::string> words;
  for (const std::string& quoted : options.topic) {
    for (const std::string_view word : split(quoted, ' ')) words.emplace_back(word);
  }
  return words;
}

std::string run_help(const HelpOptions& options, const CLI::App* root) {
  const std::vector<std::string> topic = words_of(options);
  if (topic == std::vector<std::string>{"exit-codes"}) return exit_code_lines();
  const CLI::App* command = command_named(root, topic);
  if (command == nullptr) {
    throw InputError{
        codes::usage,
        fmt::format("there is no help on '{}'", calendar::excerpt(fmt::format("{}", fmt::join(topic, " ")))),
        command_hint("--help")};
  }
  return help_of(*command);
}

}  // namespace

void add_help_command(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<HelpOptions>();
  CLI::App* command = app.add_subcommand("help", "Help on a command, or on exit-codes");
  command->add_option("TOPIC", options->topic, "E.g. book, 'slots search' or exit-codes")->option_text("...");
  command->callback([options, &app, &invocation] {
    Report report;
    report.shape = Report::Shape::single;
    const std::string text = run_help(*options, &app);
    report.quiet = [text] { return text; };
    report.text = [text](const Style&) { return text; };
    report.columns = {"help"};
    report.objects = [text] { return Objects{{{"help", text}}}; };
    invocation.answer(std::move(report));
  });
}

}  // namespace calbook
