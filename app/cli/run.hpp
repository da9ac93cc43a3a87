#pragma once

#include "session/host.hpp"

namespace calbook {

/// Returned by run() if a read-only command's stdout was closed early: the process should die of
/// SIGPIPE, like others in a pipe.
inline constexpr int broken_pipe = -1;

/// Runs one command line and returns its exit code. Whatever it throws is a bug.
int run(const Host& host);

}  // namespace calbook
