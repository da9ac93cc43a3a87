#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "calendar/ics.hpp"
#include "ics/line_writer.hpp"

namespace calendar {

/// Writes the events of one entry: what they have in common, and what each appointment says.
class EventWriter {
 public:
  EventWriter(const Entries& entries, const Entry& entry, const IcsWriting& how);

  /// An event: `times` writes when it is.
  void write(LineWriter& writer, const Appointment& appointment,
             const std::function<void(LineWriter& writer)>& times) const;

  const std::string& uid() const { return uid_; }
  /// When anything of it changed last.
  Instant changed() const { return changed_; }

 private:
  void write_content(LineWriter& writer, const Appointment& appointment) const;
  void write_people(LineWriter& writer, const Invitee& invitee) const;

  const EntryOwner& owner_;
  const IcsWriting& how_;
  bool cancelled_;
  std::string uid_;
  std::int64_t sequence_;
  Instant created_, changed_;
};

/// From its start to its end, in UTC.
void write_span(LineWriter& writer, const Interval& span);

/// When anything of an entry changed last.
Instant last_change(const Entry& entry);

}  // namespace calendar
