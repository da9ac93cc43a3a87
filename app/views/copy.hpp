#pragma once

#include <filesystem>

#include "calendar/calendar_file.hpp"
#include "views/view.hpp"

namespace calbook {

/// A copy of a calendar file that was written or restored.
struct ShownCopy {
  std::string file;
  calendar::Contents contents;
  std::optional<std::filesystem::path> kept = {};  ///< Where the file replaced by a restored copy is kept.
};

/// "Backed up to FILE: 2 owners, 31 appointments", and the same for a restored copy.
std::string backed_up_sentence(const ShownCopy& copy);
std::string restored_sentence(const ShownCopy& copy);

Report backup_report(ShownCopy copy);
Report restore_report(ShownCopy copy);

/// The keys of the objects, and of those after a change.
std::vector<Key> backup_keys();
std::vector<Key> restore_keys();

}  // namespace calbook
