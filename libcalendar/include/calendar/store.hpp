#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/appointment.hpp"
#include "calendar/availability.hpp"
#include "calendar/busy.hpp"
#include "calendar/change.hpp"
#include "calendar/foreign_calendar.hpp"
#include "calendar/invitation.hpp"
#include "calendar/outbox.hpp"
#include "calendar/owner.hpp"
#include "calendar/series.hpp"
#include "calendar/service.hpp"
#include "calendar/short_name.hpp"
#include "calendar/time.hpp"

namespace calendar {

class Connection;

/// Whose appointments to list, which, and the range in which they start.
struct Selection {
  std::vector<Owner> owners = {};  ///< Each once; empty: all owners.
  Interval range = always;
  std::optional<Status> status = {};  ///< In a history; empty: whatever it is.
};

/// A position in a list. Lists are sorted by start, then by owner in the order in which they were added,
/// cancelled appointments before booked ones, then by end, then in the order in which they were stored.
struct Place {
  Instant start;
  std::int64_t owner;
  Status status;
  Instant end;
  std::int64_t number;

  std::strong_ordering operator<=>(const Place& other) const;
  bool operator==(const Place&) const = default;
};

/// An appointment in a list, and the zone of its owner.
struct Listed {
  Appointment appointment;
  std::string owner_zone;
  Place place;
};

/// The position of busy time in its owner's list.
Place place_of(const Busy& busy);

/// Part of a list: at most `size` entries after a place, which itself need not exist any more.
struct Part {
  static constexpr std::size_t everything = std::size_t{1} << 62;

  std::optional<Place> after = {};  ///< Empty: from the beginning.
  std::size_t size = everything;

  std::int64_t limit() const { return static_cast<std::int64_t>(size); }
};

/// For single-threaded programs, before the first Store: SQLite then takes no mutexes, keeps no
/// memory statistics, and allocates no pages in advance, which saves a short command a tenth of its
/// instructions. Applies to the whole process; has no effect after the first Store.
void assume_one_thread();

/// One calendar file: owners, their hours, their appointments.
///
/// Every function may throw Error{cannot_open, permission, disk_full, io_error, damaged,
/// not_a_calendar, newer_version, busy}. A Store must not be shared between threads; any number of
/// processes and Stores can have the same file open.
class Store {
 public:
  enum class Access {
    read,    ///< Never writes; a missing or empty file is an empty calendar.
    glance,  ///< The same, but waits a tenth of a second where others wait 30 s.
    change,  ///< May write to an existing file; a missing or empty one cannot be changed.
    create,  ///< Creates the file (0600) and its folder (0700) if missing.
  };

  /// A new identity for a file. Where a test needs the same one each time, it brings its own.
  using NewIdentity = FileIdentity (*)();
  static FileIdentity random_identity();

  /// Opens the file, following symbolic links. Before reading a byte, refuses anything but a regular
  /// file with a single name that belongs to this user and is not writable by others.
  Store(const std::filesystem::path& file, Access access, NewIdentity new_identity = random_identity);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Whether it must be closed before the process ends: there are uncommitted changes, or the file
  /// has a write-ahead log, which is checkpointed by the last process to close it.
  bool must_be_closed() const;

  /// What tells this file from all others. Must hold: in a transaction.
  const FileIdentity& identity();

  /// One consistent view of the file, or one change that happens completely or not at all. Waits up
  /// to 30 s for other processes, then throws Error{busy}. A nested transaction joins the outer one.
  /// The first change migrates a file of an older version, and so does reading one too old to be read.
  class Transaction {
   public:
    enum class Kind { read, write };
    /// `now` is when what is written is recorded to be done.
    Transaction(Store& store, Kind kind, Instant now = {});
    ~Transaction();  ///< Rolls back if not committed.
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// Makes the change durable: once this returns, a power cut does not lose it. A nested
    /// transaction leaves that to the outer one.
    void commit();

    /// Whether it is nested, so that the file has not changed since before it began.
    bool joined() const { return !outermost_; }

   private:
    Store& store_;
    bool outermost_;
  };

  // Owners. Sorted by name.
  std::vector<Owner> owners();
  std::optional<Owner> owner(const OwnerName& name);
  std::optional<Owner> owner(OwnerId id);
  std::vector<OwnerSummary> summaries(Instant now);
  Owner insert_owner(const OwnerName& name, const std::string& zone);
  /// Stores all but the id; appointments, services and hours stay theirs, under another name too.
  void set_owner(const Owner& owner);
  void remove_owner(OwnerId owner);  ///< Along with everything of theirs.

  // Hours.
  WeeklyHours weekly_hours(OwnerId owner);
  void set_weekly_hours(OwnerId owner, const WeeklyHours& hours);
  /// Hours of a service's own; empty where it has the owner's.
  std::optional<WeeklyHours> service_hours(OwnerId owner, const ServiceName& service);
  std::vector<ServiceWeek> service_hours(OwnerId owner);  ///< Sorted by service.
  void set_service_hours(OwnerId owner, const ServiceName& service, const std::optional<WeeklyHours>& hours);
  /// The overrides of the dates from `first` to `last`, inclusive.
  Overrides overrides(OwnerId owner, Date first, Date last);
  void set_override(OwnerId owner, Date date, const Override& own);
  void remove_override(OwnerId owner, Date date);

  // Services, as set; the default service only if it was set. Sorted by name.
  std::vector<Service> services(OwnerId owner);
  std::optional<Service> service(OwnerId owner, const ServiceName& name);
  /// Whether one of the owners (all, if none is named) has set that service, or has an appointment of it.
  /// Looks at all their appointments if nobody has set it.
  bool knows_service(const std::vector<Owner>& owners, const ServiceName& name);
  void set_service(OwnerId owner, const Service& service);
  /// Its appointments, hours and keys follow. Must hold: the owner has none of the new name.
  void rename_service(OwnerId owner, const ServiceName& name, const ServiceName& new_name);
  void remove_service(OwnerId owner, const ServiceName& name);

  // Busy time; spans may overlap. By place_of().
  std::vector<Busy> busy(const Owner& owner, const Interval& touching, const Part& part = {});
  std::optional<Busy> busy(std::int64_t id);
  std::int64_t insert_busy(OwnerId owner, const Busy& busy);  ///< Returns the id.
  void remove_busy(const Busy& busy);

  // Foreign calendars: what they are, by owner and name.
  std::vector<ForeignCalendar> calendars(const std::vector<Owner>& owners);  ///< Of all, if none is named.
  std::optional<ForeignCalendar> calendar(OwnerId owner, const CalendarName& name);
  std::vector<ForeignWarning> calendar_warnings(OwnerId owner, const CalendarName& name);
  void insert_calendar(OwnerId owner, const ForeignCalendar& calendar);  ///< Without its import.
  void remove_calendar(OwnerId owner, const ForeignCalendar& calendar);  ///< Along with what it blocks.
  // Imports are not part of the record of what was done.
  void set_import(OwnerId owner, const CalendarName& name, const Import& import,
                  const std::vector<ForeignWarning>& warnings);
  void set_imported_at(OwnerId owner, const CalendarName& name, Instant at);
  // And what they block.
  /// For when all of the owner's are known: an empty span where one was never imported; empty where there is none.
  std::optional<Interval> known(OwnerId owner);
  /// What all of the owner's block, of each what overlaps `touching`.
  std::vector<Interval> foreign_time(OwnerId owner, const Interval& touching);
  /// The same by name and start, of one (or all), and what stands in it; at most `limit`.
  std::vector<ForeignBusy> foreign_busy(OwnerId owner, const Interval& touching,
                                        const std::optional<CalendarName>& calendar = {},
                                        std::size_t limit = Part::everything);
  void insert_foreign_busy(OwnerId owner, const ForeignBusy& busy);
  void remove_foreign_busy(OwnerId owner, const CalendarName& calendar, Instant start);

  // Appointments.
  /// The time occupied by booked appointments, except `except`: everything that overlaps `span`,
  /// ascending and disjoint.
  std::vector<Interval> occupied(OwnerId owner, const Interval& span, const std::vector<Reference>& except);
  /// The starts in `range` of booked appointments of the service (empty: of any), except `except`; ascending.
  std::vector<Instant> starts(OwnerId owner, const std::optional<ServiceName>& service, const Interval& range,
                              const std::vector<Reference>& except);
  // By place, whatever the status in the selection. For several owners, up to a whole part of each is read.
  /// Booked appointments that end after `ended_by`. For one owner it reads only what it returns; for all
  /// owners also the index entries of those that began before `ended_by`, but not by more than an hour,
  /// or the longest appointment in the file if that is longer.
  std::vector<Listed> booked(const Selection& selected, Instant ended_by, const Part& part = {});
  /// Cancelled appointments. For one owner, and for all, it reads only what it returns.
  std::vector<Listed> cancelled(const Selection& selected, const Part& part = {});
  /// The number of booked appointments that start at or after that instant, and that end after it.
  std::int64_t count_starting(OwnerId owner, Instant from);
  std::int64_t count_ending(OwnerId owner, Instant after);
  std::int64_t count_all(OwnerId owner);  ///< Including cancelled ones.
  std::optional<Appointment> appointment(const Reference& ref);
  /// Stores it, and returns its new reference. Its key stands for what was asked for; if empty, for its
  /// service. Throws Error{slot_taken} if the file itself refuses an overlap.
  Reference insert(OwnerId owner, const Appointment& appointment, const std::optional<ServiceChoice>& asked = {});
  /// Stores all of an appointment but its reference, key and when it was made, as one change more.
  /// Throws Error{slot_taken} likewise.
  void update(const Appointment& appointment, Deed deed);
  /// Moves them all at once: to where others of them are now, too.
  void move(const std::vector<Appointment>& moved);

  // Series. Their appointments are stored along with them, one by one.
  /// A series, and the request_text() of who used its key; empty without one, or where it was forgotten.
  struct StoredSeries {
    Series series;
    std::optional<std::string> key_request;
  };
  /// Stores it, and returns its new reference.
  Reference insert_series(OwnerId owner, const Series& series, const std::optional<std::string>& key_request);
  std::optional<StoredSeries> series(const Reference& ref);
  std::optional<StoredSeries> series_of_key(OwnerId owner, const std::string& key);
  /// From that position on, whatever their status; by position.
  std::vector<Appointment> appointments_of(const Reference& series, int from = 1);

  // Invitations.
  /// What is kept of one: the whole in front, then its instances, ascending.
  std::vector<StoredInvitation> invitation(OwnerId owner, const std::string& uid);
  /// Those of which something is booked, by the name of the invitation. Looks at all of the owner's.
  std::vector<std::pair<Reference, std::string>> booked_invitations(OwnerId owner);
  /// Keeps that instead, as a part of the change in which appointments are booked or cancelled, if any are.
  void set_invitation(const Owner& owner, const std::string& uid, const std::vector<StoredInvitation>& kept);

  // What people are told. Whatever changes appointments notes of which they may have to be, if anybody is told.
  std::vector<Untold> untold();  ///< In the order in which they were stored.
  std::optional<Untold> untold(const Reference& ref);
  void set_untold(const Reference& ref);
  void remove_untold(const Reference& ref);
  std::vector<ToldRecord> told_records(const Reference& ref);
  void set_told(const Reference& ref, const ToldRecord& record);
  /// What was told of the owners' appointments (of all, if none is named), the last one in front; at most `limit`.
  std::vector<std::pair<Reference, ToldRecord>> sent(const std::vector<Owner>& owners, std::size_t limit);
  void forget_told(Instant ended_by);

  /// The request for which a key was used.
  struct KeyUse {
    Appointment appointment;
    Instant start;                       ///< The requested start; the appointment may have been moved since.
    std::optional<std::string> request;  ///< Its request_text(); empty where an older version stored it.
  };
  std::optional<KeyUse> key_use(OwnerId owner, const std::string& key);

  // The record of what was done. Whatever writes adds to it, in the transaction that writes.
  /// In order.
  std::vector<Change> changes(const ChangeSelection& selected);
  /// The entries of one change; none where there is no such change.
  std::vector<Change> change(std::int64_t number);
  /// The last change that is no undoing, and was not taken back itself.
  std::optional<std::int64_t> last_in_effect();
  /// Puts everything back that the change touched. Throws Error{changed_since} where something of it was
  /// changed since, or its time is taken. Returns the number of the change that did it.
  std::int64_t take_back(std::int64_t number);
  /// Forgets the changes made before that instant; their numbers are not used again. Returns how many.
  std::int64_t forget_changes(Instant made_before);
  /// Forgets the invitees, their notes and the reasons of cancellations, but not the times, of the owner's
  /// (or all) appointments that ended by that instant, and what the record says of them. Returns how many
  /// had something to forget.
  std::int64_t forget_invitees(const std::optional<OwnerId>& owner, Instant ended_by);

 private:
  void begin(Transaction::Kind kind, Instant now);
  void commit();
  void roll_back() noexcept;

  std::unique_ptr<Connection> connection_;
  int depth_ = 0;  ///< How many transactions are open, one inside the other.
};

}  // namespace calendar
