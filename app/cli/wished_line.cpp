#include "cli/wished_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "calendar/appointment.hpp"
#include "calendar/error.hpp"
#include "calendar/short_name.hpp"
#include "calendar/text.hpp"
#include "cli/help.hpp"
#include "cli/topics.hpp"
#include "cli/wishes.hpp"
#include "commands/shape.hpp"
#include "text/scanner.hpp"

namespace calbook {

namespace {

using TypedWords = std::span<const std::string>;
using Line = std::optional<std::string>;

// What was typed, as the command reads it.
struct Typed {
  std::vector<std::string> arguments = {};
  std::vector<std::string> options = {};  ///< With their values.

  bool has(std::string_view option) const {
    return std::ranges::any_of(options, [&](const std::string& word) {
      return word.starts_with(option) && (word.size() == option.size() || word[option.size()] == '=');
    });
  }
};

// "-1d" is a date.
bool is_option(std::string_view word) {
  return word.size() > 1 && word.front() == '-' && (word[1] < '0' || word[1] > '9');
}

const Parameter* option_named(const Parameters& parameters, std::string_view name) {
  const auto found = std::ranges::find_if(parameters, [&](const Parameter& each) {
    const auto names = split(each.name, ',');
    return each.kind != Parameter::Kind::argument && std::ranges::find(names, name) != names.end();
  });
  return found == parameters.end() ? nullptr : &*found;
}

// Nothing if the command does not have one of the options.
std::optional<Typed> typed_for(const Verb* verb, TypedWords words) {
  Parameters taken = global_parameters();
  if (verb != nullptr) std::ranges::copy(parameters_of(*verb), std::back_inserter(taken));
  Typed typed;
  for (auto word = words.begin(); word != words.end(); ++word) {
    if (!is_option(*word)) {
      typed.arguments.push_back(*word);
      continue;
    }
    const std::size_t equals = word->find('=');
    const Parameter* option = option_named(taken, std::string_view{*word}.substr(0, equals));
    if (option == nullptr) return std::nullopt;
    typed.options.push_back(*word);
    if (option->kind == Parameter::Kind::flag || equals != word->npos) continue;
    if (++word == words.end()) return std::nullopt;
    typed.options.push_back(*word);
  }
  return typed;
}

Line as_text(TypedWords words) {
  const std::string text = fmt::format("{}", fmt::join(words, " "));
  return calendar::trimmed(text).empty() ? Line{} : in_shell(text);
}

Line if_true(bool fits, TypedWords words) {
  return fits ? Line{shell_words(words)} : Line{};
}

// Each a reference, or all one text.
Line references(TypedWords words) {
  return std::ranges::all_of(words, calendar::Reference::is_possible) ? shell_words(words) : as_text(words);
}

bool is_name(std::string_view word) {
  try {
    const calendar::OwnerName name{word};
    return !name.str().empty();
  } catch (const calendar::Error&) {
    return false;
  }
}

bool is_number(std::string_view word) {
  Scanner scanner{word};
  return scanner.take_number(1, 9) && scanner.done();
}

Line topic(TypedWords words) {
  const std::string name = fmt::format("{}", fmt::join(words, " "));
  const bool is_one = verb_named(name) != nullptr || !noun_help(name).empty() ||
                      std::ranges::find(topics, std::string_view{name}) != topics.end();
  if (is_one) return name;
  const Verb* meant = command_meant(name);
  return meant == nullptr ? Line{} : Line{meant->name};
}

// "bob stone fri 10:00": whom, and a time.
Line move(TypedWords words) {
  for (std::size_t split = 1; split < words.size(); ++split) {
    if (!has_shape(words.subspan(split), Shape::datetime)) continue;
    const Line whom = as_text(words.first(split));
    return whom ? Line{*whom + " " + shell_words(words.subspan(split))} : whom;
  }
  return {};
}

bool is_start(TypedWords words) {
  const bool first = words.size() == 1 && lower(words.front()) == "first";
  return first || has_shape(words, Shape::datetime);
}

// A time, and a name before or behind it, or the example's.
Line booking(const Typed& typed) {
  const TypedWords words{typed.arguments};
  const auto line = [&](TypedWords when, TypedWords name) -> Line {
    if (!name.empty() && typed.has("--name")) return {};
    if (name.empty()) return shell_words(when) + (typed.has("--name") ? "" : " --name 'Bob Stone'");
    return fmt::format("{} --name {}", shell_words(when), as_text(name).value_or("''"));
  };
  for (std::size_t count = words.size(); count > 0; --count) {
    if (is_start(words.first(count))) return line(words.first(count), words.subspan(count));
    if (is_start(words.last(count))) return line(words.last(count), words.first(words.size() - count));
  }
  return {};
}

// What stands at a place of a command.
Line filling(std::string_view place, const Typed& typed) {
  const TypedWords words{typed.arguments};
  const bool one = words.size() == 1;
  if (place == "booking") return booking(typed);
  if (place == "busy") return if_true(has_shape(words, Shape::busy), words);
  if (place == "dates") return if_true(has_shape(words, Shape::dates), words);
  if (place == "days") return if_true(one && has_shape(words, Shape::days), words);
  if (place == "file") return one ? as_text(words) : Line{};
  if (place == "hours") return if_true(has_shape(words, Shape::hours), words);
  if (place == "month") return if_true(has_shape(words, Shape::month), words);
  if (place == "move") return move(words);
  if (place == "name") return if_true(one && is_name(words.front()), words);
  if (place == "number") return if_true(one && is_number(words.front()), words);
  if (place == "refs") return references(words);
  if (place == "topic") return topic(words);
  return as_text(words);
}

Line filled(std::string_view command, const Typed& typed) {
  constexpr std::string_view needs_options = " and options";
  const std::size_t start = command.find('{');
  const std::size_t end = command.find('}', start);
  std::string_view place = command.substr(start + 1, end - start - 1);
  if (place.ends_with(needs_options)) {
    if (typed.options.empty()) return {};
    place.remove_suffix(needs_options.size());
  }
  const Line words = filling(place, typed);
  return words ? Line{fmt::format("{}{}{}", command.substr(0, start), *words, command.substr(end + 1))} : words;
}

std::string without_arguments(std::string_view command, std::string_view alone) {
  if (!alone.empty()) return std::string{alone};
  return std::string{calendar::trimmed(command.substr(0, command.find('{')))};
}

std::string not_understood(std::string_view command, std::string_view alone) {
  const Verb* verb = verb_in(command);
  const bool changes = verb != nullptr && verb->access != Access::none && verb->access != Access::read;
  return alone.empty() && changes ? fmt::format("{} --help", verb->name) : without_arguments(command, alone);
}

std::string with(std::string line, const Typed& typed) {
  const bool says_so_itself = std::ranges::any_of(typed.options, [&](const std::string& word) {
    return word.starts_with("--") && (line + " ").find(" " + word.substr(0, word.find('=')) + " ") != line.npos;
  });
  if (typed.options.empty() || says_so_itself || line.ends_with("--help")) return line;
  return line + " " + shell_words(typed.options);
}

}  // namespace

std::string shell_words(std::span<const std::string> words) {
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : " ") + in_shell(word);
  return line;
}

const Verb* verb_in(std::string_view line) {
  const Verb* longest = nullptr;
  for (const Verb& verb : verbs()) {
    const bool begins =
        line.starts_with(verb.name) && (line.size() == verb.name.size() || line[verb.name.size()] == ' ');
    if (begins && (longest == nullptr || verb.name.size() > longest->name.size())) longest = &verb;
  }
  return longest;
}

std::string wished_line(std::string_view command, std::string_view alone, std::span<const std::string> words) {
  const auto typed = typed_for(verb_in(command), words);
  if (!typed) return not_understood(command, alone);
  const bool takes_arguments = command.find('{') != command.npos;
  if (takes_arguments && !typed->arguments.empty()) {
    const Line line = filled(command, *typed);
    return line ? with(*line, *typed) : not_understood(command, alone);
  }
  if (typed->has("--batch")) return with(std::string{command.substr(0, command.find(' '))}, *typed);
  const std::string line = without_arguments(command, alone);
  return verb_in(line) == verb_in(command) ? with(line, *typed) : line;
}

}  // namespace calbook
