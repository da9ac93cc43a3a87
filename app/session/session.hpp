#pragma once

#include <memory>
#include <optional>

#include "calendar/calendar.hpp"
#include "calendar/store.hpp"
#include "session/invocation.hpp"

namespace calbook {

/// The owner whose time is wanted. Throws Error{no_availability} when there is none.
calendar::Owner bookable(const std::optional<calendar::Owner>& owner);

/// Whom a command adds that names nobody in the file: the owner named, else the login name; in the
/// zone that was typed, else the system's.
struct NewOwner {
  calendar::OwnerName name;
  calendar::TimeZone zone;
};

/// Throws Error{invalid_name, invalid_zone}.
NewOwner new_owner(const Invocation& invocation);

/// The calendar file as one command works on it, in one transaction from the first look to the
/// commit: whom the command is about, in which zone, and the use cases.
class Session {
 public:
  Session(Invocation& invocation, calendar::Store::Access access);
  ~Session();  ///< Hands the calendar over to be left open, unless it must be closed.
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  calendar::Calendar& calendar() { return calendar_; }

  /// Whom the command is about: the owner named, else the only one in the file, else the one with
  /// the login name; empty when nobody was named and nobody is there.
  /// Throws Error{invalid_name, unknown_owner}.
  std::optional<calendar::Owner> owner();
  /// The same for a command that cannot do without. Throws Error{unknown_owner} instead.
  calendar::Owner required_owner();
  /// The same for a command that adds new_owner() where there is none.
  calendar::Owner owner_or_new(calendar::Effect effect);
  /// The owner of that name. Throws Error{invalid_name, unknown_owner}.
  calendar::Owner known(const std::string& name);

  /// The zone in force: --tz, else the owner's; UTC where there is no owner.
  calendar::TimeZone zone(const std::optional<calendar::Owner>& owner);
  calendar::TimeZone zone(const calendar::OwnerName& owner);

  /// A zone that was typed elsewhere than in --tz. Throws Error{invalid_zone}.
  calendar::TimeZone zone_named(const std::string& name) { return invocation_.zone_named(name); }

  /// Makes what the use cases changed durable. `done` says what that is, "K7QD3F is booked", in case
  /// the answer cannot be delivered. Throws Error{undelivered} where the disk reported an error
  /// although the change is stored, or may be.
  void commit(const std::string& done);

 private:
  Invocation& invocation_;
  std::shared_ptr<calendar::Store> store_;
  calendar::Store::Transaction transaction_;
  calendar::Calendar calendar_;
};

}  // namespace calbook
