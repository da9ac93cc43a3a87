#include "commands/declaration.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "text/scanner.hpp"
#include "text/usage.hpp"

namespace calbook {

using Kind = Parameter::Kind;

namespace {

std::string unmarked(const std::string& word) {
  return word.starts_with(mark) ? word.substr(1) : word;
}

// Whether a word is that option: "--name", "--name=value", "-n", or one of "-xn".
bool is_option(std::string_view word, std::string_view name) {
  if (name.starts_with("--")) return word.starts_with(name) && (word.size() == name.size() || word[name.size()] == '=');
  return word.starts_with('-') && !word.starts_with("--") && word.find(name.back()) != word.npos;
}

// "calbook slots search".
std::string spelled_out(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : spelled_out(*parent) + " " + command.get_name();
}

std::string not_empty(const CLI::App& command, const char* argument, std::string word) {
  if (trimmed(word).empty()) throw usage::argument_empty(spelled_out(command), argument);
  return word;
}

}  // namespace

void Declaration::argument(const char* name, std::string& into, const char* help, Presence presence) {
  if (listed({.kind = Kind::argument, .name = name, .help = help, .presence = presence})) return;
  const auto store = [name, app = app_, &into](const CLI::results_t& typed) {
    into = not_empty(*app, name, unmarked(typed.front()));
    return true;
  };
  app_->add_option(name, store, help)->required(presence == Presence::required);
}

void Declaration::argument(const char* name, std::string& into, std::span<const std::string_view> values,
                           const char* help) {
  if (listed({.kind = Kind::argument, .name = name, .help = help, .presence = Presence::required, .choices = values}))
    return;
  argument(name, into, help);
}

void Declaration::arguments(const char* name, std::vector<std::string>& into, const char* help, Presence presence) {
  if (listed({.kind = Kind::argument, .name = name, .help = help, .presence = presence, .repeats = true})) return;
  const auto store = [name, app = app_, &into](const CLI::results_t& typed) {
    for (const std::string& word : typed) into.push_back(not_empty(*app, name, unmarked(word)));
    return true;
  };
  app_->add_option(name, store, help)
      ->expected(1, CLI::detail::expected_max_vector_size)
      ->allow_extra_args()
      ->take_all()
      ->required(presence == Presence::required);
}

void Declaration::arguments_behind_dashes(const char* name, std::vector<std::string>& into, const char* help) {
  if (listed({.kind = Kind::argument, .name = name, .help = help, .repeats = true})) return;
  const auto store = [app = app_, &into](const CLI::results_t& typed) {
    for (const std::string& word : typed) {
      if (!word.starts_with(mark)) throw usage::superfluous(spelled_out(*app), word);
      into.push_back(unmarked(word));
    }
    return true;
  };
  app_->add_option(name, store, help)
      ->expected(1, CLI::detail::expected_max_vector_size)
      ->allow_extra_args()
      ->take_all();
}

void Declaration::option(const char* name, std::string& into, const char* value, const char* help, Again again) {
  if (absent({.kind = Kind::option, .name = name, .value = value, .help = help})) return;
  valued(name, value, [&into](const std::string& word) { into = word; }, {.again = again});
}

void Declaration::option(const char* name, std::optional<std::string>& into, const char* value, const char* help,
                         Empty empty) {
  if (absent({.kind = Kind::option, .name = name, .value = value, .help = help})) return;
  valued(name, value, [&into](const std::string& word) { into = word; }, {.empty = empty});
}

void Declaration::choice(const char* name, std::string& into, std::span<const std::string_view> values,
                         const char* value, const char* help) {
  if (absent({.kind = Kind::option, .name = name, .value = value, .help = help, .choices = values})) return;
  const auto store = [=, &into](const std::string& word) {
    if (std::ranges::find(values, word) == values.end()) throw usage::not_a_choice(name, word, values);
    into = word;
  };
  valued(name, value, store, {});
}

void Declaration::flag(const char* name, bool& into, const char* help) {
  if (absent({.kind = Kind::flag, .name = name, .help = help})) return;
  app_->add_flag(name, into)->disable_flag_override();
}

void Declaration::valued(const char* name, const char* value, const Store& store, Values values) {
  const auto store_one = [=](const CLI::results_t& typed) {
    if (typed.size() > 1 && values.again == Again::refused) throw usage::given_twice(name, typed[0], typed[1]);
    const bool some_empty = std::ranges::find(typed, std::string{}) != typed.end();
    if (some_empty && values.empty == Empty::refused) throw usage::empty_value(name, value);
    store(unmarked(typed.back()));
    return true;
  };
  app_->add_option(name, store_one)->option_text(value)->take_all();
}

bool Declaration::listed(const Parameter& parameter) {
  if (list_ != nullptr) list_->push_back(parameter);
  return list_ != nullptr;
}

bool Declaration::absent(const Parameter& parameter) {
  if (listed(parameter)) return true;
  return std::ranges::none_of(split(parameter.name, ','), [&](std::string_view name) {
    return std::ranges::any_of(*typed_, [&](std::string_view word) { return is_option(word, name); });
  });
}

int Declaration::number_in(Numbers allowed, std::string_view option, const std::string& word) {
  int number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  const bool whole = error == std::errc{} && end == word.data() + word.size();
  if (!whole || number < allowed.first || number > allowed.last) {
    throw usage::not_a_number(option, word, allowed.first, allowed.last);
  }
  return number;
}

}  // namespace calbook
