#pragma once

#include <string>
#include <vector>

#include "text/complaint.hpp"
#include "views/appointment.hpp"

namespace calbook {

/// A text that was to name one appointment and finds several.
class Ambiguity : public InputError {
 public:
  /// The matches may be only the first of them.
  Ambiguity(Complaint complaint, std::vector<ShownAppointment> matches)
      : InputError{std::move(complaint)}, matches_{std::move(matches)} {}

  const std::vector<ShownAppointment>& matches() const { return matches_; }

 private:
  std::vector<ShownAppointment> matches_;
};

/// An indented line for each match.
std::string match_lines(const Ambiguity& ambiguity);

/// The same for programs: what tells the matches apart.
List match_list(const Ambiguity& ambiguity);

}  // namespace calbook
