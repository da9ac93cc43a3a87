#pragma once

#include <string>

#include "calendar/error.hpp"
#include "session/invocation.hpp"
#include "text/complaint.hpp"

namespace calbook {

/// What to do about an error; empty if nothing helps.
Hint hint_for(const calendar::Error& error);

/// The hint as printed. A command gets the --db and --owner that were typed, so that it uses the same
/// calendar.
std::string spelled(const Hint& hint, const GlobalOptions& typed);

}  // namespace calbook
