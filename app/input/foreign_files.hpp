#pragma once

// The files of a calendar of another program.

#include <functional>
#include <optional>
#include <string>

#include "calendar/foreign.hpp"

namespace calbook {

/// A file of such a calendar, or something else that stands in its folder.
struct ForeignFile {
  std::string name;  ///< In its folder; empty if the path itself is the file.
  bool readable;     ///< False: it is no regular file, and was not read.
  std::string bytes;
};

/// The files of such a calendar, as they are whenever they are asked for.
class ForeignFiles {
 public:
  /// A file, a folder, or "-": stdin, which is read here, as any other stream. Throws InputError{io_error},
  /// Error{invalid_calendar}.
  explicit ForeignFiles(std::string path);

  /// Whether the same path will show the calendar again.
  bool can_be_read_again() const { return !stream_; }

  /// Calls `take` with what stands at the path: a file, or every "*.ics" of a folder that is not hidden, by name (the
  /// vdir of vdirsyncer and khal). Links are followed. In a folder only regular files are read. Throws
  /// InputError{io_error} for what cannot be read, and Error{invalid_calendar} for what is longer than
  /// limits::calendar_bytes, or more files than limits::calendar_files; what `take` throws says the file, too. Throws
  /// Error{io_error} too where files came or went meanwhile.
  void for_each(const std::function<void(const ForeignFile&)>& take) const;

 private:
  std::string path_;
  std::optional<ForeignFile> stream_;
};

/// The same for the same names and bytes, on any day of one program. Throws what for_each() throws.
std::string digest_of(const ForeignFiles& files);

/// What the files block together, as much as one may, and a warning about each that could not be read.
struct ForeignRead {
  calendar::ForeignTimes times;
  std::string digest;
};
/// Throws what for_each() and calendar::read_foreign() throw.
ForeignRead read_files(const ForeignFiles& files, const calendar::ForeignReading& how);

/// The bytes of a file, or of stdin for "-". Throws InputError{io_error}, and Error{invalid_calendar} if it is longer
/// than limits::calendar_bytes.
std::string file_bytes(const std::string& path);

}  // namespace calbook
