#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/table.hpp"
#include "session/invocation.hpp"
#include "text/complaint.hpp"

namespace calbook {

/// A command with its options and arguments.
struct Command {
  Access access = Access::none;
  Run run;
  Picked picked = {};  ///< What to print of its result.
  /// The error to report if the arguments make no sense: "Jones" of `--name Eve Jones` is one of them.
  std::optional<InputError> unquoted = {};
};

/// Parses the host's arguments into a command; the options of every command are stored in `options`.
/// --help and --version are commands, too, which open no file. Runs nothing.
/// Throws Error{usage} if the command line is not valid.
Command parse(const Host& host, GlobalOptions& options);

/// The format for reporting that the command line could not be parsed.
Format format_asked_for(const std::vector<std::string>& words);

/// The options of every command.
void declare_global_options(Declaration& line, GlobalOptions& options);

}  // namespace calbook
