#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <compare>
#include <filesystem>

namespace calendar {

/// Tells a file from every other one that exists at the time.
struct FileId {
  dev_t device = 0;
  ino_t inode = 0;
  auto operator<=>(const FileId&) const = default;
};

inline FileId id_of(const struct stat& found) {
  return {found.st_dev, found.st_ino};
}

/// A time during which this process has a file open in SQLite: begins before SQLite opens it, and
/// ends after SQLite has closed it. Until the last one of a file is over, no descriptor of the file
/// is closed.
class FileUse {
 public:
  explicit FileUse(const FileId& id);
  ~FileUse();
  FileUse(const FileUse&) = delete;
  FileUse& operator=(const FileUse&) = delete;

  const FileId& id() const { return id_; }

 private:
  FileId id_;
};

/// A descriptor of a file that is in use, with an open file description of its own: what it locks is
/// locked against every other one, in this process and in others. Kept for the next one to want it,
/// instead of closed.
class KeptDescriptor {
 public:
  enum class Access { read, write };
  /// Negative where the file cannot be opened, or is another one by now.
  KeptDescriptor(const std::filesystem::path& file, const FileId& id, Access access);
  ~KeptDescriptor();
  KeptDescriptor(const KeptDescriptor&) = delete;
  KeptDescriptor& operator=(const KeptDescriptor&) = delete;

  int number() const { return number_; }

 private:
  FileId id_;
  Access access_;
  int number_ = -1;
};

/// Keeps a descriptor that was opened otherwise, as that of a file which was just created.
void keep(int descriptor, KeptDescriptor::Access access);

}  // namespace calendar
