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

/// A time was refused. The first of `reasons` is the code.
class Refused : public Error {
 public:
  Refused(std::vector<Refusal> reasons, Interval slot, OwnerName owner, TimeZone zone, std::vector<Interval> next);

  const std::vector<Refusal>& reasons() const { return reasons_; }  ///< Never empty.
  const Interval& slot() const { return slot_; }                    ///< What was asked for.
  const OwnerName& owner() const { return owner_; }
  const TimeZone& zone() const { return zone_; }               ///< In which it was asked for.
  const std::vector<Interval>& next() const { return next_; }  ///< The nearest free slots, ascending, up to three.

 private:
  std::vector<Refusal> reasons_;
  Interval slot_;
  OwnerName owner_;
  TimeZone zone_;
  std::vector<Interval> next_;
};

/// The use cases, one function each: the only place where the rules meet the store. Each is one
/// transaction, or joins the caller's. All may throw what Store throws, Error{unknown_owner} for an
/// owner who is not in the file, and Error{zone_data_missing} when the zone data lack the owner's
/// zone.
class Calendar {
 public:
  /// `store` must outlive it.
  explicit Calendar(Store& store) : store_{store} {}

  std::vector<OwnerSummary> owners(Instant now);
  std::vector<OwnerName> owner_names();

  /// Throws Error{owner_exists}.
  OwnerSummary add_owner(const OwnerName& name, const TimeZone& zone);

  /// Deletes the owner with hours and appointments. Throws Error{owner_in_use} while there are
  /// appointments that have not ended, unless forced.
  RemovedOwner remove_owner(const OwnerName& name, Instant now, Removal removal);

  TimeZone zone(const OwnerName& owner);

  /// The whole week, and the overrides from `first` on.
  Availability availability(const OwnerName& owner, Date first = first_date);

  /// Touches no appointment.
  ChangedAvailability change_availability(const OwnerName& owner, const AvailabilityChange& change, Instant now,
                                          Effect effect);

  /// The owner's service of that name; "default" always exists. Throws Error{unknown_service}.
  Service service(const OwnerName& owner, const ServiceName& name);

  /// Free slots whose start lies in `range`, ascending; at most `limit`.
  std::vector<Interval> search(const OwnerName& owner, const ServiceName& service, const Interval& range, Instant now,
                               std::optional<std::size_t> limit = std::nullopt);

  /// Books what search() offers and nothing else. A rehearsal says what would be booked, without a
  /// reference. Throws Refused, or what check(Invitee) throws.
  Appointment book(const BookingRequest& request, Instant now, Effect effect);

  /// Throws Error{unknown_reference}.
  Appointment appointment(const Reference& ref);

  /// Appointments that have not ended, by start.
  std::vector<Appointment> upcoming(const UpcomingQuery& query, Instant now);

 private:
  Owner known_owner(const OwnerName& name);
  Availability availability(const Owner& owner, const TimeZone& zone, Date first, Date last);
  Agenda agenda(const Owner& owner, const ServiceName& service, const Interval& range);
  std::vector<Interval> nearest_free(const Owner& owner, const ServiceName& service, Instant start, Instant now);

  Store& store_;
};

}  // namespace calendar
