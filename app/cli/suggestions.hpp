#pragma once

#include <cstddef>
#include <string_view>

#include "cli/completion.hpp"
#include "commands/table.hpp"

namespace calbook {

/// Where on a line a value is asked for.
struct Place {
  const Verb* verb;         ///< Null for an option before its command.
  std::size_t before;       ///< How many words of the same argument stand before it.
  std::string_view prefix;  ///< What was typed of it.
  const GlobalOptions& global;
};

/// The values that an option or an argument may have there: dates, names, references. Some may not continue
/// the prefix. Never throws calendar::Error.
Completion suggestions_for(const Parameter& parameter, const Place& place, Session& session);

}  // namespace calbook
