#pragma once

#include <fcntl.h>
#include <sys/types.h>

#include "file/waiting.hpp"

namespace calendar {

/// How a byte of a file is locked, against everybody or only against those who want it alone.
enum class ByteLock : short { shared = F_RDLCK, exclusive = F_WRLCK };

enum class LockOutcome { taken, timed_out, unsupported };

/// Locks one byte for the open file description behind `descriptor`, asleep in the kernel until it
/// is free or `deadline` is over. Those who wait are served in the order in which they came.
/// Unsupported: the file system knows no such locks, or `descriptor` does not allow one.
LockOutcome lock_byte(int descriptor, off_t byte, ByteLock kind, Deadline deadline);

void unlock_byte(int descriptor, off_t byte) noexcept;

/// Whether another process keeps everybody else from that byte.
bool is_locked_by_another_process(int descriptor, off_t byte);

}  // namespace calendar
