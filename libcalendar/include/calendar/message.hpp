#pragma once

// Messages: what somebody is to be told of an appointment. What was told is stored, what to tell is computed from that
// and from what is true, so that no message can be about something that is no more.
//
//     const Telling telling{.booked = true, .moved = true, .cancelled = true, .leads = {{24h}}};
//     Told told;  // nothing yet
//     const Instant now = std::chrono::sys_days{2026y / 11 / 22};
//     const Standing booked{.span = {now + 48h, now + 49h}, .live = true, .since = now};
//     assert(message_of(booked, told, telling, now)->event == TellingEvent::booked);
//     told.standing = booked;
//     assert(!message_of(booked, told, telling, now));
//     assert(message_of(booked, told, telling, now + 24h)->event == TellingEvent::reminder);

#include <optional>
#include <vector>

#include "calendar/telling.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// How an appointment stands.
struct Standing {
  Interval span;
  bool live;           ///< Not cancelled.
  Instant since = {};  ///< When it was booked for that time, or cancelled.
};

/// Whether nobody needs to be told of a difference.
inline bool is_same(const Standing& one, const Standing& other) {
  return one.live == other.live && one.span == other.span;
}

/// A reminder that was given.
struct GivenReminder {
  Minutes before;
  Instant start;  ///< Of the appointment, then.

  bool operator==(const GivenReminder&) const = default;
};

/// What a recipient was told, or what counts as that.
struct Told {
  std::optional<Standing> standing = {};  ///< Empty: nothing of it.
  /// What they were perhaps told later: nobody knows how the attempt ended.
  std::optional<Standing> perhaps = {};
  bool elsewhere = false;  ///< It went to another address than they have now.
  std::vector<GivenReminder> reminders = {};
};

/// One thing to be told.
struct Message {
  TellingEvent event;
  std::optional<Minutes> lead = {};  ///< Of a reminder.
  std::optional<Interval> was = {};  ///< Of a move: when the recipient thinks that it is.

  bool operator==(const Message&) const = default;
};

/// What changed for who was told that: the message that it would make; empty where it is the same, or where it was
/// never known and is cancelled. What was perhaps told is told again where it is still true, and else counts as told.
std::optional<Message> news(const Standing& now, const Told& told);

/// What is to be told now: news, unless they count as told because they are not in `telling`; else a reminder, if the
/// start is ahead and the nearest of those that are due was not given for it. Who is told now that it is booked, or
/// where it is, needs no reminder that was due before that.
std::optional<Message> message_of(const Standing& standing, const Told& told, const Telling& telling, Instant now);

/// How long a message waits after so many attempts that failed, from 1 on: 1, 2, 4 ... minutes, at most an hour.
Minutes wait_after(int attempts);

/// When a message is pointless that could not be delivered: a reminder at the start; news at the end of the
/// appointment, or five days after what they are about, whichever is later.
Instant pointless_from(const Message& message, const Standing& standing);

}  // namespace calendar
