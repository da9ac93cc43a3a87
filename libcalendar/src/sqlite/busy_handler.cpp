// Waiting for SQLite's locks.
//
// A writer blocks readers only while it commits, holding PENDING so that no new reader can enter. A
// reader sleeps until the kernel grants it a shared lock on that byte, which SQLite itself takes for
// a moment whenever a reader enters, releases it, and tries again.
//
// The other locks must be polled. Only SQLite may touch RESERVED: a reader that finds it locked takes
// a killed writer's journal for one in use, and reads half a change. And a writer that waits for
// readers to finish holds part of SHARED itself. But only one process polls at a time: all others
// are asleep in the writers' queue or at PENDING.

#include "sqlite/busy_handler.hpp"

#include <sqlite3.h>

#include <thread>
#include <utility>

#include "file/byte_lock.hpp"

namespace calendar {

namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr off_t pending_byte = off_t{1} << 30;  // see unixLock() in SQLite's os_unix.c

}  // namespace

BusyHandler::BusyHandler(sqlite3* database, std::filesystem::path file, const FileId& id,
                         std::chrono::milliseconds longest)
    : file_{std::move(file)}, id_{id}, longest_{longest} {
  sqlite3_busy_handler(database, call, this);
}

// Returning zero gives up.
int BusyHandler::call(void* handler, int calls) {
  return static_cast<BusyHandler*>(handler)->wait(calls == 0) ? 1 : 0;
}

// Short pauses with jitter: SQLite's own handler backs off to 100 ms. But if system calls are slow,
// each process pauses longer than it tries, or nobody would ever get an exclusive lock.
bool BusyHandler::wait(bool is_first) {
  const auto now = steady_clock::now();
  if (is_first) {
    deadline_ = std::exchange(next_deadline_, {}).value_or(now + longest_);
    tried_ = now;
  }
  if (now > deadline_) return false;
  if (!wait_for_commit()) {
    const auto attempt = std::chrono::duration_cast<std::chrono::microseconds>(now - tried_);
    constexpr int attempts_to_wait = 16;
    std::this_thread::sleep_for(300us + random_up_to(1200us) + random_up_to(attempt * attempts_to_wait));
  }
  tried_ = steady_clock::now();
  return true;
}

// False unless another process blocks the file with its commit.
bool BusyHandler::wait_for_commit() {
  const KeptDescriptor descriptor{file_, id_, KeptDescriptor::Access::read};
  if (descriptor.number() < 0 || !is_locked_by_another_process(descriptor.number(), pending_byte)) return false;
  if (lock_byte(descriptor.number(), pending_byte, ByteLock::shared, deadline_) != LockOutcome::taken) return false;
  unlock_byte(descriptor.number(), pending_byte);
  return true;
}

}  // namespace calendar
