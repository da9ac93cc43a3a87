#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

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

/// Who booked. Text as it was given; check() before it is stored.
struct Invitee {
  std::string name;
  std::optional<std::string> email;
  std::optional<std::string> note;
};

/// Throws Error{invalid_name, invalid_email, invalid_input} unless the name has 1 to 200
/// characters and is not blank, the address reads like one and has at most 254, the note at most
/// 2,000, and all of it is printable (see text.hpp; a note may hold no line breaks either).
void check(const Invitee& invitee);

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

/// The appointment as it is after a move to `start`, named in `zone`: as long, with the same buffers.
Appointment moved(Appointment appointment, Instant start, const TimeZone& zone);

/// The wall-clock time for which it was made, where its zone's clock shows another one by now:
/// the zone data have changed since. Empty also when they lack the zone.
std::optional<WallTime> promised(const Appointment& appointment);

/// Throws Error{invalid_input} unless the text of that field has 1 to `longest` characters, all of
/// them printable.
void check_text(std::string_view field, std::string_view text, std::size_t longest);

/// Asks for the earliest free slot that starts in `range`.
struct FirstFree {
  Interval range;
};

/// Whether a request may break the owner's hours and the service's rules. None may be in the past
/// or over taken time, buffers included.
enum class Rules { obeyed, overridden };

/// What an invitee asks for.
struct BookingRequest {
  OwnerName owner;
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
