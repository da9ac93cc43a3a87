#pragma once

// Words that people try who do not know calbook's own, and what they mean here.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "commands/table.hpp"
#include "text/complaint.hpp"

namespace calbook {

/// A word, or several, that is no command, and the command that does it. The texts are arrays, because
/// each pointer in a table would be relocated at every start.
struct CommandWish {
  char words[20];    ///< "move"; behind a noun: "owner delete".
  char command[40];  ///< With a place for the arguments: see wished_line().
  char alone[32];    ///< The command without arguments; empty: the same.
};

/// An option that a command does not have, and what it may have for it.
struct OptionWish {
  char option[16];
  char meant[36];  ///< The first that the command takes counts: "--name --find"; "DATE" is an argument.
};

std::span<const CommandWish> command_wishes();
std::span<const OptionWish> option_wishes();

/// What was typed besides the wrong word, in order.
struct TypedRest {
  std::vector<std::string> words;         ///< Arguments, and options that only the right command may know.
  std::vector<std::string> options = {};  ///< Those of every command, but for --db and --owner.
};

/// The command that does what `word` asks for, with the rest of the line; `noun` is the one before it, or
/// empty. Empty if the word is in no table.
std::optional<Hint> command_wished(std::string_view noun, std::string_view word, const TypedRest& rest);

/// The command that does what `words` ask for; null if they are in no table, or no command does it.
const Verb* command_meant(std::string_view words);

/// What a command takes instead of `option`, or its help if it takes nothing of the kind. Empty if the option is in
/// no table.
std::optional<Hint> option_wished(std::string_view command, std::string_view option);

}  // namespace calbook
