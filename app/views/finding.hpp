#pragma once

#include "views/view.hpp"

namespace calbook {

/// Something that the user should know about the file. `ref` and `owner` are set if it is about an
/// appointment.
struct DoctorFinding {
  std::string check;
  std::optional<std::string> ref;
  std::optional<std::string> owner;
  std::string message;
  bool fixed;
  std::string file = {};  ///< The calendar in which it was found.
};

/// What was found in that file.
Report findings_report(std::vector<DoctorFinding> found, const std::string& file);

/// The keys of the objects.
std::vector<Key> finding_keys();

}  // namespace calbook
