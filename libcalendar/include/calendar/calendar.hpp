#pragma once

// What can be done with a calendar: an owner has hours, somebody books a slot in them.
//
// A Calendar works on a Store, a file that other processes may use at the same time. Each use case
// is done whole or not at all; several in one Store::Transaction likewise. Clock and zone are
// arguments: nothing here asks what time it is. What cannot be done is thrown as Error, a time that
// the rules forbid as Refused, which says why and what is free instead. In this example `file` is
// the path of a file that does not exist yet.
//
//     const TimeZone berlin = TimeZone::find("Europe/Berlin").value();
//     const Date monday{std::chrono::year{2026} / 11 / 23};
//     const Instant nine = berlin.opening(monday + 9h);
//     const Instant now = nine - 24h;
//
//     Store store{file, Store::Access::create};
//     Calendar calendar{store};
//     const Owner alice = calendar.add_owner(OwnerName{"alice"}, berlin, Effect::real);
//     AvailabilityChange hours;
//     hours.weekly = {{std::chrono::Monday, {{9h, 12h}}}};
//     calendar.change_availability(alice, hours, now, Effect::real);
//
//     const BookingRequest request{.owner = alice, .start = nine, .zone = berlin, .invitee = {"Bob Stone"}};
//     const Booking booking = calendar.book(request, now, Effect::real);
//     assert(booking.appointment.span == (Interval{nine, nine + 1h}));
//     try {
//       calendar.book(request, now, Effect::real);
//       assert(false);
//     } catch (const Refused& refused) {
//       assert(refused.code() == Code::slot_taken);
//       assert(refused.message() == "2026-11-23 09:00 in Europe/Berlin is taken by an appointment");
//       assert(refused.verdict().next.front().start == nine + 1h);
//     }

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "calendar/appointment.hpp"
#include "calendar/availability.hpp"
#include "calendar/error.hpp"
#include "calendar/owner.hpp"
#include "calendar/slots.hpp"
#include "calendar/store.hpp"
#include "calendar/time.hpp"

namespace calendar {

class Timetable;

/// Whether a use case happens, or only shows what would. A rehearsal never writes.
enum class Effect { real, rehearsal };

/// Whether to remove an owner of whom somebody still expects something.
enum class Removal { careful, forced };

/// What is to change in an owner's availability; what is not named stays.
struct AvailabilityChange {
  std::optional<TimeZone> zone;
  std::vector<std::pair<std::chrono::weekday, Windows>> weekly;
  std::map<Date, std::optional<Windows>> overrides;  ///< Empty: the date follows the week again.
};

/// An owner and the availability after a change, and the appointments that have not ended and lie
/// outside it, newly or not, by start.
struct ChangedAvailability {
  Owner owner;
  Availability availability;
  std::vector<Appointment> stranded;
};

/// What is to change in a service; what is empty stays.
struct ServiceChange {
  std::optional<Minutes> duration;
  std::optional<Minutes> step;
  std::optional<Minutes> buffer_before;
  std::optional<Minutes> buffer_after;
  std::optional<Minutes> notice;
  std::optional<std::optional<Days>> horizon;     ///< An empty one takes the horizon away.
  std::optional<std::optional<int>> max_per_day;  ///< Likewise.
};

/// A service as it was, and what there is in its place.
struct RemovedService {
  Service removed;
  std::optional<Service> restored;  ///< The default service as it was at first; empty for others.
};

struct RemovedOwner {
  OwnerSummary summary;
  std::int64_t records;  ///< All appointments that went with the owner: past and cancelled too.
};

/// Whose appointments are listed, and in which time those start.
struct Selection {
  Owner owner;
  Interval range = always;
};

/// What the rules say of one time. Instead of one that they forbid, the nearest free slots within a
/// year are offered; where all three are on one side, the nearest on the other within five weeks
/// takes the place of the third.
struct Verdict {
  Interval slot;  ///< What was asked for.
  OwnerName owner;
  Service service;
  TimeZone zone;                 ///< In which it was asked for.
  std::vector<Refusal> reasons;  ///< Every rule that forbids it, the one to name first in front.
  std::vector<Interval> next;    ///< Where some do: up to three free slots near it, ascending.

  /// Whether nothing forbids it.
  bool allowed() const { return reasons.empty(); }
};

/// What a request came to.
struct Booking {
  Appointment appointment;
  std::optional<Verdict> overridden;  ///< Where it breaks rules that it was to override.
};

/// Busy time, and the appointments that were there already and lie in it, by start.
struct AddedBusy {
  Busy busy;
  std::vector<Appointment> appointments;
};

/// A move, or none where it was at that time already.
struct Move {
  Appointment before;
  Appointment after;

  bool moved() const { return before.span != after.span || before.utc_offset != after.utc_offset; }
};

/// An appointment whose promised wall-clock time has come to be at another instant, because the
/// zone data changed.
struct Shift {
  Appointment before;
  Appointment after;
  bool possible;  ///< False: something else is there now, so it stays where it is.
};

/// A time was refused.
class Refused : public Error {
 public:
  /// Must hold: the verdict has reasons. The first of them is the code, and what what() says.
  explicit Refused(Verdict verdict);

  const Verdict& verdict() const { return verdict_; }

 private:
  Verdict verdict_;
};

/// Throws Error{invalid_date} for a span that does not lie on the dates that people can name.
void check_nameable(const Interval& span);

/// The use cases, one function each: the only place where the rules meet the store. Each is one
/// transaction, or joins the caller's. All may throw what Store throws, Error{unknown_owner} for an
/// owner who is not in the file, Error{unknown_service} for a service that is not offered, and
/// Error{zone_data_missing} when the zone data lack the owner's zone.
///
/// An Owner is found once and handed on. Within the caller's transaction the file stands still, and
/// so is what it says; a use case that is a transaction of its own finds the owner of that name
/// again, for others may have changed it since.
class Calendar {
 public:
  /// `store` must outlive it.
  explicit Calendar(Store& store) : store_{store} {}

  // Owners.
  std::vector<Owner> owners();  ///< Sorted by name.
  std::optional<Owner> find_owner(const OwnerName& name);
  Owner owner(const OwnerName& name);
  std::vector<OwnerSummary> summaries(Instant now);  ///< Sorted by name.
  OwnerSummary summary(const Owner& owner, Instant now);
  /// Without hours. A rehearsal returns an owner who is not stored, for other rehearsals. Throws
  /// Error{owner_exists}.
  Owner add_owner(const OwnerName& name, const TimeZone& zone, Effect effect);
  /// Deletes the owner with hours, services, busy time and appointments. Throws
  /// Error{owner_in_use} while there are appointments that have not ended, unless forced.
  RemovedOwner remove_owner(const Owner& owner, Instant now, Removal removal);

  // Availability.
  /// The whole week, and the overrides from `first` on.
  Availability availability(const Owner& owner, Date first = first_date);
  /// Touches no appointment.
  ChangedAvailability change_availability(const Owner& owner, const AvailabilityChange& change, Instant now,
                                          Effect effect);
  /// Appointments that have not ended and lie outside the hours, by start.
  std::vector<Appointment> stranded(const Owner& owner, Instant now);

  // Services. "default" always exists.
  std::vector<Service> services(const Owner& owner);  ///< Sorted by name.
  Service service(const Owner& owner, const ServiceName& name);
  /// Changes the service, or a new one with the rules of a Service as it stands. Touches no
  /// appointment.
  Service set_service(const Owner& owner, const ServiceName& name, const ServiceChange& change);
  /// Removes what was set. The default service gets its initial rules back.
  RemovedService remove_service(const Owner& owner, const ServiceName& name);

  // Busy time.
  AddedBusy add_busy(const Owner& owner, const Interval& span, const std::optional<std::string>& note);
  std::vector<Busy> busy(const Owner& owner, const Interval& touching);  ///< By start.
  Busy remove_busy(std::int64_t id);  ///< Returns what was removed. Throws Error{unknown_reference}.

  // Slots.
  /// Free slots whose start lies in `range`, ascending; at most `limit`.
  std::vector<Interval> search(const Owner& owner, const ServiceName& service, const Interval& range, Instant now,
                               std::optional<std::size_t> limit = std::nullopt);
  /// All that decides about starts in `range`, for free_slots() to be asked of a part at a time where
  /// the range is long.
  Agenda agenda(const Owner& owner, const ServiceName& service, const Interval& range);
  /// Whether that start can be booked and, if not, every rule that forbids it.
  Verdict why(const Owner& owner, const ServiceName& service, Instant start, const TimeZone& zone, Instant now);

  // Appointments.
  /// Books what search() offers and nothing else, unless the request overrides the rules. A
  /// rehearsal says what would be booked, without a reference. Throws Refused, Error{key_reused},
  /// Error{no_availability} when there is no first free slot, or what validated() throws.
  Booking book(const BookingRequest& request, Instant now, Effect effect);
  /// Books them one after another, all or none; what they have in common is read once. An error has
  /// the number of the request at fault, from 1 on, as its line(). They are rehearsed in a
  /// transaction that is not committed, for each has to meet those before it.
  std::vector<Booking> book(const std::vector<BookingRequest>& requests, Instant now);
  /// Throws Error{unknown_reference}.
  Appointment appointment(const Reference& ref);
  /// Frees its time at once and keeps the record; what is cancelled already stays as it is.
  /// Throws Error{unknown_reference}.
  Appointment cancel(const Reference& ref, const std::optional<std::string>& reason, Instant now);
  /// Moves it to another start, `zone` being the one in which that was named. It keeps its length
  /// and buffers, obeys its service's present rules, and does not stand in its own way. Where it is
  /// already it stays as it is, unless its clock has shifted: then this is the time that it keeps.
  /// Throws Refused, Error{unknown_reference, cancelled, in_the_past}.
  Move reschedule(const Reference& ref, Instant start, const TimeZone& zone, Instant now);
  /// Appointments that have not ended, by start; at most `limit`.
  std::vector<Appointment> upcoming(const std::vector<Selection>& selected, Instant now,
                                    std::optional<std::size_t> limit = std::nullopt);
  /// All appointments, cancelled ones too, by start.
  std::vector<Appointment> history(const std::vector<Selection>& selected);
  /// Moves appointments that have not begun to where their promised wall-clock time now is; see
  /// shifted_from(). A rehearsal says which it would move.
  std::vector<Shift> follow_clocks(Instant now, Effect effect);

 private:
  static Store::Transaction::Kind kind_of(Effect effect);
  /// The owner as the file has it in this transaction.
  Owner present(const Owner& owner, const Store::Transaction& transaction);
  /// Likewise for one whose name only is known, within a transaction.
  Owner stored_owner(const OwnerName& name);
  Service stored_service(const Owner& owner, const ServiceName& name);
  std::vector<Appointment> outside(const Owner& owner, const Availability& availability, Instant now);
  Booking book(const BookingRequest& request, const Timetable& timetable, Instant now, Effect effect);

  Store& store_;
};

}  // namespace calendar
