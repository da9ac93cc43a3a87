#pragma once

#include <filesystem>

namespace calendar {

/// Held by the one process that sends the messages of a calendar file; the kernel lets it go when that ends.
class SendingLock {
 public:
  /// Tries to take it, without waiting: a file of this user next to the calendar, "FILE-sending", which stays. Links to
  /// the calendar are followed. Throws Error{cannot_open, permission, disk_full, io_error}.
  explicit SendingLock(const std::filesystem::path& calendar);
  ~SendingLock();
  SendingLock(const SendingLock&) = delete;
  SendingLock& operator=(const SendingLock&) = delete;

  /// False if another process has it, or there is no calendar.
  bool is_taken() const { return taken_; }

 private:
  int descriptor_ = -1;
  bool taken_ = false;
};

}  // namespace calendar
