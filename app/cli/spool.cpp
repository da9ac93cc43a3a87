#include "cli/spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <vector>

namespace calbook {

Spool::Spool(const std::filesystem::path& folder) {
  std::string name = folder / "calbook-XXXXXX";
  descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0) {
    failure_ = errno;
  } else {
    ::unlink(name.c_str());
  }
}

Spool::~Spool() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

int Spool::append(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::pwrite(descriptor_, text.data(), text.size(), size_);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
    size_ += written;
  }
  return 0;
}

int Spool::write_to(const std::function<int(std::string_view)>& write) const {
  std::vector<char> block(std::size_t{1} << 16);
  for (std::int64_t place = 0; place < size_;) {
    const ssize_t size = ::pread(descriptor_, block.data(), block.size(), place);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return size < 0 ? errno : EIO;
    if (const int failure = write({block.data(), static_cast<std::size_t>(size)}); failure != 0) return failure;
    place += size;
  }
  return 0;
}

}  // namespace calbook
