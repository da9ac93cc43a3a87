#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/table.hpp"
#include "session/invocation.hpp"
#include "text/complaint.hpp"

namespace calbook {

/// A command, and the words that were typed for it.
struct Command {
  Access access = Access::none;
  Run run;
  /// What to say instead when the arguments make no sense: "Jones", of `--name Eve Jones`, is among them.
  std::optional<InputError> unquoted = {};
};

/// The command that the words of the host name; the options of every command are left in `options`.
/// --help and --version are commands too, which open no file. Runs nothing.
/// Throws Error{usage} for what is no command line.
Command parse(const Host& host, GlobalOptions& options);

/// The format in which to say that the words could not be parsed.
Format format_asked_for(const std::vector<std::string>& words);

/// The options of every command.
void declare_global_options(Declaration& line, GlobalOptions& options);

}  // namespace calbook
