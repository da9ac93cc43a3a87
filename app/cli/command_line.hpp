#pragma once

#include <optional>
#include <string>
#include <vector>

#include "session/invocation.hpp"

namespace CLI {
class App;
}

namespace calbook {

/// Parses the words and runs the command that they name, which leaves its answer in the invocation.
/// Returns the text of --help or --version instead, where that was asked for; those run nothing.
/// Throws Error{usage} for what is no command line, and whatever the command throws.
std::optional<std::string> run_command_line(const std::vector<std::string>& words, Invocation& invocation);

/// The help of a command, under its full name.
std::string help_of(const CLI::App& command);

}  // namespace calbook
