// How writers wait for each other.
//
// SQLite polls for its locks. Polling takes CPU time from the active writer, and touches the byte
// that it needs exclusively to commit: of 128 bookings at once on two busy cores, 24 had not found
// the right moment after half a minute. So writers first queue for a kernel lock, asleep, and only
// the first in line asks SQLite. Programs without this queue are still kept apart by SQLite's locks.
//
//    byte 2^30       +1         +2 ... +511     +512               2^30 + page size
//         [PENDING ] [RESERVED] [SHARED       ] [queue]  ...       [content again
//         '------------- SQLite's -------------' '- ours -'
//
// The queue is a lock on one byte of the calendar itself, just after SQLite's, in the page that SQLite
// reserves for locks ("The Lock-Byte Page" in its file format). It is an open file description lock
// (F_OFD_SETLKW): independent of the process locks that SQLite takes, exclusive between two Stores in
// one process, and released when its process is killed.
//
// Rejected:
//   - flock() or a lock on a descriptor that is then closed: drops SQLite's locks (see
//     kept_descriptor.cpp for how ours stay open).
//   - flock() on the folder: anybody who can read the folder could hold it, two calendars would wait
//     for each other, a program that changes both would deadlock, and NFS refuses it.
//   - A lock file: must be created, recognized as stale, and told apart from the calendar's own files.
//   - /run/user: cron jobs do not have it, and containers do not share it.
//   - An abstract socket: anybody can take its name, and it wakes everybody at once.
//   - System V semaphores: they outlive their users.

#include "file/writer_queue.hpp"

#include <utility>

#include "file/byte_lock.hpp"
#include "file/system_error.hpp"

namespace calendar {

namespace {

constexpr off_t queue_byte = (off_t{1} << 30) + 512;

}  // namespace

WriterQueue::WriterQueue(std::filesystem::path file, const FileId& id) : file_{std::move(file)}, id_{id} {}

WriterQueue::~WriterQueue() {
  leave();
}

void WriterQueue::enter(Deadline deadline) {
  if (!descriptor_) descriptor_.emplace(file_, id_, KeptDescriptor::Access::write);
  if (descriptor_->number() < 0) return;
  const LockOutcome outcome = lock_byte(descriptor_->number(), queue_byte, ByteLock::exclusive, deadline);
  if (outcome == LockOutcome::timed_out) throw locked(file_);
  entered_ = outcome == LockOutcome::taken;
}

void WriterQueue::leave() noexcept {
  if (std::exchange(entered_, false)) unlock_byte(descriptor_->number(), queue_byte);
}

}  // namespace calendar
