#include "calendar/sending_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "calendar/text.hpp"
#include "file/companions.hpp"
#include "file/path_guard.hpp"
#include "file/system_error.hpp"

namespace calendar {

namespace {

// It may be a trap that somebody else has put there.
void require_own(int descriptor, const std::filesystem::path& path) {
  struct stat found {};
  if (::fstat(descriptor, &found) != 0) throw system_failure(path, errno);
  if (S_ISREG(found.st_mode) && found.st_uid == ::geteuid() && found.st_nlink == 1) return;
  throw Error{Code::cannot_open,
              fmt::format("cannot open {}: it is not a file of this user alone", escaped(path.string())),
              {Remedy::Kind::find_out_whose, path.string()}};
}

}  // namespace

SendingLock::SendingLock(const std::filesystem::path& calendar) {
  const auto file = checked_path(calendar);
  if (!file) return;
  const std::filesystem::path path = with_suffix(file->path, "-sending");
  constexpr mode_t only_ours = 0600;
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, only_ours);
  if (descriptor_ < 0) throw system_failure(path, errno);
  try {
    require_own(descriptor_, path);
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
  taken_ = ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0;
  const int error = errno;
  if (taken_ || error == EWOULDBLOCK) return;
  ::close(descriptor_);
  throw system_failure(path, error, "lock");
}

SendingLock::~SendingLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace calendar
