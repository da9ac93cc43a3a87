#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "calendar/appointment.hpp"
#include "calendar/availability.hpp"
#include "calendar/error.hpp"
#include "calendar/slots.hpp"
#include "calendar/store.hpp"
#include "calendar/time.hpp"

namespace calendar {

/// Whether a use case happens, or only shows what would. A rehearsal never writes.
enum class Effect { real, rehearsal };

/// Whether to remove an owner of whom somebody still expects something.
enum class Removal { careful, forced };

/// What is to change in an owner's availability; what is not named stays.
struct AvailabilityChange {
  std::optional<TimeZone> zone;
  std::vector<std::pair<std::chrono::weekday, Windows>> weekly;
  std::map<Date, std::optional<Windows>> overrides;  ///< Empty: the date follows the week again.
  /// The zone of an owner who does not exist yet; empty: there must be one.
  std::optional<TimeZone> zone_if_new;
};

/// An owner's availability after a change, and the appointments that have not ended and lie
/// outside it, newly or not, by start.
struct ChangedAvailability {
  OwnerName owner;
  Availability availability;
  std::vector<Appointment> stranded;
};

struct OwnerSummary {
  Owner owner;
  std::int64_t appointments;  ///< Booked ones that have not begun.
};

struct RemovedOwner {
  OwnerSummary summary;
  std::int64_t records;  ///< All appointments that went with the owner: past and cancelled too.
};

/// What upcoming() lists.
struct UpcomingQuery {
  std::optional<OwnerName> owner;  ///< Empty: every owner.
  /// Given an owner's zone, the instant before which the appointments start; empty: no bound.
  std::function<Instant(const TimeZone& owners_zone)> before;
  std::optional<std::size_t> limit;  ///< At most so many.
};

/// What the rules say of one time.
struct Verdict {
  Interval slot;  ///< What was asked for.
  OwnerName owner;
  Service service;
  TimeZone zone;                 ///< In which it was asked for.
  std::vector<Refusal> reasons;  ///< Every rule that forbids it, the one to name first in front.
  std::vector<Interval> next;    ///< Where some do: the nearest free slots, ascending, up to three.

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
class Calendar {
 public:
  /// `store` must outlive it.
  explicit Calendar(Store& store) : store_{store} {}

  // Owners.
  std::vector<OwnerSummary> owners(Instant now);
  std::vector<OwnerName> owner_names();
  bool has_owner(const OwnerName& name);
  /// Throws Error{owner_exists}.
  OwnerSummary add_owner(const OwnerName& name, const TimeZone& zone);
  /// Deletes the owner with hours, services, busy time and appointments. Throws
  /// Error{owner_in_use} while there are appointments that have not ended, unless forced.
  RemovedOwner remove_owner(const OwnerName& name, Instant now, Removal removal);
  TimeZone zone(const OwnerName& owner);

  // Availability.
  /// The whole week, and the overrides from `first` on.
  Availability availability(const OwnerName& owner, Date first = first_date);
  /// Touches no appointment.
  ChangedAvailability change_availability(const OwnerName& name, const AvailabilityChange& change, Instant now,
                                          Effect effect);
  /// Appointments that have not ended and lie outside the hours, by start.
  std::vector<Appointment> stranded(const OwnerName& owner, Instant now);

  // Services. "default" always exists.
  std::vector<Service> services(const OwnerName& owner);  ///< Sorted by name.
  Service service(const OwnerName& owner, const ServiceName& name);
  /// Lets `change` edit the service, or a new one with the rules of a Service as it stands.
  /// Touches no appointment.
  Service set_service(const OwnerName& owner, const ServiceName& name, const std::function<void(Service&)>& change);
  /// Returns what was removed. The default service gets its first rules back instead.
  Service remove_service(const OwnerName& owner, const ServiceName& name);

  // Busy time.
  AddedBusy add_busy(const Busy& busy);
  std::vector<Busy> busy(const OwnerName& owner, const Interval& touching);  ///< By start.
  Busy remove_busy(std::int64_t id);  ///< Returns what was removed. Throws Error{unknown_reference}.

  // Slots.
  /// Free slots whose start lies in `range`, ascending; at most `limit`.
  std::vector<Interval> search(const OwnerName& owner, const ServiceName& service, const Interval& range, Instant now,
                               std::optional<std::size_t> limit = std::nullopt);
  /// All that decides about starts in `range`, for free_slots() to be asked of a part at a time where
  /// the range is long.
  Agenda agenda(const OwnerName& owner, const ServiceName& service, const Interval& range);
  /// Whether that start can be booked and, if not, every rule that forbids it.
  Verdict why(const OwnerName& owner, const ServiceName& service, Instant start, const TimeZone& zone, Instant now);

  // Appointments.
  /// Books what search() offers and nothing else, unless the request overrides the rules. A
  /// rehearsal says what would be booked, without a reference. Throws Refused, Error{key_reused},
  /// Error{no_availability} when there is no first free slot, or what check() throws.
  Booking book(const BookingRequest& request, Instant now, Effect effect);
  /// Throws Error{unknown_reference}.
  Appointment appointment(const Reference& ref);
  /// Frees its time at once and keeps the record; what is cancelled already stays as it is.
  /// Throws Error{unknown_reference}.
  Appointment cancel(const Reference& ref, const std::optional<std::string>& reason, Instant now);
  /// Moves it to another start, `zone` being the one in which that was named. It keeps its length
  /// and buffers, obeys its service's present rules, and does not stand in its own way.
  /// Throws Refused, Error{unknown_reference, cancelled, in_the_past}.
  Appointment reschedule(const Reference& ref, Instant start, const TimeZone& zone, Instant now);
  /// Appointments that have not ended, by start.
  std::vector<Appointment> upcoming(const UpcomingQuery& query, Instant now);
  /// All appointments that start in `range`, cancelled ones too, by start.
  std::vector<Appointment> history(const OwnerName& owner, const Interval& range);
  /// Moves appointments that have not begun to where their promised wall-clock time now is; see
  /// promised(). A rehearsal says which it would move.
  std::vector<Shift> follow_clocks(Instant now, Effect effect);

 private:
  static Store::Transaction::Kind kind_of(Effect effect);
  static TimeZone known_zone(const Owner& owner);
  Owner known_owner(const OwnerName& name);
  Availability availability(const Owner& owner, const TimeZone& zone, Date first, Date last);
  std::vector<Appointment> stranded(const Owner& owner, const Availability& availability, Instant now);
  Service service(const Owner& owner, const ServiceName& name);
  /// What decides about starts in `range`; `except` is the appointment that is to be moved.
  Agenda agenda(const Owner& owner, const Service& service, const Interval& range,
                const std::optional<Reference>& except);
  Verdict verdict(std::vector<Refusal> reasons, const Owner& owner, const Service& service, Instant start,
                  const TimeZone& zone, const std::optional<Reference>& except, Instant now);
  std::vector<Interval> nearest_free(const Owner& owner, const Service& service, Instant start,
                                     const std::optional<Reference>& except, Instant now);
  Instant first_free(const Owner& owner, const Service& service, const Interval& range, Instant now);
  Instant start_of(const BookingRequest& request, const Owner& owner, const Service& service, Instant now);

  Store& store_;
};

}  // namespace calendar
