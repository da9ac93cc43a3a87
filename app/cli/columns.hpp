#pragma once

#include <span>

#include "output/report.hpp"
#include "session/invocation.hpp"

namespace calbook {

/// What --columns and --template pick of a command that prints these keys: checked before the command runs, so that
/// nothing is stored whose result could not be printed. Throws Error{usage}.
Picked picked(const GlobalOptions& options, std::span<const Key> keys);

}  // namespace calbook
