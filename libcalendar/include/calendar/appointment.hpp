#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "calendar/owner.hpp"
#include "calendar/service.hpp"
#include "calendar/short_name.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// What tells one calendar file from all others: random, made along with it. Of zeros, the order of its
/// references is that of files from before there were identities.
struct FileIdentity {
  std::array<std::uint8_t, 16> bytes{};

  bool operator==(const FileIdentity&) const = default;
};

/// The short code of an appointment: six characters of 23456789ABCDEFGHJKMNPQRSTVWXYZ.
class Reference {
 public:
  /// Case does not matter. Throws Error{unknown_reference} if the text cannot be a reference.
  explicit Reference(std::string_view text);
  /// Whether the text can be one.
  static bool is_possible(std::string_view text);

  /// The reference of the `number`-th appointment ever stored in a file. Different numbers below 30^6
  /// have different references, in an order that depends on `key` and reveals
  /// nothing. Must hold: number >= 0.
  static Reference of_number(std::int64_t number, const FileIdentity& key);

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
  std::optional<std::string> phone = {};

  bool operator==(const Invitee&) const = default;
};

/// With leading and trailing blanks and tabs removed from its texts; of a note also line breaks, which are
/// line feeds otherwise.
Invitee trimmed(Invitee invitee);

/// The invitee as stored: trimmed(). Throws Error{invalid_name, invalid_email, invalid_phone,
/// invalid_input} if the name is blank, the address is not plausible, the telephone number has
/// fewer than three digits, a text exceeds its limit in limits.hpp, or contains unprintable characters (see
/// text.hpp), which include line breaks except in a note.
Invitee validated(Invitee invitee);

/// What a key stands for besides the start, as it is stored: the service (none is the default one), the
/// invitee, and the length of the appointment.
std::string request_text(const ServiceChoice& choice, const Invitee& invitee, Minutes length);
/// Whether a request is the one with that text: another choice may have the same length. `shortest` is what
/// it would have now without a choice; `length`, what the appointment has, counts where the text has none.
bool is_request(const std::string& text, const ServiceChoice& choice, const Invitee& invitee,
                std::optional<Minutes> shortest, Minutes length);

enum class Status { booked, cancelled };

/// Whether the invitee of an appointment that has begun came.
enum class Attendance { came, no_show };

/// Which of the dates of a series it has.
struct SeriesPlace {
  std::optional<Reference> series;  ///< Empty in a rehearsal.
  int position;                     ///< From 1 on; that of a date that was not booked is nobody's.
  int of;                           ///< All that were asked for.

  bool operator==(const SeriesPlace&) const = default;
};

/// Taken time, with an invitee.
struct Appointment {
  std::optional<Reference> ref;  ///< Empty in a rehearsal.
  OwnerName owner;
  ServiceName service;
  Interval span;
  Interval occupied;  ///< Kept free of other appointments: `span` and the buffers around it.
  /// The promised wall-clock time is span.start + utc_offset, in that zone.
  std::string zone;
  Seconds utc_offset;
  Status status = Status::booked;
  Invitee invitee;
  std::optional<std::string> key;
  Instant created;
  std::optional<Instant> cancelled;
  std::optional<std::string> reason;
  std::optional<Instant> changed = {};  ///< When it was last changed after it was made.
  std::optional<Attendance> attendance = {};
  std::int64_t revision = 0;  ///< How often it was changed.
  std::optional<SeriesPlace> series = {};

  Minutes length() const { return std::chrono::duration_cast<Minutes>(span.end - span.start); }

  bool operator==(const Appointment&) const = default;
};

/// The appointment after a move to `start`, given in `zone`, with the same length and buffers.
Appointment rescheduled(Appointment appointment, Instant start, const TimeZone& zone);

/// The appointment, cancelled now.
Appointment cancelled(Appointment appointment, Instant now, std::optional<std::string> reason = {});

/// The promised wall-clock time, if its zone's clock now shows another one because zone data have
/// changed. Empty also if they lack the zone.
std::optional<WallTime> shifted_from(const Appointment& appointment);

/// Throws Error{invalid_input} unless the field's text has 1 to `longest` characters, all printable.
void validate_text(std::string_view field, std::string_view text, std::size_t longest);

/// A note as stored: it may have several lines. "\r\n" and "\r" become "\n"; leading and trailing blanks,
/// tabs and line breaks go. Throws like the above.
std::optional<std::string> validated_note(const std::optional<std::string>& note);
/// A reason as stored: one line, without leading and trailing blanks and tabs. Throws likewise.
std::optional<std::string> validated_reason(const std::optional<std::string>& reason);

/// The name shown to people, as stored: one line of at most limits::name characters. Throws likewise.
std::optional<std::string> validated_title(const std::optional<std::string>& title);
/// An address as stored. Throws Error{invalid_email} about that field.
std::optional<std::string> validated_email(const std::optional<std::string>& email, const std::string& field = "email");
/// Whether a mail can go to that address. Other characters than those of ASCII are in none that every mail server
/// takes (RFC 6531).
bool can_be_mailed(const std::string& address);

/// A request for the earliest free slot that starts in `range`.
struct FirstFree {
  Interval range;
};

/// Whether a request may break the owner's hours and the service's rules. The past and taken time,
/// buffers included, are always refused.
enum class Rules { obeyed, overridden };

/// What an invitee asks for.
struct BookingRequest {
  Owner owner;
  ServiceChoice service = {};
  std::variant<Instant, FirstFree> start;
  TimeZone zone;  ///< The zone in which the time was given; the appointment keeps it.
  Invitee invitee;
  /// Makes the request safe to repeat: the same key, owner, service, start (except FirstFree), name,
  /// address, telephone number and note return the same appointment.
  std::optional<std::string> key = {};
  Rules rules = Rules::obeyed;
};

/// The request with a validated() invitee. Throws what that throws, and Error{invalid_input} for a key that is
/// not printable or too long.
BookingRequest validated(BookingRequest request);

}  // namespace calendar
