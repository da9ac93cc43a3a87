// How writers wait for each other.
//
// SQLite's locks are tried, not waited for. Whoever tries again and again takes time from the writer
// who works, and touches the byte that this one needs alone to commit: of 128 bookings at once on two
// busy cores, 24 had not found the right moment after half a minute. So writers first line up for a
// lock of the kernel's, asleep, and only the one at the head asks SQLite. Programs that know no queue
// are kept apart by SQLite's locks as ever.
//
//    byte 2^30       +1         +2 ... +511     +512               2^30 + page size
//         [PENDING ] [RESERVED] [SHARED       ] [queue]  ...       [content again
//         '------------- SQLite's -------------' '- ours -'
//
// It is a lock on one byte of the calendar itself, just behind SQLite's, in the page that SQLite
// leaves without content for the sake of locks ("The Lock-Byte Page" in its file format). The lock is
// one of an open file description (F_OFD_SETLKW): it does not mix with those that SQLite takes for
// the whole process, excludes two Stores in one process, and is gone when its process is killed.
//
// Rejected: flock() or a lock on another descriptor that is closed again, which drops SQLite's locks
// (kept_descriptor.cpp tells how ours are kept open); flock() on the folder, which whoever may read
// the folder could hold, which makes two calendars wait for each other and a program that changes both
// at once wait for itself, and which NFS refuses; a lock file, which has to be made, found to be left
// behind, and told from the calendar's own files in every folder; /run/user, which cron jobs do not
// have and containers do not share; an abstract socket, whose name anybody can take, and which wakes
// everybody at once; semaphores (System V), which stay when nobody needs them any more.

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
