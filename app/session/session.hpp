#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "calendar/calendar.hpp"
#include "calendar/store.hpp"
#include "session/invocation.hpp"

namespace calbook {

/// The owner to book. Throws Error{no_availability} if there is none.
calendar::Owner bookable(const std::optional<calendar::Owner>& owner);

/// The owner added by a command whose owner does not exist: the one named, else the login name, in
/// the zone of --tz, else the system's.
struct NewOwner {
  calendar::OwnerName name;
  calendar::TimeZone zone;
};

/// Throws Error{invalid_name, invalid_zone}.
NewOwner new_owner(const Invocation& invocation);

/// A command's access to the calendar file.
enum class Access {
  none,    ///< Does not open it.
  read,    ///< Never writes; a missing file is an empty calendar.
  glance,  ///< The same, but gives up at once where another program has the file locked.
  change,  ///< Changes an existing file; a missing file is an empty calendar.
  create,  ///< Creates the file if missing.
};

/// What a command has stored, to be reported even if it ends in an error.
struct Stored {
  bool perhaps = false;  ///< Storing has begun, and its outcome is not known yet.
  std::string what;      ///< "K7QD3F is booked"; empty for a reader.
};

/// The calendar file as used by one command, in one transaction from the first access to the commit:
/// the owner, the zone, and the use cases. The file is only opened at the first access, so that input
/// errors are found before it is touched.
class Session {
 public:
  Session(const Invocation& invocation, Access access, Stored& stored)
      : invocation_{invocation}, access_{access}, stored_{stored} {}
  ~Session();  ///< Rolls back if not committed.
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const Invocation& invocation() const { return invocation_; }
  calendar::Instant now() const { return invocation_.now(); }

  /// Implements --dry-run: the file is only read, and use cases change nothing. Must be called before
  /// the first access.
  calendar::Effect rehearse_if(bool dry_run);

  calendar::Calendar& calendar();

  bool only_reads() const { return access_ == Access::read; }
  /// The file, for a command that changes it several times, each time in a transaction of its own.
  std::unique_ptr<calendar::Store> separate_store() const;
  /// The same command's access in a transaction of its own that only reads.
  Session reader() const { return {invocation_, Access::read, stored_}; }

  /// The command's owner: the one named, else the only one in the file, else the one with the login
  /// name; empty if none was named and the file has none.
  /// Throws Error{usage} if --owner names several, and Error{invalid_name, unknown_owner}.
  std::optional<calendar::Owner> owner();
  /// Whom a command is about that can be about several: those of --owner, each once, else owner(); none if
  /// that is empty. Throws Error{invalid_name, unknown_owner}.
  std::vector<calendar::Owner> owners();
  /// The same as owner(), but empty where several could be meant.
  std::optional<calendar::Owner> likely_owner();
  /// The same as if --owner were not typed.
  std::optional<calendar::Owner> usual_owner();
  /// The owner of --owner; empty when it was not typed. Throws Error{usage, invalid_name, unknown_owner}.
  std::optional<calendar::Owner> typed_owner();
  /// The same for a command that needs an owner. Throws Error{unknown_owner} if there is none.
  calendar::Owner required_owner();
  /// The same for a command that adds new_owner() if there is none.
  calendar::Owner owner_or_new(calendar::Effect effect);
  /// The owner of that name. Throws Error{invalid_name, unknown_owner}.
  calendar::Owner known(const std::string& name);
  /// Checks that `what` ("appointment K7QD3F"), which belongs to `owner`, belongs to --owner if that
  /// was typed next to it. $CALBOOK_OWNER does not matter.
  /// Throws Error{invalid_name, unknown_owner, unknown_reference}.
  void must_be_of_typed_owner(std::string_view what, const calendar::OwnerName& owner);

  /// The zone to use: --tz, else the owner's; UTC if there is no owner.
  calendar::TimeZone zone(const std::optional<calendar::Owner>& owner);
  calendar::TimeZone zone(const calendar::OwnerName& owner);

  /// A zone typed elsewhere than in --tz. Throws Error{invalid_zone}.
  calendar::TimeZone zone_named(const std::string& name) { return invocation_.zone_named(name); }

  /// Makes the changes durable. `done` describes them ("K7QD3F is booked"), in case the result cannot
  /// be reported. Throws Error{undelivered} if an error was reported although the change is stored,
  /// or possibly stored.
  void commit(std::string done);

  /// The same for what is stored without a use case, as a copy of the file: before it, and after it.
  void begins_to_store() { stored_.perhaps = true; }
  void has_stored(std::string done) noexcept { stored_ = {.what = std::move(done)}; }

 private:
  struct OpenFile {
    OpenFile(const Invocation& invocation, Access access);

    std::unique_ptr<calendar::Store> store;
    calendar::Store::Transaction transaction;
    calendar::Calendar calendar;
  };

  const Invocation& invocation_;
  Access access_;
  std::optional<OpenFile> open_;
  Stored& stored_;
};

}  // namespace calbook
