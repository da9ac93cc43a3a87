#pragma once

// Which times of an invitation are free, before anything of it is stored.

#include <map>
#include <optional>
#include <vector>

#include "calendar/calendar.hpp"

namespace calendar {

/// What is booked for an invitation, by the instance; that of the whole is by nothing.
using BookedMeetings = std::map<std::optional<Instant>, Appointment>;

/// What becomes of its times.
struct InvitationPlan {
  std::vector<Appointment> appointments = {};  ///< To be booked, or moved to there; as `meetings`.
  std::vector<Meeting> meetings = {};
  std::vector<DeclinedMeeting> declined = {};
  std::vector<Interval> next = {};  ///< Of a single time: what is free instead.
  std::optional<Meeting> rest = {};
};

/// Asks the rules for each of the times, those before it being booked. The start may be off the grid, and the length
/// another; the buffers are the service's. What is booked already at that time stays, and nothing of `booked` is in
/// the way.
InvitationPlan plan_of(Store& store, const AnswerRequest& request, const Service& service, const BookedMeetings& booked,
                       Instant now);

}  // namespace calendar
