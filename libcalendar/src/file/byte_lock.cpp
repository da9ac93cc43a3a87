// Locks of open file descriptions ("OFD locks", fcntl(2)) on single bytes, with a deadline.
//
// The kernel queues the waiters for such a lock: each waits behind the one before it, and releasing
// the lock wakes only the next. But there is no deadline: only a signal ends the wait. A library has
// no signal to spare, so a thread waits on the caller's behalf: fcntl(F_OFD_SETLKW) is a cancellation
// point, and the C library has its own signal for cancellation. The thread exists only during the
// wait. The lock belongs to the open file description, so it does not matter which thread took it.

#include "file/byte_lock.hpp"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

namespace calendar {

namespace {

using namespace std::chrono_literals;

// F_OFD_*: l_pid must be 0.
struct flock one_byte(off_t byte, short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = byte;
  lock.l_len = 1;
  return lock;
}

struct Request {
  int descriptor;
  struct flock lock;
  int error = 0;
};

// 0, or an errno: EAGAIN where the byte is taken.
int try_once(const Request& request) {
  struct flock lock = request.lock;
  if (::fcntl(request.descriptor, F_OFD_SETLK, &lock) == 0) return 0;
  return errno == EACCES ? EAGAIN : errno;
}

// Nothing here has a destructor: the thread may be cancelled within.
void* wait_in_line(void* argument) {
  auto& request = *static_cast<Request*>(argument);
  request.error = ::fcntl(request.descriptor, F_OFD_SETLKW, &request.lock) == 0 ? 0 : errno;
  return nullptr;
}

// The thread blocks all signals, leaving them to other threads. Its stack only needs to hold one
// system call and its cancellation.
bool start(pthread_t& thread, Request& request) {
  constexpr std::size_t stack = std::size_t{64} * 1024;
  pthread_attr_t attributes;
  if (::pthread_attr_init(&attributes) != 0) return false;
  ::pthread_attr_setstacksize(&attributes, stack);
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_attr_setsigmask_np(&attributes, &all);
  const bool started = ::pthread_create(&thread, &attributes, wait_in_line, &request) == 0;
  ::pthread_attr_destroy(&attributes);
  return started;
}

timespec as_timespec(Deadline deadline) {
  const auto since_boot = deadline.time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since_boot);
  return {.tv_sec = seconds.count(), .tv_nsec = std::chrono::nanoseconds{since_boot - seconds}.count()};
}

// For a process that cannot create another thread.
int wait_by_asking(const Request& request, Deadline deadline) {
  for (;;) {
    const int error = try_once(request);
    if (error != EAGAIN) return error;
    if (std::chrono::steady_clock::now() >= deadline) return ETIMEDOUT;
    std::this_thread::sleep_for(1ms + random_up_to(5ms));
  }
}

int wait(Request& request, Deadline deadline) {
  pthread_t thread{};
  if (!start(thread, request)) return wait_by_asking(request, deadline);
  const timespec until = as_timespec(deadline);  // std::chrono::steady_clock is CLOCK_MONOTONIC
  if (::pthread_clockjoin_np(thread, nullptr, CLOCK_MONOTONIC, &until) == 0) return request.error;
  ::pthread_cancel(thread);
  ::pthread_join(thread, nullptr);
  unlock_byte(request.descriptor, request.lock.l_start);  // it may have been granted at the last moment
  return ETIMEDOUT;
}

}  // namespace

LockOutcome lock_byte(int descriptor, off_t byte, ByteLock kind, Deadline deadline) {
  Request request{.descriptor = descriptor, .lock = one_byte(byte, static_cast<short>(kind))};
  int error = try_once(request);
  if (error == EAGAIN) error = wait(request, deadline);
  if (error == 0) return LockOutcome::taken;
  return error == ETIMEDOUT ? LockOutcome::timed_out : LockOutcome::unsupported;
}

void unlock_byte(int descriptor, off_t byte) noexcept {
  struct flock lock = one_byte(byte, F_UNLCK);
  ::fcntl(descriptor, F_OFD_SETLK, &lock);
}

bool is_locked_by_another_process(int descriptor, off_t byte) {
  struct flock lock = one_byte(byte, F_RDLCK);
  return ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK && lock.l_pid != ::getpid();
}

}  // namespace calendar
