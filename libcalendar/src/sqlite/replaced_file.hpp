#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <optional>
#include <vector>

#include "calendar/time.hpp"
#include "file/path_guard.hpp"

namespace calendar {

/// Keeps a file that is being replaced, next to it under a name that contains the time (0600). Undone
/// by the destructor unless settled.
class ReplacedFile {
 public:
  ReplacedFile(std::filesystem::path file, Instant now);
  ~ReplacedFile();
  ReplacedFile(const ReplacedFile&) = delete;
  ReplacedFile& operator=(const ReplacedFile&) = delete;

  /// Copies an intact file.
  void keep(SQLite::Database& live);
  /// Copies, byte by byte, a file that SQLite cannot read and so has not rolled back.
  void keep_damaged(const CheckedPath& file);
  /// Moves the file's companions, so that they are not applied to another file.
  void keep_companions();

  /// Makes it permanent. Returns where it is kept, if there was something.
  std::optional<std::filesystem::path> settle();

 private:
  void take_back() noexcept;

  std::filesystem::path file_;
  std::filesystem::path name_;
  std::vector<std::filesystem::path> moved_;
  bool has_file_ = false;
  bool settled_ = false;
};

}  // namespace calendar
