#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <compare>
#include <filesystem>

namespace calendar {

/// Identifies a file among all that exist at the same time.
struct FileId {
  dev_t device = 0;
  ino_t inode = 0;
  auto operator<=>(const FileId&) const = default;
};

inline FileId id_of(const struct stat& found) {
  return {found.st_dev, found.st_ino};
}

/// Marks a file as open in SQLite: constructed before SQLite opens the file, destroyed after SQLite
/// has closed it. No kept descriptor of the file is closed while a FileUse of it exists.
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

/// A descriptor of a file in use, with its own open file description: its locks exclude all others, in
/// this process and in other processes. It is kept for reuse instead of being closed.
class KeptDescriptor {
 public:
  enum class Access { read, write };
  /// number() is negative if the file cannot be opened, or has been replaced by another.
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

/// Keeps a descriptor that was opened elsewhere, such as that of a newly created file.
void keep(int descriptor, KeptDescriptor::Access access);

}  // namespace calendar
