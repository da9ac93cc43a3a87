#pragma once

// A descriptor that is closed with its scope, of a file that is not open in SQLite: see kept_descriptor.hpp.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace calendar {

class Descriptor {
 public:
  /// Flags and mode are those of open(2), which leaves its error in errno.
  Descriptor(const std::filesystem::path& path, int flags, mode_t mode = 0)
      : number_{::open(path.c_str(), flags | O_CLOEXEC, mode)} {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  /// Negative if it could not be opened.
  int number() const { return number_; }
  bool is_file() const {
    struct stat status {};
    return number_ >= 0 && ::fstat(number_, &status) == 0 && S_ISREG(status.st_mode);
  }

 private:
  int number_;
};

}  // namespace calendar
