// One command line, from its words to its exit code.

#include "cli.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "calendar/calendar.hpp"
#include "calendar/text.hpp"
#include "commands.hpp"
#include "exit_codes.hpp"
#include "lines.hpp"
#include "spelling.hpp"
#include "version.hpp"
#include "when.hpp"

namespace calbook {

using calendar::Code;
using calendar::Error;
using calendar::Refused;

std::span<const Noun> nouns() {
  static constexpr std::array<Noun, 7> table{{
      {"availability", add_availability_commands},
      {"slots", add_slots_commands},
      {"book", add_book_command},
      {"show", add_show_command},
      {"upcoming", add_upcoming_command},
      {"owner", add_owner_commands},
      {"help", add_help_command},
  }};
  return table;
}

namespace {

bool holds(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

void add_global_options(CLI::App& app, GlobalOptions& options) {
  constexpr const char* group = "Options of every command";
  app.add_option("--db", options.db, "The calendar FILE ($CALBOOK_DB)")->type_name("FILE")->group(group);
  app.add_option("--owner", options.owner, "Whose calendar ($CALBOOK_OWNER)")->type_name("NAME")->group(group);
  app.add_option("--tz", options.tz, "The ZONE of times typed and shown, e.g. Europe/Berlin")
      ->type_name("ZONE")
      ->group(group);
  auto* format =
      app.add_option("--format", options.format, "text, json, jsonl or tsv")->type_name("FORMAT")->group(group);
  format->check(CLI::IsMember({"text", "json", "jsonl", "tsv"}).description(""));
  app.add_flag("--json", options.json, "The same as --format json")->excludes(format)->group(group);
  app.add_flag("--header", options.header, "Name the columns of tsv")->group(group);
  app.add_option("--color", options.color, "auto, always or never")
      ->type_name("WHEN")
      ->group(group)
      ->check(CLI::IsMember({"auto", "always", "never"}).description(""));
  app.add_flag("-q,--quiet", options.quiet, "Only what a script needs")->group(group);
  app.add_option("--now", options.now, "Act as if it were that INSTANT, e.g. 2026-11-22T09:00Z ($CALBOOK_NOW)")
      ->type_name("INSTANT")
      ->group(group);
}

// Building every command takes longer than most commands run, so only those that the words could
// name are built; all of them when none is named, for help.
void add_commands(CLI::App& app, const std::vector<std::string>& words, Context& context) {
  const bool all =
      holds(words, "help") || std::ranges::none_of(nouns(), [&](const Noun& noun) { return holds(words, noun.name); });
  for (const Noun& noun : nouns()) {
    if (all || holds(words, noun.name)) noun.add(app, context);
  }
}

// The command that the words name, as deep as they do.
const CLI::App& deepest(const CLI::App& app) {
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  return *at;
}

std::string full_name(const CLI::App& command) {
  return command.get_parent() == nullptr ? command.get_name()
                                         : full_name(*command.get_parent()) + " " + command.get_name();
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
Error usage_error(const CLI::App& app, const CLI::ParseError& failure) {
  const CLI::App& command = deepest(app);
  const std::string help = full_name(command) + " --help";
  const std::vector<std::string> extras = app.remaining(true);
  if (!extras.empty() && extras.front().starts_with('-')) {
    const auto meant = closest(extras.front(), option_names(command));
    return {Code::usage, fmt::format("{} has no option '{}'", full_name(command), calendar::excerpt(extras.front())),
            meant ? fmt::format("did you mean {}?", *meant) : help};
  }
  const std::vector<std::string> verbs = verb_names(command);
  const bool wants_verb = command.get_require_subcommand_min() > 0;
  if (wants_verb && !extras.empty()) {
    const auto meant = closest(extras.front(), verbs);
    return {Code::usage, fmt::format("{} has no command '{}'", full_name(command), calendar::excerpt(extras.front())),
            meant ? fmt::format("did you mean {} {}?", full_name(command), *meant) : help};
  }
  if (wants_verb) {
    return {Code::usage, fmt::format("{} needs a command: {}", full_name(command), fmt::join(verbs, ", ")), help};
  }
  if (!extras.empty()) {
    return {Code::usage, fmt::format("{} takes no '{}'", full_name(command), calendar::excerpt(extras.front())), help};
  }
  return {Code::usage, fmt::format("{}: {}", full_name(command), failure.what()), help};
}

// The format in which an error is told, before or although the command line could be parsed.
Format error_format(const std::vector<std::string>& words, const Context& context) {
  if (holds(words, "--json") || holds(words, "--format=json") || holds(words, "--format=jsonl")) return Format::json;
  const auto at = std::ranges::find(words, "--format");
  if (at != words.end() && at + 1 != words.end() && (at[1] == "json" || at[1] == "jsonl")) return Format::json;
  return context.format() == Format::jsonl ? Format::json : context.format();
}

Object error_object(const Error& error) {
  const auto* refused = dynamic_cast<const Refused*>(&error);
  const std::string message =
      refused != nullptr ? refusal_message(refused->reasons().front(), *refused) : error.message();
  const std::string hint = refused != nullptr ? refusal_hint(*refused) : error.hint();
  Object object{{"error", name(error.code())}, {"message", message}, {"hint", hint.empty() ? Value{} : Value{hint}}};
  if (!error.field().empty()) object.push_back({"field", error.field()});
  if (refused != nullptr) {
    List next;
    for (const calendar::Interval& slot : refused->next()) next.emplace_back(rfc3339(slot.start, refused->zone()));
    object.push_back({"next", std::move(next)});
  }
  return object;
}

std::string error_text(const Error& error, Format format) {
  const Object object = error_object(error);
  if (format == Format::json) return json(object) + "\n";
  const auto& message = std::get<std::string>(object[1].value.is);
  const auto* hint = std::get_if<std::string>(&object[2].value.is);
  return "calbook: " + calendar::escaped(message) + "\n" +
         (hint != nullptr ? "hint: " + calendar::escaped(*hint) + "\n" : "");
}

Ink ink(const World& world, const GlobalOptions& options) {
  const auto is_set = [&](const char* name) { return !world.variable(name).value_or("").empty(); };
  const bool for_eyes = world.out_is_terminal && !is_set("NO_COLOR") && world.variable("TERM").value_or("") != "dumb";
  const bool coloured = options.color == "always" || (options.color == "auto" && for_eyes);
  return Ink{coloured ? Ink::Use::coloured : Ink::Use::plain};
}

std::string output(const Report& report, const World& world, const Context& context) {
  if (context.format() != Format::text) {
    return rendered(report, context.format(), context.options.header ? Header::shown : Header::hidden);
  }
  return context.options.quiet ? report.brief : report.text(ink(world, context.options));
}

// Writes the answer, and says so when it does not arrive.
int deliver(const Report& report, const World& world, const Context& context) {
  const std::string text = output(report, world, context);
  const bool reader = report.stored.empty();
  const int failure = text.empty() ? 0 : world.write_out(text);
  if (failure != 0) {
    if (reader && failure == EPIPE) return broken_pipe;
    const std::string why = fmt::format("the answer could not be written: {}", std::strerror(failure));
    const Error error{reader ? Code::io_error : Code::undelivered,
                      reader ? why : fmt::format("{}, but {}", report.stored, why)};
    world.write_err(error_text(error, context.format()));
    return exit_code(error.code());
  }
  const bool for_person = world.out_is_terminal && context.format() == Format::text && !context.options.quiet;
  if (text.empty() && for_person && !report.nothing.empty()) world.write_err(report.nothing + "\n");
  return 0;
}

Report plain_answer(std::string text) {
  Report report;
  report.text = [text = std::move(text)](const Ink&) { return text; };
  return report;
}

void build(CLI::App& app, const std::vector<std::string>& words, Context& context) {
  app.name("calbook");
  app.require_subcommand(1);
  app.fallthrough();
  app.set_help_flag("--help", "Print help and exit");
  app.set_version_flag("--version", std::string{"calbook "} + version, "Print the version and exit");
  app.footer("calbook help exit-codes lists what its exit codes mean.");
  add_global_options(app, context.options);
  add_commands(app, words, context);
}

int fail(const Error& error, const World& world, const Context& context) {
  world.write_err(error_text(error, error_format(world.arguments, context)));
  return exit_code(error.code());
}

}  // namespace

int run(const World& world) {
  Context context{world};
  CLI::App app{"calbook takes bookings: owners say when, invitees search free slots and book them."};
  build(app, world.arguments, context);
  try {
    std::vector<std::string> reversed{world.arguments.rbegin(), world.arguments.rend()};
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    context.options = {};
    return deliver(plain_answer(deepest(app).help()), world, context);
  } catch (const CLI::CallForVersion&) {
    context.options = {};
    return deliver(plain_answer(std::string{"calbook "} + version + "\n"), world, context);
  } catch (const CLI::ParseError& failure) {
    return fail(usage_error(app, failure), world, context);
  } catch (const Error& error) {
    return fail(error, world, context);
  }
  return deliver(*context.report(), world, context);
}

}  // namespace calbook
