#pragma once

#include <filesystem>

#include "file/path_guard.hpp"

namespace calendar {

/// A file that is written next to the place where it will stand, and appears there whole and
/// durable, or not at all.
class StagedFile {
 public:
  /// Creates it (0600, empty) in the folder of `place`. Throws Error{cannot_open, permission, disk_full}.
  explicit StagedFile(const std::filesystem::path& place);
  ~StagedFile();  ///< Removes it where it was not put in its place.
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;

  const std::filesystem::path& path() const { return path_; }    ///< Where it is written.
  const std::filesystem::path& place() const { return place_; }  ///< What to call it to somebody.

  /// Puts its bytes on the disk: what is left to do after that is next to nothing.
  void sync() const;
  /// Puts it in its place, where nothing may be: false when there is something.
  bool publish();
  /// Puts it in its place, instead of what is there.
  void replace();

  bool in_place() const { return in_place_; }

 private:
  void put_name_on_disk();
  std::filesystem::path place_;
  std::filesystem::path path_;
  bool in_place_ = false;
};

/// Copies every byte of a file into a staged one, or next to it where a suffix is given.
void copy_bytes(const CheckedPath& from, const StagedFile& to, const char* suffix = "");

/// Makes the names in a file's folder durable. Returns 0, or an errno.
int sync_folder_of(const std::filesystem::path& file);

}  // namespace calendar
