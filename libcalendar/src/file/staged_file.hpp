#pragma once

#include <filesystem>
#include <vector>

#include "file/path_guard.hpp"

namespace calendar {

/// A file written next to its final place, where it then appears complete and durable, or not at all.
class StagedFile {
 public:
  /// Creates it (0600, empty) in the folder of `place`. Throws Error{cannot_open, permission, disk_full}.
  explicit StagedFile(const std::filesystem::path& place);
  ~StagedFile();  ///< Removes it unless it was put in place.
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;

  const std::filesystem::path& path() const { return path_; }    ///< Its temporary name.
  const std::filesystem::path& place() const { return place_; }  ///< Its final name, for messages.

  /// Syncs its content, so that publish() and replace() are quick.
  void sync() const;
  /// Puts it in place; returns false if the place is taken.
  bool publish();
  /// Puts it in place, replacing whatever is there.
  void replace();

  bool in_place() const { return in_place_; }

 private:
  void put_name_on_disk();
  std::filesystem::path place_;
  std::filesystem::path path_;
  std::vector<std::filesystem::path> companions_;  ///< What SQLite may leave next to it.
  bool in_place_ = false;
};

/// Copies a file byte by byte to a staged one, or to its companion with that suffix.
void copy_bytes(const CheckedPath& from, const StagedFile& to, const char* suffix = "");

/// Makes the names in a file's folder durable. Returns 0, or an errno.
int sync_folder_of(const std::filesystem::path& file);

}  // namespace calendar
