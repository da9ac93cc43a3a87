#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "calendar/owner.hpp"
#include "calendar/short_name.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// The short code of an appointment: six characters of 23456789ABCDEFGHJKMNPQRSTVWXYZ.
class Reference {
 public:
  /// Read without regard to case. Throws Error{unknown_reference} when it cannot be one.
  explicit Reference(std::string_view text);

  /// The reference of the `number`-th appointment that a file ever held; different for different
  /// numbers up to 30^6, in an order that shows nothing. Must hold: number >= 0.
  static Reference of_number(std::int64_t number);

  const std::string& str() const { return text_; }
  auto operator<=>(const Reference&) const = default;

 private:
  std::string text_;
};

/// Who booked.
struct Invitee {
  std::string name;
  std::optional<std::string> email = {};
  std::optional<std::string> note = {};

  bool operator==(const Invitee&) const = default;
};

/// Without blanks and tabs around its texts.
Invitee trimmed(Invitee invitee);

/// The invitee as it is stored: trimmed(). Throws Error{invalid_name, invalid_email, invalid_input}
/// unless the name is not blank, the address reads like one, nothing is longer than limits.hpp
/// allows, and all of it is printable (see text.hpp; a note may hold no line breaks either).
Invitee validated(Invitee invitee);

enum class Status { booked, cancelled };

/// Taken time, with an invitee.
struct Appointment {
  std::optional<Reference> ref;  ///< None while the appointment is only rehearsed.
  OwnerName owner;
  ServiceName service;
  Interval span;
  Interval occupied;  ///< What is kept free of others: `span` and the buffers around it.
  /// The wall-clock time in which it was made is span.start + utc_offset, in that zone.
  std::string zone;
  Seconds utc_offset;
  Status status = Status::booked;
  Invitee invitee;
  std::optional<std::string> key;
  Instant created;
  std::optional<Instant> cancelled;
  std::optional<std::string> reason;
};

/// The appointment after a move to `start`, named in `zone`: as long, with the same buffers.
Appointment rescheduled(Appointment appointment, Instant start, const TimeZone& zone);

/// The wall-clock time that was promised, where its zone's clock shows another one now: the zone
/// data have changed since. Empty also when they lack the zone.
std::optional<WallTime> shifted_from(const Appointment& appointment);

/// Throws Error{invalid_input} unless the text of that field has 1 to `longest` characters, all of
/// them printable.
void validate_text(std::string_view field, std::string_view text, std::size_t longest);

/// A note or a reason as it is stored, without blanks and tabs around it. Throws likewise.
std::optional<std::string> validated_note(std::string_view field, const std::optional<std::string>& note);

/// Asks for the earliest free slot that starts in `range`.
struct FirstFree {
  Interval range;
};

/// Whether a request may break the owner's hours and the service's rules. None may be in the past
/// or over taken time, buffers included.
enum class Rules { obeyed, overridden };

/// What an invitee asks for.
struct BookingRequest {
  Owner owner;
  ServiceName service{"default"};
  std::variant<Instant, FirstFree> start;
  TimeZone zone;  ///< The zone in which the time was named; the appointment keeps it.
  Invitee invitee;
  /// Makes the request safe to repeat: with the same key, owner, service, start (but for
  /// FirstFree), name, address and note it is the same request, and gives the same appointment.
  std::optional<std::string> key = {};
  Rules rules = Rules::obeyed;
};

}  // namespace calendar
