// calbook help, and --help

#include "cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/command_line.hpp"
#include "cli/exit_codes.hpp"
#include "text/scanner.hpp"
#include "text/usage.hpp"

namespace calbook {

namespace {

constexpr std::size_t width = 80;

// Wraps a text into lines that are indented by `indent`, except the first.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out;
  std::size_t column = indent;
  for (const std::string_view word : split(text, ' ')) {
    if (column > indent && column + 1 + word.size() > width) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out;
}

// A word of the command line, and what it means.
struct Entry {
  std::string word;
  std::string_view meaning;
};

std::string section(std::string_view title, const std::vector<Entry>& entries) {
  if (entries.empty()) return {};
  std::size_t column = 0;
  for (const Entry& entry : entries) column = std::max(column, entry.word.size() + 4);
  std::string out = fmt::format("\n{}:\n", title);
  for (const Entry& entry : entries) {
    out += fmt::format("  {:<{}}{}\n", entry.word, column - 2, wrapped(entry.meaning, column));
  }
  return out;
}

// What an option or an argument looks like: "--name NAME", "DATETIME ...".
std::string shape_of(const Parameter& parameter) {
  const std::string name{parameter.name};
  if (parameter.repeats) return name + " ...";
  return parameter.value.empty() ? name : fmt::format("{} {}", name, parameter.value);
}

enum class Which { arguments, options };

std::vector<Entry> words_of(const Parameters& parameters, Which which) {
  std::vector<Entry> entries;
  for (const Parameter& each : parameters) {
    const bool is_argument = each.kind == Parameter::Kind::argument;
    if (is_argument == (which == Which::arguments)) entries.push_back({shape_of(each), each.help});
  }
  return entries;
}

// "REF DATETIME ...", with optional ones in brackets.
std::string arguments_label(const Parameters& parameters) {
  std::string out;
  for (const Parameter& each : parameters) {
    if (each.kind != Parameter::Kind::argument) continue;
    out += each.presence == Presence::required ? " " + shape_of(each) : " [" + shape_of(each) + "]";
  }
  return out;
}

std::vector<Entry> rows_below(std::string_view noun) {
  std::vector<Entry> entries;
  for (const Verb& verb : all_verbs()) {
    if (verb.noun() != noun && !noun.empty()) continue;
    const bool named_already = !entries.empty() && entries.back().word == verb.noun();
    if (noun.empty() && !named_already) {
      entries.push_back({std::string{verb.noun()}, verb.verb().empty() ? verb.help : noun_help(verb.noun())});
    }
    if (!noun.empty()) entries.push_back({std::string{verb.verb()}, verb.help});
  }
  return entries;
}

std::string example_lines(std::string_view first, std::string_view second) {
  return fmt::format("\nExamples:\n  calbook {}\n  calbook {}\n", first, second);
}

std::string manual_line(std::string_view noun) {
  const bool own_page = !noun.empty() && noun != "help";
  return fmt::format("\nManual: man calbook{}{}\n", own_page ? "-" : "", own_page ? noun : "");
}

std::string help_of_verb(const Verb& verb) {
  const Parameters parameters = parameters_of(verb);
  return fmt::format("{}\n\nUsage: calbook {} [OPTIONS]{}\n", verb.help, verb.name, arguments_label(parameters)) +
         section("Arguments", words_of(parameters, Which::arguments)) +
         section("Options", words_of(parameters, Which::options)) + example_lines(verb.examples[0], verb.examples[1]) +
         "\nOptions of every command: calbook --help" + manual_line(verb.noun());
}

std::string help_of_noun(std::string_view noun) {
  std::vector<std::string_view> examples;
  for (const Verb& verb : all_verbs()) {
    if (verb.noun() == noun) examples.push_back(verb.examples[0]);
  }
  return fmt::format("{}\n\nUsage: calbook {} COMMAND [OPTIONS]\n", noun_help(noun), noun) +
         section("Commands", rows_below(noun)) + example_lines(examples.at(0), examples.at(1)) + manual_line(noun);
}

std::string help_of_all() {
  return "Takes bookings from the terminal: owners say when, invitees book free slots.\n\n"
         "Usage: calbook COMMAND [OPTIONS]\n" +
         section("Commands", rows_below("")) +
         section("Options of every command", words_of(global_parameters(), Which::options)) +
         example_lines("availability set mon-fri 09:00-17:00", "book tomorrow 10:00 --name 'Bob Stone'") +
         manual_line("");
}

std::string exit_code_lines() {
  std::string lines;
  for (const ExitCode& row : exit_codes()) {
    lines += fmt::format("{}  {}\n", row.number, row.meaning);
    for (const calendar::Code code : row.errors) lines += fmt::format("     {}\n", code.name);
  }
  return lines;
}

Run declare_help(Declaration& command) {
  auto topic = std::make_shared<std::vector<std::string>>();
  command.arguments("TOPIC", *topic, "E.g. book, slots search or exit-codes", Presence::optional);
  return [topic](Session&) {
    const std::string name = fmt::format("{}", fmt::join(*topic, " "));
    const std::string text = name == "exit-codes" ? exit_code_lines() : help_of(name);
    return text_report("help", text, text);
  };
}

}  // namespace

std::span<const Verb> all_verbs() {
  static const std::vector<Verb> all = [] {
    std::vector<Verb> rows{verbs().begin(), verbs().end()};
    rows.push_back({"help",
                    "Explain a command, or the exit codes",
                    Access::none,
                    declare_help,
                    {"help slots search", "help exit-codes"}});
    return rows;
  }();
  return all;
}

std::string help_of(std::string_view name) {
  if (name.empty()) return help_of_all();
  if (const Verb* verb = verb_named(name)) return help_of_verb(*verb);
  if (!noun_help(name).empty()) return help_of_noun(name);
  throw usage::no_help(name);
}

const Verb* verb_named(std::string_view name) {
  const auto verb = std::ranges::find(all_verbs(), name, &Verb::name);
  return verb == all_verbs().end() ? nullptr : &*verb;
}

Parameters parameters_of(const Verb& verb) {
  Parameters list;
  Declaration declaration{list};
  verb.declare(declaration);
  return list;
}

Parameters global_parameters() {
  Parameters list;
  Declaration declaration{list};
  GlobalOptions ignored;
  declare_global_options(declaration, ignored);
  return list;
}

Report text_report(std::string_view key, const std::string& text, const std::string& value) {
  Report report;
  report.shape = Report::Shape::single;
  report.columns = {key};
  report.objects = [=](const TakeObject& take) { take({{key, value}}); };
  report.text = [=](const Style&) { return text; };
  report.quiet = [=] { return text; };
  return report;
}

}  // namespace calbook
