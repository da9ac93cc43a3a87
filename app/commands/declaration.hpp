#pragma once

// How a command says which words it takes. Only declaration.cpp and cli/ know CLI11.

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

/// Runs a command with the words that were typed for it.
using Run = std::function<Report(Session&)>;

enum class Presence { optional, required };

/// Whether the value of an option may be empty, and what is wrong with that is for others to say.
enum class Empty { refused, allowed };

/// Whether an option may be given again: the last value counts, so that an alias can hold the first.
enum class Again { refused, allowed };

/// Whole numbers from the first to the last, both included.
struct Numbers {
  int first;
  int last;
};

/// In front of a word that is no option, no command and no list, whatever it looks like. No word that
/// is typed begins with a NUL.
inline constexpr char mark = '\0';

/// Takes the words of one command. When the command line is parsed, each is stored in `into`, which
/// must outlive that; what was not typed stays as it is. An option is refused with Error{usage} when
/// it is given twice, or empty: a script's `--db "$UNSET"` must not mean the default file.
class Declaration {
 public:
  /// For help: every option.
  explicit Declaration(CLI::App& app) : app_{app} {}
  /// To parse `typed`, which must outlive this: of the options, those that occur in it. To declare one
  /// takes 10,000 instructions.
  Declaration(CLI::App& app, const std::vector<std::string>& typed) : app_{app}, typed_{&typed} {}

  /// An argument of one word, or of all that are typed.
  void argument(const char* name, std::string& into, const char* help, Presence presence = Presence::required);
  void arguments(const char* name, std::vector<std::string>& into, const char* help,
                 Presence presence = Presence::required);

  /// "--name VALUE"; `value` is what help calls it.
  void option(const char* name, std::string& into, const char* value, const char* help, Again again = Again::refused);
  void option(const char* name, std::optional<std::string>& into, const char* value, const char* help,
              Empty empty = Empty::refused);
  void choice(const char* name, std::string& into, std::span<const std::string_view> values, const char* value,
              const char* help);
  template <class Number>
  void number(const char* name, std::optional<Number>& into, Numbers allowed, const char* help) {
    valued(name, "N", help,
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

  void valued(const char* name, const char* value, const char* help, const Store& store, Values values);
  static int number_in(Numbers allowed, std::string_view option, const std::string& word);
  bool is_wanted(std::string_view names) const;

  CLI::App& app_;
  const std::vector<std::string>* typed_ = nullptr;
};

}  // namespace calbook
