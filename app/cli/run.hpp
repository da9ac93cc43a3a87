#pragma once

#include "session/host.hpp"

namespace calbook {

/// Returned by run() when the reader of stdout went away before a command that only reads was
/// done: the process should die of SIGPIPE, as others in a pipe do.
inline constexpr int broken_pipe = -1;

/// Runs one command line and returns its exit code. Throws nothing but what is a bug.
int run(const Host& host);

}  // namespace calbook
