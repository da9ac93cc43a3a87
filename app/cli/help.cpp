// calbook help, and --help

#include "cli/help.hpp"

#include <fmt/format.h>

#include <memory>

#include "cli/command_line.hpp"
#include "cli/help_text.hpp"
#include "cli/topics.hpp"
#include "cli/wishes.hpp"
#include "commands/commands.hpp"
#include "text/spelling.hpp"
#include "text/usage.hpp"

namespace calbook {

namespace {

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
  for (const Verb& verb : verbs()) {
    if (verb.noun() != noun && !noun.empty()) continue;
    const bool named_already = !entries.empty() && entries.back().word == verb.noun();
    if (noun.empty() && !named_already) {
      entries.push_back({std::string{verb.noun()}, verb.verb().empty() ? verb.help : noun_help(verb.noun())});
    }
    if (!noun.empty()) entries.push_back({std::string{verb.verb()}, verb.help});
  }
  return entries;
}

std::string in_full(std::string_view example) {
  return fmt::format("calbook {}", example);
}

std::string manual_line(std::string_view noun) {
  return fmt::format("Manual: man calbook{}{}", noun.empty() ? "" : "-", noun);
}

std::optional<std::string> topic_meant(std::string_view name) {
  if (const Verb* meant = command_meant(name)) return std::string{meant->name};
  std::vector<std::string> names{topics.begin(), topics.end()};
  for (const Entry& each : rows_below("")) names.push_back(each.word);
  return closest_ignoring_case(name, names);
}

std::string help_of_verb(const Verb& verb, std::size_t width) {
  const Parameters parameters = parameters_of(verb);
  HelpText help{width};
  help.paragraph(verb.help);
  help.paragraph(fmt::format("Usage: calbook {} [OPTIONS]{}", verb.name, arguments_label(parameters)));
  help.section("Arguments", words_of(parameters, Which::arguments));
  help.section("Options", words_of(parameters, Which::options));
  help.examples(in_full(verb.examples[0]), in_full(verb.examples[1]));
  help.paragraph("Options of every command: calbook --help");
  help.line(manual_line(verb.noun()));
  return help.str();
}

std::string help_of_noun(std::string_view noun, std::size_t width) {
  std::vector<std::string_view> examples;
  for (const std::size_t which : {0U, 1U}) {  // the first of each verb, before the second of any
    for (const Verb& verb : verbs()) {
      if (verb.noun() == noun) examples.push_back(verb.examples[which]);
    }
  }
  HelpText help{width};
  help.paragraph(noun_help(noun));
  help.paragraph(fmt::format("Usage: calbook {} COMMAND [OPTIONS]", noun));
  help.section("Commands", rows_below(noun));
  help.examples(in_full(examples.at(0)), in_full(examples.at(1)));
  help.paragraph(manual_line(noun));
  return help.str();
}

std::string help_of_all(std::size_t width) {
  HelpText help{width};
  help.paragraph("Takes bookings from the terminal: owners say when, invitees book free slots.");
  help.paragraph("Usage: calbook COMMAND [OPTIONS]");
  help.section("Commands", rows_below(""));
  help.section("Options of every command", words_of(global_parameters(), Which::options));
  help.examples("calbook availability set mon-fri 09:00-17:00", "calbook book tomorrow 10:00 --name 'Bob Stone'");
  help.paragraph(fmt::format("Topics: calbook help {}", fmt::join(topics, ", ")));
  help.line(manual_line(""));
  return help.str();
}

}  // namespace

Run declare_help(Declaration& command) {
  auto topic = std::make_shared<std::vector<std::string>>();
  command.arguments("TOPIC", *topic, "A command, e.g. slots search; or dates, ranges, json, batch, exit-codes",
                    Presence::optional);
  return [topic](Session& session) {
    return help_report(fmt::format("{}", fmt::join(*topic, " ")), session.invocation());
  };
}

std::string help_of(std::string_view name, std::size_t width) {
  if (name.empty()) return help_of_all(width);
  if (const Verb* verb = verb_named(name)) return help_of_verb(*verb, width);
  if (!noun_help(name).empty()) return help_of_noun(name, width);
  if (auto text = help_on_topic(name, width)) return *std::move(text);
  throw usage::no_help(name, topic_meant(name));
}

Report help_report(std::string_view name, const Invocation& invocation) {
  constexpr std::size_t usual = 80;
  const std::string text = help_of(name, invocation.width().value_or(usual));
  return text_report("help", text, text);
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
