#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <optional>
#include <vector>

#include "calendar/time.hpp"
#include "file/path_guard.hpp"

namespace calendar {

/// What is replaced, kept next to it under a name with the time in it, for its user alone. Taken back
/// unless it is settled that something was replaced.
class ReplacedFile {
 public:
  ReplacedFile(std::filesystem::path file, Instant now);
  ~ReplacedFile();
  ReplacedFile(const ReplacedFile&) = delete;
  ReplacedFile& operator=(const ReplacedFile&) = delete;

  /// Copies what a sound file holds.
  void keep(SQLite::Database& live);
  /// Copies every byte of one that SQLite cannot read, and so has undone nothing in.
  void keep_damaged(const CheckedPath& file);
  /// Moves what lies next to the file, so that it is not played into another.
  void keep_companions();

  /// Returns where it is, if there was something.
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
