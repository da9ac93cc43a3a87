#include "cli/completion.hpp"

#include <algorithm>
#include <array>

#include "cli/help.hpp"
#include "cli/suggestions.hpp"
#include "cli/topics.hpp"
#include "text/scanner.hpp"

namespace calbook {

namespace {

using Kind = Parameter::Kind;

std::string_view long_name(const Parameter& parameter) {
  return split(parameter.name, ',').back();
}

// No shell expands "~" behind "=".
bool begins_with_tilde(std::string_view value) {
  return value.starts_with('~');
}

std::string as_shells_leave(const std::string& value) {
  return begins_with_tilde(value) ? "./" + value : value;
}

bool is_named(const Parameter& parameter, std::string_view name) {
  const auto names = split(parameter.name, ',');
  return parameter.kind != Kind::argument && std::ranges::find(names, name) != names.end();
}

// Divides a line into words as bash does.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : line_{line} {}

  std::vector<std::string> words() {
    while (at_ < line_.size()) read(line_[at_++]);
    if (is_target_) word_.clear();
    words_.push_back(word_);
    return std::move(words_);
  }

 private:
  void read(char c) {
    if (quote_ != '\'' && c == '\\' && at_ < line_.size()) return add(line_[at_++]);
    if (c == quote_) return close_quote();
    if (quote_ != '\0') return add(c);
    if (c == '\'' || c == '"') return open_quote(c);
    if (c == ' ' || c == '\t' || c == '\n') return end_word();
    if (c == '<' || c == '>') return redirect();
    add(c);
  }

  void add(char c) {
    begun_ = true;
    word_ += c;
  }

  void open_quote(char c) {
    begun_ = true;
    quote_ = c;
  }

  void close_quote() { quote_ = '\0'; }

  void end_word() {
    if (!begun_) return;
    if (!is_target_) words_.push_back(word_);
    word_.clear();
    begun_ = is_target_ = false;
  }

  // "2>file", ">> file", "&>file": the shell's, not the command's.
  void redirect() {
    if (word_ == "&" || word_.find_first_not_of("0123456789") == word_.npos) {
      word_.clear();
      begun_ = false;
    }
    end_word();
    at_ = std::min(line_.find_first_not_of("<>|&", at_), line_.size());
    is_target_ = true;
  }

  std::string_view line_;
  std::size_t at_ = 0;
  std::vector<std::string> words_ = {};
  std::string word_ = {};
  bool begun_ = false;
  bool is_target_ = false;  // what is read is where output goes, or input comes from
  char quote_ = '\0';
};

// The line up to its last word.
class TypedLine {
 public:
  explicit TypedLine(std::span<const std::string> words) {
    for (const std::string& word : words) read(word);
  }

  const Verb* verb = nullptr;
  std::string name;                          ///< Of the verb, or as much of it as was typed.
  std::vector<std::string> arguments = {};   ///< Those behind it.
  std::optional<Parameter> open;             ///< An option that waits for its value.
  bool only_arguments = false;               ///< "--" was typed.
  bool lost = false;                         ///< There is no such command.
  std::vector<std::string_view> typed = {};  ///< The options, by their long names.
  GlobalOptions global;
  Parameters parameters = global_parameters();

  const Parameter* option(std::string_view wanted) const {
    const auto found = std::ranges::find_if(parameters, [&](const Parameter& each) { return is_named(each, wanted); });
    return found == parameters.end() ? nullptr : &*found;
  }

  /// The one that the next argument belongs to, and how many of its words stand before; null if there is none.
  std::pair<const Parameter*, std::size_t> argument() const {
    std::size_t before = arguments.size();
    for (const Parameter& each : parameters) {
      if (each.kind != Kind::argument) continue;
      if (before == 0 || each.repeats) return {&each, before};
      --before;
    }
    return {nullptr, 0};
  }

 private:
  void read(const std::string& word) {
    if (open) {
      store(*open, word);
      open.reset();
    } else if (only_arguments || !word.starts_with('-')) {
      read_argument(word);
    } else if (word == "--") {
      only_arguments = true;
    } else {
      read_option(word);
    }
  }

  void read_option(const std::string& word) {
    const std::size_t equals = word.find('=');
    const Parameter* found = option(std::string_view{word}.substr(0, equals));
    if (found == nullptr) return;
    typed.push_back(long_name(*found));
    if (found->kind == Kind::flag) return;
    if (equals == word.npos) open = *found;
    if (equals != word.npos) store(*found, as_shells_leave(word.substr(equals + 1)));
  }

  void store(const Parameter& parameter, const std::string& value) {
    if (parameter.name == "--db") global.db = value;
    if (parameter.name == "--owner") global.owner = value;
  }

  void read_argument(const std::string& word) {
    if (verb != nullptr) {
      arguments.push_back(word);
      return;
    }
    name += (name.empty() ? "" : " ") + word;
    verb = verb_named(name);
    if (verb != nullptr) std::ranges::copy(parameters_of(*verb), std::back_inserter(parameters));
    lost = only_arguments || (verb == nullptr && noun_help(name).empty());
  }
};

// The nouns, or the verbs of one.
std::vector<Candidate> commands_below(std::string_view noun) {
  std::vector<Candidate> found;
  for (const Verb& verb : verbs()) {
    const bool below = verb.noun() == noun && !verb.verb().empty();
    if (below) found.push_back({std::string{verb.verb()}, std::string{verb.help}});
    const bool first = found.empty() || found.back().word != verb.noun();
    if (noun.empty() && first) {
      const std::string_view help = verb.verb().empty() ? verb.help : noun_help(verb.noun());
      found.push_back({std::string{verb.noun()}, std::string{help}});
    }
  }
  return found;
}

std::vector<Candidate> help_topics(const TypedLine& line) {
  const std::size_t before = line.arguments.size();
  if (before > 0) return before == 1 ? commands_below(line.arguments.front()) : std::vector<Candidate>{};
  std::vector<Candidate> found = commands_below("");
  for (const std::string_view topic : topics) found.push_back({std::string{topic}, "A topic"});
  return found;
}

// Those not typed yet; --owner may be repeated.
std::vector<Candidate> options_left(const TypedLine& line) {
  std::vector<Candidate> found;
  // A command's own come first.
  for (const bool own : {true, false}) {
    const std::size_t of_every_command = global_parameters().size();
    for (std::size_t i = 0; i < line.parameters.size(); ++i) {
      const Parameter& each = line.parameters[i];
      const std::string_view name = long_name(each);
      const bool used = name != "--owner" && std::ranges::find(line.typed, name) != line.typed.end();
      if (own != (i >= of_every_command) || each.kind == Kind::argument || used) continue;
      found.push_back({std::string{name}, std::string{each.help}});
    }
  }
  return found;
}

Completion values_of(const Parameter& parameter, const TypedLine& line, std::size_t before, std::string_view prefix,
                     Session& session) {
  if (!parameter.choices.empty()) {
    Completion all;
    for (const std::string_view value : parameter.choices) all.candidates.push_back({std::string{value}, ""});
    return all;
  }
  if (parameter.name == "TOPIC") return {help_topics(line)};
  return suggestions_for(parameter, {line.verb, before, prefix, line.global}, session);
}

void keep_those_that_continue(std::string_view prefix, std::vector<Candidate>& candidates) {
  const std::string wanted = lower(prefix);
  std::erase_if(candidates, [&](const Candidate& each) { return !lower(each.word).starts_with(wanted); });
}

// The value behind "--owner=", as a whole word.
Completion value_in_word(const TypedLine& line, const std::string& word, std::size_t equals, Session& session) {
  const Parameter* option = line.option(std::string_view{word}.substr(0, equals));
  if (option == nullptr || option->kind == Kind::flag) return {};
  const std::string_view value = std::string_view{word}.substr(equals + 1);
  Completion found = values_of(*option, line, 0, value, session);
  if (begins_with_tilde(value)) found.files = false;
  for (Candidate& each : found.candidates) each.word.insert(0, word.substr(0, equals + 1));
  return found;
}

Completion everything_for(const TypedLine& line, const std::string& word, Session& session) {
  if (line.lost) return {};
  if (line.open) return values_of(*line.open, line, 0, word, session);
  const bool may_be_option = !line.only_arguments && word.starts_with('-');
  const std::size_t equals = word.find('=');
  if (may_be_option && equals != word.npos) return value_in_word(line, word, equals, session);
  if (may_be_option) return {options_left(line)};
  if (line.verb == nullptr) return line.only_arguments ? Completion{} : Completion{commands_below(line.name)};
  const auto [argument, before] = line.argument();
  Completion found;
  if (argument != nullptr) found = values_of(*argument, line, before, word, session);
  const bool nothing = found.candidates.empty() && !found.files && word.empty() && !line.only_arguments;
  return nothing ? Completion{options_left(line)} : found;
}

}  // namespace

Completion completion_of(const std::vector<std::string>& words, Session& session) {
  if (words.empty()) return {};
  const TypedLine line{std::span{words}.first(words.size() - 1)};
  Completion found = everything_for(line, words.back(), session);
  keep_those_that_continue(words.back(), found.candidates);
  return found;
}

std::vector<std::string> words_of_line(std::string_view line) {
  return LineReader{line}.words();
}

}  // namespace calbook
