#pragma once

// Invitations to meetings (iTIP, RFC 5546): what somebody asks of an owner, and what the owner answers. How they are
// written is in itip.hpp, how they are sent in mail.hpp.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/appointment.hpp"
#include "calendar/error.hpp"
#include "calendar/owner.hpp"
#include "calendar/series.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// What somebody who is invited answers (RFC 5545, 3.2.12).
enum class Participation { accepted, tentative, declined };

/// "accepted".
std::string_view name_of(Participation participation);

/// Somebody in an invitation; texts are printable.
struct Participant {
  std::string address;
  std::string name = {};                       ///< Empty if it does not say.
  std::string sent_by = {};                    ///< The address of who writes for them; else empty.
  std::optional<Participation> answered = {};  ///< Empty for other answers, too.
};

/// A time of an invitation.
struct Meeting {
  Interval span;
  /// Of a repetition, or where only that time is meant: when it was to be by the rule (RECURRENCE-ID).
  std::optional<Instant> instance = {};
};

/// What an iCalendar file asks for.
struct Invitation {
  enum class Method { none, publish, request, reply, add, cancel, refresh, counter, decline_counter, other };

  Method method = Method::none;
  std::string uid = {};
  std::optional<Participant> organizer = {};
  std::vector<Participant> attendees = {};
  std::string title = {};
  int sequence = 0;
  Instant stamp{};                     ///< When this version was made.
  bool of_dates = false;               ///< Whole dates on the owner's clock.
  bool repeats = false;                ///< It has a rule or several times.
  bool endless = false;                ///< A rule has no end.
  bool whole = true;                   ///< False: it is only about the instances that it names.
  TimeZone zone;                       ///< Whose clock the times keep.
  std::optional<Interval> first = {};  ///< Its first time, where it is whole.
  std::vector<Meeting> meetings = {};  ///< By start. Of a repetition those that have not ended, and are near enough.
  std::optional<std::string> unclear = {};  ///< Why nobody can say what it asks for: "its zone 'X' is unknown".

  /// Whether it is what an attendee answers.
  bool answers() const { return method == Method::reply || method == Method::counter; }
};

/// Whether they are the same address: case does not matter.
bool same_address(std::string_view one, std::string_view other);

/// How an invitation came by mail.
struct Delivery {
  std::vector<std::string> from;              ///< Addresses.
  std::optional<std::string> automatic = {};  ///< Why it is not from a person: "it is from a mailing list".
};

/// The list of those who are answered, as stored: addresses, and "@example.org", each once, in lower case. Throws
/// Error{invalid_email, invalid_input}.
std::string validated_answered(std::string_view list);

/// The error that something is not answered; `why` is "it does not say who organizes it".
Error not_invited(const std::string& why, Remedy remedy = {});

/// Throws Error{not_invited} unless the owner is to answer: it is a request or a cancellation that can be
/// understood, its organizer sent it, or who writes for them, and both are among those who are answered; a request
/// names the owner, too. A file that did not come by mail is its organizer's.
void require_invited(const Owner& owner, const Invitation& invitation, const std::optional<Delivery>& delivery);

/// Throws Error{not_invited} unless it is what a single attendee answers to an invitation (REPLY, COUNTER), it can be
/// understood, and the attendee sent it. Who says to write for them is not believed: anybody can.
void require_reply(const Invitation& reply, const std::optional<Delivery>& delivery);

/// What the owner wants to answer.
enum class Wish {
  by_rules,   ///< Accept what is free.
  accept,     ///< The same, though the hours or the service's rules forbid it.
  tentative,  ///< Accept what is free, perhaps.
  decline,
  counter,  ///< As by the rules, but instead of a single time that is not free propose another.
};

struct AnswerRequest {
  Owner owner;
  Invitation invitation;  ///< Must hold: require_invited() does not throw.
  Wish wish = Wish::by_rules;
  Conflicts conflicts = Conflicts::refuse;  ///< Of a repetition; not to be filled up.
};

/// What an invitee answers to an appointment or a series that was sent to them.
struct InviteeReply {
  enum class Declined { noted, cancelled };

  Owner owner;
  Invitation reply;                     ///< Must hold: require_reply() does not throw.
  Declined declined = Declined::noted;  ///< What becomes of an appointment that is declined and has not begun.
};

/// A time that was declined.
struct DeclinedMeeting {
  Meeting meeting;
  std::string error;  ///< The name of a Code; empty where the owner wanted it.
};

/// What became of an invitation.
struct InvitationAnswer {
  enum class Kind { accepted, tentative, declined, countered, updated, cancelled, repeated, noted, proposed };

  Kind kind;
  std::vector<Appointment> appointments = {};  ///< That are booked now, or were cancelled; by start.
  std::vector<DeclinedMeeting> declined = {};  ///< By start.
  /// Of a single time that is not free: up to three that are; what the invitee proposes.
  std::vector<Interval> next = {};
  /// Of a repetition that goes on after what was looked at: the first time that is left, which is declined too.
  std::optional<Meeting> rest = {};

  /// Whether the organizer is to be told.
  bool replies() const { return kind < Kind::cancelled; }
  bool accepts() const { return replies() && kind != Kind::declined && kind != Kind::countered; }
};

/// "accepted".
std::string_view name_of(InvitationAnswer::Kind kind);

/// What is kept of an invitation, of the whole or of one of its instances; or of what an invitee answered.
struct StoredInvitation {
  std::optional<Instant> instance = {};
  std::string organizer;  ///< Or the invitee: who is not the owner. Empty once it is forgotten.
  int sequence = 0;
  Instant stamp{};
  InvitationAnswer::Kind answer = InvitationAnswer::Kind::accepted;
  std::optional<Reference> ref = {};  ///< What is booked for it, or was answered.
  Instant end{};                      ///< Of what it is about.
};

}  // namespace calendar
