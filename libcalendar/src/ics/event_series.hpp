#pragma once

#include <functional>
#include <vector>

#include "ics/event_clock.hpp"

namespace calendar {

/// What reading events needs beside them. All must outlive it.
struct ReadingContext {
  IcsClocks& clocks;
  Interval range;
  std::size_t most_spans;
  DateAllowance& allowance;
  ForeignWarnings& warnings;

  void warn(ForeignWarning::Kind kind, const IcsEvent& event, const std::string& subject = {}) const {
    warnings.add(kind, event.uid, event.line, subject);
  }
};

/// Takes time that an event blocks.
using BlockTime = std::function<void(const Interval&, const IcsEvent&)>;

/// Gives what the events of one UID block in the range, in no order. One of them may repeat, and others take
/// the place of some of its instances:
///
///     rule        a     b     c     d     e
///     excluded          x                           EXDATE:b
///     replaced                c'                    RECURRENCE-ID:c
///     and later                     d'    e'        RECURRENCE-ID;RANGE=THISANDFUTURE:d
///
/// Of several versions the one with the highest SEQUENCE counts, then the latest; of those that are alike in
/// that, all do.
void block_time_of(const std::vector<const IcsEvent*>& events, const ReadingContext& context, const BlockTime& block);

}  // namespace calendar
