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

/// What a command does to the calendar file.
enum class Access {
  none,    ///< Does not open it.
  read,    ///< Never writes; a file that does not exist is an empty calendar.
  change,  ///< Changes what is in it; likewise.
  create,  ///< Creates it where it is missing.
};

/// The calendar file as one command works on it, in one transaction from the first look to the
/// commit: whom the command is about, in which zone, and the use cases. Opens the file at the first
/// look, so that words are read, and found wrong, before it is touched.
class Session {
 public:
  Session(const Invocation& invocation, Access access) : invocation_{invocation}, access_{access} {}
  ~Session();  ///< Undoes what was not committed.
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const Invocation& invocation() const { return invocation_; }
  calendar::Instant now() const { return invocation_.now(); }

  /// What --dry-run means: the file is only read, and the use cases are told to change nothing. Must
  /// come before the first look.
  calendar::Effect rehearse_if(bool dry_run);

  calendar::Calendar& calendar();

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
  /// Holds a reference or an id to the --owner that was typed next to it: `what` ("appointment
  /// K7QD3F"), which is `owner`'s. $CALBOOK_OWNER does not bind.
  /// Throws Error{invalid_name, unknown_owner, unknown_reference}.
  void must_be_of_typed_owner(std::string_view what, const calendar::OwnerName& owner);

  /// The zone in force: --tz, else the owner's; UTC where there is no owner.
  calendar::TimeZone zone(const std::optional<calendar::Owner>& owner);
  calendar::TimeZone zone(const calendar::OwnerName& owner);

  /// A zone that was typed elsewhere than in --tz. Throws Error{invalid_zone}.
  calendar::TimeZone zone_named(const std::string& name) { return invocation_.zone_named(name); }

  /// Makes what the use cases changed durable. `done` says what that is, "K7QD3F is booked", in case
  /// the answer cannot be delivered. Throws Error{undelivered} where the disk reported an error
  /// although the change is stored, or may be.
  void commit(const std::string& done);

  /// The same for what is stored without the use cases: a copy of the file.
  void has_stored(std::string done) { stored_ = std::move(done); }
  /// What is stored; empty for a reader.
  const std::string& stored() const { return stored_; }

 private:
  struct OpenFile {
    OpenFile(const std::filesystem::path& file, Access access);

    std::unique_ptr<calendar::Store> store;
    calendar::Store::Transaction transaction;
    calendar::Calendar calendar;
  };

  const Invocation& invocation_;
  Access access_;
  std::optional<OpenFile> open_;
  std::string stored_;
};

}  // namespace calbook
