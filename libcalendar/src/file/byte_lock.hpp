#pragma once

#include <fcntl.h>
#include <sys/types.h>

#include "file/waiting.hpp"

namespace calendar {

/// How a byte of a file is locked: against everybody, or only against exclusive locks.
enum class ByteLock : short { shared = F_RDLCK, exclusive = F_WRLCK };

enum class LockOutcome { taken, timed_out, unsupported };

/// Locks one byte for the open file description of `descriptor`. Sleeps in the kernel until the byte
/// is free or `deadline` has passed; waiters are served in order of arrival. Unsupported: the file
/// system has no such locks, or `descriptor` does not allow one.
LockOutcome lock_byte(int descriptor, off_t byte, ByteLock kind, Deadline deadline);

void unlock_byte(int descriptor, off_t byte) noexcept;

/// Whether another process has an exclusive lock on that byte.
bool is_locked_by_another_process(int descriptor, off_t byte);

}  // namespace calendar
