#pragma once

#include "views/view.hpp"

namespace calbook {

/// What was done with a file in a folder.
struct ShownIcsFile {
  enum class Deed { written, removed };

  std::string file;
  std::string uid;
  Deed deed;
};

/// The bytes of a calendar, which have no other format.
Report calendar_report(std::string bytes);
Report ics_files_report(std::vector<ShownIcsFile> files);

std::vector<Key> ics_file_keys();

}  // namespace calbook
