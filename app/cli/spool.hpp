#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

namespace calbook {

/// Text that waits for a slow reader in a temporary file, which has no name and goes with this.
class Spool {
 public:
  explicit Spool(const std::filesystem::path& folder);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  /// Why the file could not be made: 0 or an errno.
  int failure() const { return failure_; }
  /// Returns 0 or an errno.
  int append(std::string_view text);
  /// Hands all of it to `write`, from the beginning, until that returns an errno. Returns it, or 0.
  int write_to(const std::function<int(std::string_view)>& write) const;

 private:
  int descriptor_ = -1;
  int failure_ = 0;
  std::int64_t size_ = 0;
};

}  // namespace calbook
