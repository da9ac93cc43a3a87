#pragma once

// The outbox: the messages that are due or wait, and what is kept of what people were told.

#include <optional>
#include <string>
#include <vector>

#include "calendar/appointment.hpp"
#include "calendar/message.hpp"
#include "calendar/owner.hpp"
#include "calendar/telling.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// An appointment of which somebody may have to be told something.
struct Untold {
  Reference ref;
  std::optional<Instant> since = {};  ///< When it came to stand as it does; empty: that was told.
};

/// What is kept of what a recipient was told of an appointment: of how it stands, or of a reminder.
struct ToldRecord {
  std::optional<OwnerId> recipient = {};    ///< Empty: the invitee.
  std::optional<Minutes> lead = {};         ///< Of a reminder.
  std::optional<Standing> told = {};        ///< What they know last; empty: nothing.
  std::optional<Instant> told_at = {};      ///< Empty where that only counts as told.
  std::optional<std::string> address = {};  ///< To which it went then.
  std::string message = {};                 ///< The id of the last one, tried or told.
  // One that was tried, and is not told yet.
  std::optional<Standing> tried = {};
  std::optional<std::string> tried_address = {};
  int attempts = 0;
  bool unsure = false;  ///< Perhaps it was told: nobody knows how an attempt ended.
  std::optional<Instant> first_try = {}, next_try = {};
  std::optional<std::string> failure = {};  ///< Of the last attempt.
  bool reported = false;                    ///< Somebody was told that it waits.

  bool is_of(const std::optional<OwnerId>& whom) const {
    return recipient.has_value() == whom.has_value() && (!whom || recipient->value == whom->value);
  }
};

/// Of what a message is: an appointment, and when the recipient thinks that it is.
struct MessageSubject {
  Appointment appointment;
  Standing standing;
  std::optional<Interval> was = {};
};

/// A message to one recipient, of one appointment or of those of a series.
struct OutboxMessage {
  /// "K7QD3F.3.invitee.moved": stays the same for what is told again because nobody knows whether it was told.
  std::string id;
  TellingEvent event;
  std::optional<Minutes> lead = {};  ///< Of a reminder.
  Recipient recipient;
  Owner owner;                        ///< Who tells, or is told.
  std::string address;                ///< As stored: perhaps not one to which a mail can go.
  std::vector<MessageSubject> about;  ///< At least one; in the order in which they were stored.
  Instant due;                        ///< Since when.
  int attempts = 0;
  bool unsure = false;
  std::optional<Instant> first_try = {}, next_try = {};
  std::optional<std::string> failure = {};
  bool reported = false;

  bool is_due(Instant now) const { return !next_try || *next_try <= now; }
};

/// How an attempt ended.
enum class AttemptEnd {
  told,
  failed,    ///< It was not told.
  unknown,   ///< Perhaps it was.
  not_made,  ///< Nothing could be tried: it does not count.
  given_up,  ///< It never can be.
};

/// A message that was told.
struct SentMessage {
  OutboxMessage message;
  Instant at;
};

}  // namespace calendar
