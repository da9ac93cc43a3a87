#include "cli/misuse.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>

#include "calendar/appointment.hpp"
#include "calendar/text.hpp"
#include "cli/help.hpp"
#include "cli/wishes.hpp"
#include "commands/declaration.hpp"
#include "text/spelling.hpp"
#include "text/usage.hpp"

namespace calbook {

namespace {

using TypedWords = std::vector<std::string>;

// The most specific command named by the words.
const CLI::App& deepest(const CLI::App& app) {
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  return *at;
}

bool is_option(const std::string& word) {
  return word.starts_with('-');
}

// An option with this name, of the command or of every command.
const CLI::Option* option_named(const CLI::App& command, const std::string& name) {
  for (const CLI::App* at = &command; at != nullptr; at = at->get_parent()) {
    if (const CLI::Option* option = at->get_option_no_throw(name)) return option;
  }
  return nullptr;
}

// Those of a command, including those of every command.
TypedWords long_options(const std::string& name) {
  Parameters parameters = global_parameters();
  if (const Verb* verb = verb_named(name)) std::ranges::copy(parameters_of(*verb), std::back_inserter(parameters));
  TypedWords names;
  for (const Parameter& each : parameters) {
    const std::size_t start = each.name.find("--");
    if (start != each.name.npos) names.emplace_back(each.name.substr(start));
  }
  return names;
}

// The option that was probably meant. Never --now or --tz, whose effects could go unnoticed.
std::optional<std::string> option_meant(const std::string& name, const std::string& word) {
  TypedWords names = long_options(name);
  std::erase_if(names, [](const std::string& option) { return option == "--now" || option == "--tz"; });
  return closest(word, names);
}

InputError unknown_option(const std::string& name, const std::string& word) {
  if (auto wished = option_wished(name, word))
    return usage::unknown_option(spelled_out(name), word, *std::move(wished));
  return usage::unknown_option(spelled_out(name), word, option_meant(name, word));
}

// Dates and times contain digits, except words such as "today".
bool has_digit(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos;
}

bool takes_text(const std::string& option) {
  constexpr std::array<std::string_view, 6> texts{"--template", "--name", "--phone", "--note", "--reason", "--find"};
  return std::ranges::find(texts, option) != texts.end();
}

// "--reason 'has a cold'", where `word` is one of the words of a text that was typed without quotes.
std::optional<std::string> quoted(const TypedWords& words, const std::string& word) {
  const auto at = std::ranges::find(words, word);
  const auto option = std::find_if(std::make_reverse_iterator(at), words.rend(), is_option);
  if (at == words.end() || option == words.rend() || !takes_text(*option)) return std::nullopt;
  if (option.base() == at) return std::nullopt;  // the word is the text
  const auto end = std::find_if(at, words.end(), is_option);
  return *option + " " + calendar::shell_word(fmt::format("{}", fmt::join(option.base(), end, " ")));
}

// Whether `word` is the second of a text that was typed without quotes: "--reason is ill".
bool is_behind_text(const TypedWords& words, const std::string& word) {
  const auto at = std::ranges::find(words, word);
  if (at == words.begin() || at == words.end()) return false;
  const std::string& before = *std::prev(at);
  if (before.find(' ') != before.npos) return false;  // in quotes
  if (const std::size_t equals = before.find('='); is_option(before) && equals != before.npos)
    return takes_text(before.substr(0, equals));
  return std::distance(words.begin(), at) > 1 && takes_text(*std::prev(at, 2));
}

// What was typed besides the first of the words that CLI11 could not place. Nothing is carried over that follows
// "--": it may look like an option.
TypedRest rest_of(const CLI::App& app, const TypedWords& unplaced) {
  if (std::ranges::any_of(unplaced, [](const std::string& word) { return word.starts_with(mark); })) return {};
  TypedRest rest{{std::next(unplaced.begin()), unplaced.end()}};
  for (const CLI::Option* option : app.parse_order()) {
    const std::string& name = option->get_name();
    if (name == "--db" || name == "--owner") continue;  // every hint has them
    rest.options.push_back(name);
    if (option->get_items_expected_max() > 0) rest.options.push_back(option->results().back());
  }
  return rest;
}

InputError misplaced_word(const CLI::App& app, const TypedWords& words, const TypedWords& unplaced) {
  const std::string name = typed_name(app);
  const std::string& word = unplaced.front();
  if (const auto cure = quoted(words, word)) return usage::unquoted(word, *cure);
  const TypedWords choice = commands_below(name);
  if (choice.empty()) return usage::superfluous(spelled_out(name), word);
  const bool turned_round = !name.empty() && std::ranges::find(choice, word) != choice.end();
  if (turned_round) return usage::verb_in_front(word, name);
  if (auto wished = command_wished(name, word, rest_of(app, unplaced)))
    return usage::unknown_command(spelled_out(name), word, *std::move(wished));
  return usage::unknown_command(spelled_out(name), word, closest(word, choice));
}

// "--json=yes" or "-q=no", if there is one.
std::optional<InputError> flag_with_value(const CLI::App& command, const TypedWords& words) {
  for (const std::string& word : words) {
    const std::size_t equals = std::min(word.find('='), word.size());
    const CLI::Option* flag = is_option(word) ? option_named(command, word.substr(0, equals)) : nullptr;
    if (flag != nullptr && equals != word.size() && flag->get_items_expected_max() == 0) {
      return usage::value_of_flag(word.substr(0, equals), word.substr(equals + 1));
    }
  }
  return std::nullopt;
}

// CLI11 ran out of words, or a flag was given a value.
InputError mismatch(const CLI::App& command, const TypedWords& words) {
  if (auto flag = flag_with_value(command, words)) return *std::move(flag);
  const auto last = std::prev(std::ranges::find(words, "--"));
  const CLI::Option* option = option_named(command, *last);
  return usage::value_missing(*last, option == nullptr ? "VALUE" : option->get_option_text());
}

// The first required argument that is missing.
std::string missing_argument(const CLI::App& command) {
  const auto missing = command.get_options([](const CLI::Option* option) {
    return option->get_positional() && option->get_required() && option->count() == 0;
  });
  return missing.empty() ? "more words" : missing.front()->get_name(true);
}

}  // namespace

std::string typed_name(const CLI::App& app) {
  const CLI::App& at = deepest(app);
  if (at.get_parent() == nullptr) return {};
  return at.get_parent() == &app ? at.get_name() : at.get_parent()->get_name() + " " + at.get_name();
}

std::string spelled_out(const std::string& name) {
  return name.empty() ? "calbook" : "calbook " + name;
}

std::vector<std::string> commands_below(const std::string& name) {
  TypedWords names;
  for (const Verb& verb : verbs()) {
    const bool first_of_noun = names.empty() || names.back() != verb.noun();
    if (name.empty() && first_of_noun) names.emplace_back(verb.noun());
    if (!name.empty() && verb.noun() == name && !verb.verb().empty()) names.emplace_back(verb.verb());
  }
  return names;
}

InputError misuse(const CLI::App& app, const TypedWords& words, const CLI::ParseError& failure) {
  const CLI::App& at = deepest(app);
  const std::string name = typed_name(app);
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&failure) != nullptr) return mismatch(at, words);
  const TypedWords extras = app.remaining(true);
  if (extras.empty()) return usage::argument_missing(spelled_out(name), missing_argument(at));
  const std::string& word = extras.front();
  if (word.starts_with("-=")) return flag_with_value(at, words).value_or(unknown_option(name, word));
  if (is_option(word)) return unknown_option(name, word);
  if (word.starts_with(mark)) return usage::superfluous(spelled_out(name), word.substr(1));
  return misplaced_word(app, words, extras);
}

std::optional<InputError> unquoted_text(const CLI::App& app, const TypedWords& words) {
  const std::vector<CLI::Option*>& order = deepest(app).parse_order();
  const auto is_argument = [](const CLI::Option* option) { return option->get_positional(); };
  const auto first = std::ranges::find_if(order, is_argument);
  // The first argument may well follow a text, but dates seldom follow what is looked for.
  for (auto at = first; at != order.end(); ++at) {
    const std::string before = at == order.begin() ? "" : (*std::prev(at))->get_name();
    const bool behind_text = at == first ? before == "--find" : takes_text(before);
    if (!behind_text || !is_argument(*at)) continue;
    const std::string& word = (*at)->results().at(static_cast<std::size_t>(std::count(first, at, *at)));
    const auto cure = quoted(words, word);
    if (cure && !has_digit(word)) return usage::unquoted(word, *cure);
  }
  return std::nullopt;
}

void refuse_text_as_reference(const CLI::App& app, const TypedWords& words) {
  const CLI::Option* references = deepest(app).get_option_no_throw("REF");
  if (references == nullptr) return;
  for (const std::string& word : references->results()) {
    if (calendar::Reference::is_possible(word) || !is_behind_text(words, word)) continue;
    throw usage::unquoted(word, quoted(words, word).value_or("put the text in quotes"));
  }
}

}  // namespace calbook
