#pragma once

// Every command in one row: what it is called, what it does, what it needs of the file.

#include <array>
#include <span>
#include <string_view>

#include "commands/declaration.hpp"
#include "session/session.hpp"

namespace calbook {

struct Verb {
  std::string_view name;  ///< "slots search", or "book".
  std::string_view help;  ///< One line, as an order.
  Access access;          ///< The most that it does to the file.
  Run (*declare)(Declaration& command);
  std::array<std::string_view, 2> examples;  ///< Without "calbook"; help shows them, and the tests run them.

  /// "slots", "search"; the latter is empty where the noun alone is the command.
  std::string_view noun() const { return name.substr(0, name.find(' ')); }
  std::string_view verb() const { return name.substr(std::min(name.size(), noun().size() + 1)); }
};

/// In the order in which help lists them; those of one noun stand together.
std::span<const Verb> verbs();

/// What help says of a noun that has verbs.
std::string_view noun_help(std::string_view noun);

}  // namespace calbook
