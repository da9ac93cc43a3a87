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

/// How much a file holds.
struct Contents {
  std::int64_t owners;
  std::int64_t appointments;  ///< Cancelled ones too.
};

/// A calendar file as a whole: whether it is sound, copies of it, and copies that take its place.
///
///     const CalendarFile file{"calbook.db"};
///     file.back_up("monday.db", CalendarFile::Overwrite::refused);  // while others use it
///     file.restore("monday.db", now);  // what was there is kept next to it
///
/// Each call is a transaction of its own that reads every page, and may throw Error with the codes
/// of Store.
class CalendarFile {
 public:
  explicit CalendarFile(std::filesystem::path file) : file_{std::move(file)} {}

  /// What is wrong around the file or odd about it, with Fix::lossless fixed where nothing can be
  /// lost by that; indexes are rebuilt from sound tables, once the file was copied next to it
  /// (FILE.before-fix). Nothing where there is no file. Throws Error{damaged} for what is wrong with
  /// its contents: pages, indexes that lack rows or contradict them, the schema, rows that no command
  /// reads or that contradict each other; and Error{not_a_calendar} for rules of others on the tables.
  std::vector<Finding> verify(Fix fix) const;

  enum class Overwrite { refused, allowed };
  /// Writes a copy of the file as it is at one moment, while others may go on reading and, when
  /// that moment is over, writing. The copy (0600) appears under its name whole and durable, or not
  /// at all. Throws Error{cannot_open} when there is nothing to copy, or something to overwrite.
  Contents back_up(const std::filesystem::path& copy, Overwrite overwrite) const;

  /// A copy without a name, which is gone with this.
  class Copy {
   public:
    Copy(int descriptor, const Contents& contents) : descriptor_{descriptor}, contents_{contents} {}
    ~Copy();
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;

    const Contents& contents() const { return contents_; }
    /// The bytes that follow those it gave before; none at the end. Throws Error{io_error}.
    std::string next_bytes();

   private:
    int descriptor_;
    Contents contents_;
  };
  /// As back_up(), for the caller to write elsewhere. It is made in `folder`, readable by this user
  /// only, and has no name there when this returns.
  std::unique_ptr<Copy> copy(const std::filesystem::path& folder) const;

  struct Restored {
    Contents contents;
    std::optional<std::filesystem::path> kept;  ///< Where the file that was replaced is now, if there was one.
  };
  /// Puts a copy in the file's place, whole and durable, or not at all; what was there, damaged or
  /// not, is kept next to it under a name with `now` in it. The copy is checked first as by
  /// verify(); one that lost its mark, as a restored dump has, gets it back. Waits for those who use
  /// the file; a change that waits meanwhile fails with Error{busy}.
  Restored restore(const std::filesystem::path& copy, Instant now) const;

 private:
  std::filesystem::path file_;
};

}  // namespace calendar
