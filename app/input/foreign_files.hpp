#pragma once

// The files of a calendar of another program.

#include <functional>
#include <string>

namespace calbook {

/// A file of such a calendar, or something else that stands in its folder.
struct ForeignFile {
  std::string name;  ///< In its folder; empty if the path itself is the file.
  bool readable;     ///< False: it is no regular file, and was not read.
  std::string bytes;
};

/// Calls `take` with what stands at the path: a file, stdin for "-", or every "*.ics" of a folder that is not
/// hidden, by name (the vdir of vdirsyncer and khal). Links are followed. In a folder only regular files are read.
/// Throws InputError{io_error} for what cannot be read, and Error{invalid_calendar} for what is longer than
/// limits::calendar_bytes, or more files than limits::calendar_files; what `take` throws says the file, too.
void for_each_foreign_file(const std::string& path, const std::function<void(const ForeignFile&)>& take);

}  // namespace calbook
