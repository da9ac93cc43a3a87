#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>

#include "calendar/error.hpp"
#include "calendar/text.hpp"
#include "commands/commands.hpp"
#include "text/complaint.hpp"
#include "text/spelling.hpp"
#include "version.hpp"

namespace calbook {

using calendar::Code;
using calendar::Error;
using calendar::excerpt;

std::span<const Noun> nouns() {
  static constexpr std::array<Noun, 15> table{{
      {"availability", add_availability_commands},
      {"service", add_service_commands},
      {"busy", add_busy_commands},
      {"slots", add_slots_commands},
      {"book", add_book_command},
      {"show", add_show_command},
      {"reschedule", add_reschedule_command},
      {"cancel", add_cancel_command},
      {"upcoming", add_upcoming_command},
      {"history", add_history_command},
      {"owner", add_owner_commands},
      {"doctor", add_doctor_command},
      {"backup", add_backup_command},
      {"restore", add_restore_command},
      {"help", add_help_command},
  }};
  return table;
}

namespace {

constexpr std::string_view program = "calbook";

bool holds(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

void add_global_options(CLI::App& app, GlobalOptions& options) {
  const auto add = [&](const char* name, std::string& value, const char* text, const char* description) {
    return app.add_option(name, value, description)->option_text(text)->group("Options of every command");
  };
  const auto add_flag = [&](const char* name, bool& value, const char* description) {
    app.add_flag(name, value, description)->group("Options of every command");
  };
  add("--db", options.db, "FILE", "The calendar file ($CALBOOK_DB)");
  add("--owner", options.owner, "NAME", "Whose calendar ($CALBOOK_OWNER)");
  add("--tz", options.tz, "ZONE", "The zone of times typed and shown, e.g. Europe/Berlin; else the owner's");
  add("--format", options.format, "FORMAT", "text, json, jsonl or tsv")
      ->check(CLI::IsMember({"text", "json", "jsonl", "tsv"}));
  add_flag("--json", options.json, "The same as --format json");
  add_flag("--header", options.header, "Name the columns of tsv");
  add("--color", options.color, "WHEN", "auto, always or never")->check(CLI::IsMember({"auto", "always", "never"}));
  add_flag("-q,--quiet", options.quiet, "Only what a script needs: references, or nothing");
  add("--now", options.now, "INSTANT", "Act as if it were then, e.g. 2026-11-22T09:00Z ($CALBOOK_NOW)");
}

// Building every command takes longer than most commands run, so only those that the words could
// name are built; all of them when none is named, for help, but not to print the version.
void add_commands(CLI::App& app, const std::vector<std::string>& words, Invocation& invocation) {
  const auto named = [&](const Noun& noun) { return holds(words, noun.name); };
  const bool none_named = std::ranges::none_of(nouns(), named);
  const bool all = holds(words, "help") || (none_named && !holds(words, "--version"));
  for (const Noun& noun : nouns()) {
    if (all || named(noun)) noun.add(app, invocation);
  }
}

// A script's `--db "$UNSET"` must not mean the default file.
std::string not_empty(const std::string& value) {
  return value.empty() ? "is empty" : "";
}

// What holds for every command below `app`.
void finish(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) {
    if (!option->get_lnames().empty() && option->get_type_size() != 0) option->check(not_empty);
  }
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    command->group("Commands");
    finish(*command);
  }
}

void build(CLI::App& app, const std::vector<std::string>& words, Invocation& invocation) {
  app.name(std::string{program});
  app.require_subcommand(1);
  app.fallthrough();
  app.set_help_flag("-h,--help", "Print help and exit");
  app.set_version_flag("--version", fmt::format("{} {}", program, version), "Print the version and exit");
  app.footer("calbook --help has the options of every command, calbook help exit-codes what its exit codes mean.");
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app.get_formatter()->label("Positionals", "Arguments");
  add_global_options(app, invocation.options);
  add_commands(app, words, invocation);
  finish(app);
}

// The command that the words name, as deep as they do.
const CLI::App& deepest(const CLI::App& app) {
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  return *at;
}

// "calbook slots search".
std::string full_name(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : full_name(*parent) + " " + command.get_name();
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* at = &command; at != nullptr; at = at->get_parent()) {
    for (const CLI::Option* option : at->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

std::vector<std::string> verb_names(const CLI::App& command) {
  std::vector<std::string> names;
  if (command.get_parent() == nullptr) {
    for (const Noun& noun : nouns()) names.emplace_back(noun.name);
  } else {
    for (const CLI::App* verb : command.get_subcommands([](const CLI::App*) { return true; }))
      names.push_back(verb->get_name());
  }
  return names;
}

// What CLI11 found wrong, in our words: it names the rule, we name the word.
InputError usage_error(const CLI::App& app, const CLI::ParseError& failure) {
  const CLI::App& at = deepest(app);
  const std::string name = full_name(at);
  const Hint help = command_hint(name.substr(std::min(name.size(), program.size() + 1)) + " --help");
  const auto meant_or_help = [&](std::string_view before, const std::optional<std::string>& meant) {
    return meant ? Hint{fmt::format("did you mean {}{}?", before, *meant)} : help;
  };
  const std::vector<std::string> extras = app.remaining(true);
  const std::string extra = extras.empty() ? "" : extras.front();
  if (extra.starts_with('-')) {
    return {codes::usage, fmt::format("'{}' has no option '{}'", name, excerpt(extra)),
            meant_or_help("", closest(extra, option_names(at)))};
  }
  if (at.get_require_subcommand_min() > 0) {
    const std::vector<std::string> verbs = verb_names(at);
    if (extras.empty())
      return {codes::usage, fmt::format("'{}' needs a command: {}", name, fmt::join(verbs, ", ")), help};
    return {codes::usage, fmt::format("'{}' has no command '{}'", name, excerpt(extra)),
            meant_or_help(name + " ", closest(extra, verbs))};
  }
  if (!extras.empty()) return {codes::usage, fmt::format("'{}' takes no '{}'", name, excerpt(extra)), help};
  // CLI11 repeats the value at fault, however long it is.
  const std::string sentence = failure.what();
  constexpr std::size_t long_sentence = 300;
  return {codes::usage, sentence.size() > long_sentence ? excerpt(sentence) : sentence, help};
}

}  // namespace

std::string help_of(const CLI::App& command) {
  return command.get_formatter()->make_help(&command, full_name(command), CLI::AppFormatMode::Normal);
}

std::optional<std::string> run_command_line(const std::vector<std::string>& words, Invocation& invocation) {
  const auto whole = std::make_shared<CLI::App>(
      "Takes bookings from the terminal: owners say when, invitees search free slots and book them.");
  invocation.keep(whole);
  CLI::App& app = *whole;
  build(app, words, invocation);
  try {
    app.parse(std::vector<std::string>{words.rbegin(), words.rend()});
  } catch (const CLI::CallForHelp&) {
    return help_of(deepest(app));
  } catch (const CLI::CallForVersion&) {
    return fmt::format("{} {}\n", program, version);
  } catch (const CLI::ParseError& failure) {
    throw usage_error(app, failure);
  }
  return std::nullopt;
}

}  // namespace calbook
