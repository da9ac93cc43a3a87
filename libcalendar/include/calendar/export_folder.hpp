#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace calendar {

/// A folder in which other programs find a file for each thing: a vdir, as khal and vdirsyncer have it.
///
/// Every function may throw Error{cannot_open, permission, disk_full, io_error}.
class ExportFolder {
 public:
  /// Throws unless it is a folder.
  explicit ExportFolder(std::filesystem::path folder);

  /// Of its files that end like that and are not hidden; sorted.
  std::vector<std::string> names(std::string_view ending) const;
  /// The content of a file; empty for what is not a regular file, or not there.
  std::string bytes(const std::string& name) const;
  /// Puts a file in place, complete and durable, for nobody else to read; returns false, and touches nothing, if it was
  /// there already.
  bool put(const std::string& name, std::string_view bytes) const;
  void remove(const std::string& name) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace calendar
