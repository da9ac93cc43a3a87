#pragma once

// The option --find, shared by lists of appointments.

#include <optional>
#include <string>

#include "commands/declaration.hpp"
#include "commands/listing.hpp"

namespace calbook {

/// Declares it, with its help.
void add_find_option(Declaration& command, std::optional<std::string>& typed);

/// Whether an appointment is found by what was typed; empty if nothing was.
/// Throws what calendar::SearchText throws.
Listing::Matches found_by(const std::optional<std::string>& typed);

}  // namespace calbook
