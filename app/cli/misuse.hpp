#pragma once

// Explains what is wrong with a command line that CLI11 could not parse.

#include <optional>
#include <string>
#include <vector>

#include "text/complaint.hpp"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace calbook {

/// The command as far as it was typed: "slots search", "slots", or nothing.
std::string typed_name(const CLI::App& app);

/// "calbook slots", of "slots".
std::string spelled_out(const std::string& name);

/// What can follow a noun, or "calbook" itself if the name is empty.
std::vector<std::string> commands_below(const std::string& name);

/// CLI11's error in our words: it names the rule, we name the word.
InputError misuse(const CLI::App& app, const std::vector<std::string>& words, const CLI::ParseError& failure);

/// For a line that was parsed: an argument that looks like the rest of an unquoted text.
std::optional<InputError> unquoted_text(const CLI::App& app, const std::vector<std::string>& words);

/// The same where such a word would name an appointment: `cancel K7QD3F --reason is ill` must not cancel
/// whatever "ill" finds. Throws Error{usage}.
void refuse_text_as_reference(const CLI::App& app, const std::vector<std::string>& words);

}  // namespace calbook
