#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "calendar/finding.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// What a calendar file contains.
struct Contents {
  std::int64_t owners;
  std::int64_t appointments;  ///< Including cancelled ones.
};

/// A calendar file as a whole: checking it, backing it up, and restoring a backup.
///
///     const CalendarFile file{"calbook.db"};
///     file.back_up("monday.db", CalendarFile::Overwrite::refused);  // while others use it
///     file.restore("monday.db", now);  // the old file is kept next to it
///
/// Each call is its own transaction and reads every page. It may throw Error with the codes of Store.
class CalendarFile {
 public:
  explicit CalendarFile(std::filesystem::path file) : file_{std::move(file)} {}

  /// Everything unusual in or around the file; Fix::lossless also repairs it where nothing can be
  /// lost. Indexes are rebuilt from intact tables, after copying the file to FILE.before-fix. Empty
  /// if there is no file. Throws Error{damaged} for damaged contents: pages, indexes that lack rows
  /// or contradict them, the schema, unreadable rows, rows that contradict each other;
  /// Error{not_a_calendar} for foreign triggers, indexes or foreign keys on the tables; and
  /// Error{undelivered} if a check failed after something was repaired.
  std::vector<Finding> verify(Fix fix) const;

  enum class Overwrite { refused, allowed };
  /// Writes a copy of the file, as it is at one moment. Others can read meanwhile, but not write.
  /// The copy (0600) appears under its name complete and durable, or not at all. Throws
  /// Error{cannot_open} if there is nothing to copy, or something to overwrite.
  Contents back_up(const std::filesystem::path& copy, Overwrite overwrite) const;

  /// A copy without a name, which vanishes along with this object.
  class Copy {
   public:
    Copy(int descriptor, const Contents& contents) : descriptor_{descriptor}, contents_{contents} {}
    ~Copy();
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;

    const Contents& contents() const { return contents_; }
    /// The next bytes; empty at the end. Throws Error{io_error}.
    std::string next_bytes();

   private:
    int descriptor_;
    std::int64_t place_ = 0;  ///< Of the next bytes.
    Contents contents_;
  };
  /// Like back_up(), for the caller to write elsewhere. The copy is made in `folder`, readable only
  /// by this user, and no longer has a name when this returns.
  std::unique_ptr<Copy> copy(const std::filesystem::path& folder) const;

  struct Restored {
    Contents contents;
    std::optional<std::filesystem::path> kept;  ///< Where the replaced file is now, if there was one.
  };
  /// Replaces the file with a copy of `copy`, complete and durable, or not at all. The old file,
  /// damaged or not, is kept next to it under a name that contains `now`. The copy is first checked
  /// as by verify(); if it lost its mark, like a restored dump, it is marked again. Waits for
  /// other users of the file; a change that waits meanwhile fails with Error{busy}.
  Restored restore(const std::filesystem::path& copy, Instant now) const;

 private:
  std::filesystem::path file_;
};

}  // namespace calendar
