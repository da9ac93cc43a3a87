#pragma once

// What counts as told without a message, and what is given up.

#include <optional>
#include <string>
#include <vector>

#include "calendar/calendar.hpp"
#include "use_cases/due_messages.hpp"

namespace calendar {

/// It is no message any more: it was told, or counts as that.
void clear_attempts(ToldRecord& record);
/// How it stands counts as told at that address.
void count_as_told(ToldRecord& record, const Standing& standing, const std::string& address);
/// Stores that how it stands is no news any more.
void keep_as_told(Store& store, const Pending& pending);

/// Settles appointments one by one. Must not outlive the transaction in which it was made.
class Settling {
 public:
  /// What is pointless is added to `pointless`.
  Settling(Store& store, DueMessages& due, DueMessages& pointless) : store_{store}, due_{due}, pointless_{pointless} {}

  /// Stores what counts as told of the appointment, and gives up what is pointless. Returns whether there was nothing
  /// to store. A rehearsal stores nothing.
  bool settle(const Appointment& appointment, const std::optional<Untold>& untold, Effect effect);

 private:
  void give_up(const Appointment& appointment, const std::vector<Pending>& pending, ToldRecord record, Effect effect);

  Store& store_;
  DueMessages& due_;
  DueMessages& pointless_;
};

}  // namespace calendar
