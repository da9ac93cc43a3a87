#pragma once

// Appointments for calendars of other programs: iCalendar (RFC 5545), written.
//
//     const TimeZone berlin = TimeZone::find("Europe/Berlin").value();
//     const Instant ten = berlin.opening(Date{2026y / 11 / 26} + 10h);
//     const Appointment bob{.ref = Reference{"K7QD3F"}, .owner = OwnerName{"alice"}, .service = ServiceName{"default"},
//                           .span = {ten, ten + 1h}, .occupied = {ten, ten + 1h}, .zone = "Europe/Berlin",
//                           .utc_offset = 1h, .invitee = {"Bob Stone"}, .key = {}, .created = ten - 24h,
//                           .cancelled = {}, .reason = {}};
//     const Owner alice{.id = {1}, .name = OwnerName{"alice"}, .zone = "Europe/Berlin"};
//     const Entries entries{{}, {{alice, {}}}, {{.owner = 0, .appointments = {bob}}}};
//     const std::string bytes = ics_of(entries, {});
//     assert(bytes.find("DTSTART:20261126T090000Z\r\n") != bytes.npos);
//     assert(bytes.find("SUMMARY:Appointment: Bob Stone\r\n") != bytes.npos);

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/entry.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// What a calendar is sent for (RFC 5546, 1.4).
enum class IcsMethod { publish, request, cancel };

/// Their names, in this order.
inline constexpr std::array<std::string_view, 3> ics_methods{"publish", "request", "cancel"};
/// The reverse; empty for other words.
std::optional<IcsMethod> ics_method_named(std::string_view name);

/// Whether others learn who comes and what for, or only when.
enum class IcsNames { shown, hidden };

/// How entries are written.
struct IcsWriting {
  /// Must hold: with one, owners have addresses; but for publish, invitees too, and names are shown.
  std::optional<IcsMethod> method = {};
  IcsNames names = IcsNames::shown;
};

/// What tells the file from all others, for other programs: nothing of its identity can be found from that.
std::string public_name(const FileIdentity& file);
/// The name by which other calendars know the entry with that reference, for ever.
std::string uid_of(const Reference& ref, const FileIdentity& file);
/// The reverse; empty for names that others gave.
std::optional<Reference> reference_in(std::string_view uid, const FileIdentity& file);

/// One calendar of all entries, and whose it is, unless it is a message to an invitee. What depends on nothing but them
/// is written, so the same entries are the same bytes.
///
/// A single appointment is in UTC. A series is one event that repeats on the clock of its zone, without the dates that
/// do not take place, along with events in UTC for those that differ from it: moved, corrected, or at another instant
/// than readers would think, be it by the zone data or by the description of the zone that is written along. What is
/// cancelled as a whole says so. Throws Error{zone_data_missing} if the zone data lack that of a series.
std::string ics_of(const Entries& entries, const IcsWriting& how);

/// The same of one entry, without what is said of the calendar: one file among others in a folder (a vdir).
std::string ics_of(const Entries& entries, const Entry& entry, const IcsWriting& how);

/// A calendar of one VFREEBUSY: what is in the range, ascending and disjoint; what is busy is not unavailable, too.
std::string ics_of(const FreeBusy& times);

}  // namespace calendar
