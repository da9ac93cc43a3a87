#pragma once

// What is wrong with a command line, told from how far CLI11 came with it.

#include <optional>
#include <string>
#include <vector>

#include "text/complaint.hpp"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace calbook {

/// The command that was typed, as far as it was: "slots search", "slots", or nothing.
std::string typed_name(const CLI::App& app);

/// "calbook slots", of "slots".
std::string spelled_out(const std::string& name);

/// What may follow a noun, or "calbook" itself where the name is empty.
std::vector<std::string> commands_below(const std::string& name);

/// What CLI11 found wrong, in our words: it names the rule, we name the word.
InputError misuse(const CLI::App& app, const std::vector<std::string>& words, const CLI::ParseError& failure);

/// Of a line that was parsed: a word among the arguments that looks like the rest of a text before it.
std::optional<InputError> unquoted_text(const CLI::App& app, const std::vector<std::string>& words);

}  // namespace calbook
