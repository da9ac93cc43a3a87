#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "cli/columns.hpp"
#include "cli/help.hpp"
#include "cli/misuse.hpp"
#include "text/usage.hpp"
#include "version.hpp"
#include "views/key.hpp"

namespace calbook {

namespace {

constexpr std::array<std::string_view, 4> formats{"text", "json", "jsonl", "tsv"};
constexpr std::array<std::string_view, 3> colors{"auto", "always", "never"};

struct Declared {
  const Verb* verb;
  Run run;
};

// The words for CLI11, in the order it expects: last first. Words after "--" are marked as arguments,
// because CLI11 would pass them from a command without arguments to its parent; so are words that
// begin with a bracket, which CLI11 takes for lists. "--db=" becomes the option and an empty word,
// because CLI11 would take the next word as its value.
std::vector<std::string> for_cli11(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  bool arguments = false;
  for (const std::string& word : words) {
    if (arguments || word.starts_with('[')) {
      out.push_back(mark + word);
    } else if (word == "--") {
      arguments = true;
    } else if (word.starts_with("--") && word.find('=') == word.size() - 1) {
      out.push_back(word.substr(0, word.size() - 1));
      out.emplace_back();
    } else {
      out.push_back(word);
    }
  }
  std::ranges::reverse(out);
  return out;
}

// Declaring every command takes longer than most commands run, so only those named are declared.
std::vector<Declared> declare_named(CLI::App& app, const std::vector<std::string>& words) {
  const auto named = [&](std::string_view name) { return std::ranges::find(words, name) != words.end(); };
  std::vector<Declared> declared;
  CLI::App* noun = nullptr;
  for (const Verb& verb : verbs()) {
    if (!named(verb.noun())) continue;
    if (noun == nullptr || noun->get_name() != verb.noun()) {
      noun = app.add_subcommand(std::string{verb.noun()})->require_subcommand(0, 1);
    }
    if (!verb.verb().empty() && !named(verb.verb())) continue;
    Declaration declaration{verb.verb().empty() ? *noun : *noun->add_subcommand(std::string{verb.verb()}), words};
    declared.push_back({&verb, verb.declare(declaration)});
  }
  return declared;
}

Report version_report(Session&) {
  return text_report("version", fmt::format("calbook {}\n", version), version);
}

bool asks_for_columns(const GlobalOptions& options) {
  return options.columns == "help";
}

std::vector<Key> keys_of(const Verb& verb, const GlobalOptions& options) {
  if (options.columns.empty() && options.line.empty()) return {};
  if (verb.keys == nullptr) throw usage::no_columns(spelled_out(std::string{verb.name}));
  return verb.keys();
}

Command chosen(const CLI::App& app, const std::vector<Declared>& declared, const GlobalOptions& options,
               const std::vector<std::string>& words) {
  if (options.version) return {Access::none, version_report};
  const std::string name = typed_name(app);
  if (options.help) return {Access::none, [=](Session& session) { return help_report(name, session.invocation()); }};
  const auto found = std::ranges::find(declared, name, [](const Declared& each) { return each.verb->name; });
  if (found == declared.end()) throw usage::command_missing(spelled_out(name), commands_below(name));
  const std::vector<Key> keys = keys_of(*found->verb, options);
  if (asks_for_columns(options)) return {Access::none, [=](Session&) { return keys_report(keys); }};
  refuse_text_as_reference(app, words);
  return {found->verb->access, found->run, picked(options, keys), unquoted_text(app, words)};
}

}  // namespace

void declare_global_options(Declaration& line, GlobalOptions& options) {
  line.flag("-h,--help", options.help, "Print help and exit");
  line.flag("--version", options.version, "Print the version and exit");
  line.option("--db", options.db, "FILE", "The calendar file ($CALBOOK_DB)");
  line.option("--owner", options.owner, "NAME", "Whose calendar ($CALBOOK_OWNER)", Again::allowed);
  line.option("--tz", options.tz, "ZONE", "The zone of times, typed and shown, e.g. Europe/Berlin (the owner's)");
  line.choice("--format", options.format, formats, "FORMAT", "text, json, jsonl or tsv");
  line.flag("--json", options.json, "The same as --format json");
  line.flag("--header", options.header, "Print the column names first (tsv)");
  line.choice("--color", options.color, colors, "WHEN", "auto, always or never");
  line.option("--columns", options.columns, "LIST", "Only these, in this order, e.g. start,name; help lists them");
  line.option("--template", options.line, "TEXT", "A line for each, e.g. '{start:%a %H:%M} {name:<20} {phone}'");
  line.flag("-q,--quiet", options.quiet, "Only what a script needs: references, or nothing");
  line.option("--now", options.now, "INSTANT", "Pretend that it is this time, e.g. 2026-11-22T09:00Z ($CALBOOK_NOW)");
}

Command parse(const Host& host, GlobalOptions& options) {
  auto whole = std::make_unique<CLI::App>("", "calbook");
  CLI::App& app = *whole;
  app.set_help_flag();
  app.require_subcommand(0, 1)->fallthrough();
  const std::vector<std::string> words = for_cli11(host.arguments);
  Declaration line{app, words};
  declare_global_options(line, options);
  const std::vector<Declared> declared = declare_named(app, words);
  try {
    app.parse(std::vector<std::string>{words});
  } catch (const CLI::ParseError& failure) {
    if (!options.help && !asks_for_columns(options)) throw misuse(app, host.arguments, failure);
  } catch (const InputError&) {
    if (!options.help && !asks_for_columns(options)) throw;
  }
  Command command = chosen(app, declared, options, host.arguments);
  if (host.ends_process) static_cast<void>(whole.release());
  return command;
}

Format format_asked_for(const std::vector<std::string>& words) {
  const auto end = std::ranges::find(words, "--");
  const auto typed = [&](std::string_view word) { return std::find(words.begin(), end, word) != end; };
  bool json = typed("--json") || typed("--format=json") || typed("--format=jsonl");
  for (auto word = words.begin(); word != end && std::next(word) != end; ++word) {
    json = json || (*word == "--format" && (*std::next(word) == "json" || *std::next(word) == "jsonl"));
  }
  return json ? Format::json : Format::text;
}

}  // namespace calbook
