#pragma once

// How a command declares its options and arguments. Only declaration.cpp and cli/ use CLI11.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/report.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace calbook {

class Session;

/// Runs a command with its options and arguments.
using Run = std::function<Report(Session&)>;

enum class Presence { optional, required };

/// Whether to accept an empty value, leaving it to others to refuse it.
enum class Empty { refused, allowed };

/// Whether an option can be repeated: the last value counts, so that an alias can contain the first.
enum class Again { refused, allowed };

/// Whole numbers from the first to the last, inclusive.
struct Numbers {
  int first;
  int last;
};

/// An option or an argument, as help shows it.
struct Parameter {
  enum class Kind { argument, option, flag };

  Kind kind;
  std::string_view name;        ///< "DATETIME", "--name" or "-q,--quiet".
  std::string_view value = {};  ///< What help calls the value of an option, "NAME"; empty for others.
  std::string_view help;
  Presence presence = Presence::optional;
  bool repeats = false;                            ///< An argument that takes all remaining words.
  std::span<const std::string_view> choices = {};  ///< The only values, if they are few.
};

/// Marks a word as an argument, even if it looks like an option, a command or a list. No typed word
/// starts with a NUL.
inline constexpr char mark = '\0';

/// Declares the options and arguments of one command. Parsing stores each in its `into`, which must
/// outlive that; what is not typed keeps its value. An option that is repeated or empty is refused
/// with Error{usage}: a script's `--db "$UNSET"` must not mean the default file.
class Declaration {
 public:
  /// For help: adds every option and argument to a list.
  explicit Declaration(std::vector<Parameter>& list) : list_{&list} {}
  /// For parsing `typed`, which must outlive this: declares only the options that occur in it, because
  /// each declaration takes 10,000 instructions.
  Declaration(CLI::App& app, const std::vector<std::string>& typed) : app_{&app}, typed_{&typed} {}

  /// An argument of one word, or of all remaining words. An empty word, or one of blanks, is a usage error.
  void argument(const char* name, std::string& into, const char* help, Presence presence = Presence::required);
  void arguments(const char* name, std::vector<std::string>& into, const char* help,
                 Presence presence = Presence::required);
  /// The same, but they have to stand behind "--", and nothing else may. Throws Error{usage}.
  void arguments_behind_dashes(const char* name, std::vector<std::string>& into, const char* help);
  /// A required argument with few values.
  void argument(const char* name, std::string& into, std::span<const std::string_view> values, const char* help);

  /// "--name VALUE"; `value` is what help calls it.
  void option(const char* name, std::string& into, const char* value, const char* help, Again again = Again::refused);
  void option(const char* name, std::optional<std::string>& into, const char* value, const char* help,
              Empty empty = Empty::refused);
  void choice(const char* name, std::string& into, std::span<const std::string_view> values, const char* value,
              const char* help);
  template <class Number>
  void number(const char* name, std::optional<Number>& into, Numbers allowed, const char* help) {
    if (absent({.kind = Parameter::Kind::option, .name = name, .value = "N", .help = help})) return;
    valued(name, "N",
           [=, &into](const std::string& word) { into = static_cast<Number>(number_in(allowed, name, word)); }, {});
  }
  /// "--name", or "-n,--name".
  void flag(const char* name, bool& into, const char* help);

 private:
  using Store = std::function<void(const std::string& word)>;

  struct Values {
    Empty empty = Empty::refused;
    Again again = Again::refused;
  };

  void valued(const char* name, const char* value, const Store& store, Values values);
  static int number_in(Numbers allowed, std::string_view option, const std::string& word);
  bool listed(const Parameter& parameter);  ///< Adds it to the list, if there is one.
  bool absent(const Parameter& parameter);  ///< The same, or whether it was not typed.

  std::vector<Parameter>* list_ = nullptr;  ///< For help; else the other two are there.
  CLI::App* app_ = nullptr;
  const std::vector<std::string>* typed_ = nullptr;
};

}  // namespace calbook
