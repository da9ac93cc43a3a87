#pragma once

// One row per command: its name, its help, and the access to the file that it needs.

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "commands/declaration.hpp"
#include "output/key.hpp"
#include "session/session.hpp"

namespace calbook {

struct Verb {
  std::string_view name;  ///< "slots search", or "book".
  std::string_view help;  ///< One line, in the imperative.
  Access access;          ///< The most access that it needs.
  Run (*declare)(Declaration& command);
  std::vector<Key> (*keys)();                ///< Of the objects that it prints; null: none.
  std::array<std::string_view, 2> examples;  ///< Without "calbook"; help shows them, and the tests run them.

  /// "slots", "search"; the latter is empty if the noun alone is the command.
  std::string_view noun() const { return name.substr(0, name.find(' ')); }
  std::string_view verb() const { return name.substr(std::min(name.size(), noun().size() + 1)); }
};

/// In the order of help, grouped by noun.
std::span<const Verb> verbs();

/// The command of that name; null if there is none.
const Verb* verb_named(std::string_view name);

/// The help of a noun that has verbs.
std::string_view noun_help(std::string_view noun);

}  // namespace calbook
