#pragma once

// ics export --dir: a folder with a file for each entry.

#include <functional>
#include <string>
#include <vector>

#include "calendar/calendar.hpp"
#include "calendar/export_folder.hpp"
#include "calendar/ics.hpp"
#include "views/ics.hpp"

namespace calbook {

/// What a file is to be; without bytes it is not to be there.
struct PlannedIcsFile {
  std::string uid;
  std::string bytes;
};

/// Those of the entries, and of what else of this calendar is in the folder: that stays up to date, unless it is
/// cancelled, gone, or with none of the owners (none named: with anybody).
std::vector<PlannedIcsFile> planned_files(const calendar::ExportFolder& folder, calendar::Calendar& calendar,
                                          const calendar::Entries& exported, const std::vector<calendar::Owner>& owners,
                                          const calendar::IcsWriting& how);

/// Touches only what has to change, and says what is done. Removes no file of another UID.
void write_files(const calendar::ExportFolder& folder, const std::vector<PlannedIcsFile>& planned,
                 const std::function<void(ShownIcsFile)>& done);

}  // namespace calbook
