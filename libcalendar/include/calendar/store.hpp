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
#include "calendar/owner.hpp"
#include "calendar/service.hpp"
#include "calendar/short_name.hpp"
#include "calendar/time.hpp"

namespace calendar {

class Connection;

/// Taken time without an invitee: the owner's own.
struct Busy {
  std::int64_t id;  ///< 0 while it is not stored.
  OwnerName owner;
  Interval span;
  std::optional<std::string> note;
};

/// For a program of one thread that calls this before the first Store: SQLite then takes no locks
/// against other threads, counts no memory, and sets no pages aside in advance, which saves a short
/// command a tenth of its instructions. It holds for the whole process. Later it does nothing.
void assume_one_thread();

/// One calendar file: owners, their hours, their appointments.
///
/// Every function may throw Error{cannot_open, permission, disk_full, io_error, damaged,
/// not_a_calendar, newer_version, busy}. Not to be shared between threads; any number of processes
/// may have the same file open.
class Store {
 public:
  enum class Access {
    read,    ///< Never writes; a file that does not exist, or has no bytes, is an empty calendar.
    change,  ///< May write what exists already; likewise, for nothing can be changed in an empty one.
    create,  ///< Creates the file (0600) and its folder (0700) where they are missing.
  };

  /// Opens the file. A link to it is followed. Refuses, before a byte is read, what is not a
  /// regular file with one name that belongs to this user and that nobody else may write.
  Store(const std::filesystem::path& file, Access access);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Whether to close it does more than the end of the process would: something was changed and not
  /// committed, or the file has a write-ahead log, which the last to close it brings in.
  bool must_be_closed() const;

  /// A time during which the file stands still: one reading, or one change that happens whole or
  /// not at all. Waits up to 30 s for other processes, then throws Error{busy}. One within another
  /// joins it. A file of an older version is first brought to the present one.
  class Transaction {
   public:
    enum class Kind { read, write };
    Transaction(Store& store, Kind kind);
    ~Transaction();  ///< Undoes what was not committed.
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// Makes the change durable: when it returns, a power cut does not lose it. Where this
    /// transaction joined another, leaves that to the outer one.
    void commit();

    /// Whether it is within another, and the file stands still since before it began.
    bool joined() const { return !outermost_; }

   private:
    Store& store_;
    bool outermost_;
  };

  // Owners. Sorted by name.
  std::vector<Owner> owners();
  std::optional<Owner> owner(const OwnerName& name);
  std::vector<OwnerSummary> summaries(Instant now);
  Owner insert_owner(const OwnerName& name, const std::string& zone);
  void set_zone(OwnerId owner, const std::string& zone);
  void remove_owner(OwnerId owner);  ///< With all that is theirs.

  // Hours.
  WeeklyHours weekly_hours(OwnerId owner);
  void set_weekly_hours(OwnerId owner, const WeeklyHours& hours);
  /// The overrides of the dates from `first` to `last`, both included.
  Overrides overrides(OwnerId owner, Date first, Date last);
  void set_override(OwnerId owner, Date date, const Windows& windows);
  void remove_override(OwnerId owner, Date date);

  // Services, as they were set; the default service only once it was. Sorted by name.
  std::vector<Service> services(OwnerId owner);
  std::optional<Service> service(OwnerId owner, const ServiceName& name);
  void set_service(OwnerId owner, const Service& service);
  void remove_service(OwnerId owner, const ServiceName& name);

  // Busy time; spans may overlap. By start.
  std::vector<Busy> busy(const Owner& owner, const Interval& touching);
  std::optional<Busy> busy(std::int64_t id);
  std::int64_t insert_busy(OwnerId owner, const Busy& busy);  ///< Returns the id.
  void remove_busy(std::int64_t id);

  // Appointments.
  /// What booked appointments keep occupied, but for `except`; ascending and disjoint: all that
  /// overlaps `span`.
  std::vector<Interval> occupied(OwnerId owner, const Interval& span, const std::optional<Reference>& except);
  /// When booked appointments of the service start in `range`, but for `except`; ascending.
  std::vector<Instant> starts(OwnerId owner, const ServiceName& service, const Interval& range,
                              const std::optional<Reference>& except);
  /// Booked appointments that end after `ended_by` and start in `range`; by start, at most `limit`.
  /// Touches only what it returns, unless the range begins later than `ended_by`.
  std::vector<Appointment> upcoming(const Owner& owner, Instant ended_by, const Interval& range = always,
                                    std::optional<std::size_t> limit = std::nullopt);
  /// All appointments that start in `range`, cancelled ones too; by start.
  std::vector<Appointment> history(const Owner& owner, const Interval& range);
  /// How many booked appointments start at or after that instant, and how many end after it.
  std::int64_t count_starting(OwnerId owner, Instant from);
  std::int64_t count_ending(OwnerId owner, Instant after);
  std::int64_t count_all(OwnerId owner);  ///< Cancelled ones too.
  std::optional<Appointment> appointment(const Reference& ref);
  /// Stores it under a new reference, which it returns. Throws Error{slot_taken} where the file
  /// itself refuses an overlap.
  Reference insert(OwnerId owner, const Appointment& appointment);
  /// Stores what can change in an appointment: its times and zone, and whether it is cancelled.
  /// Throws Error{slot_taken} likewise.
  void update(const Appointment& appointment);

  /// What a key was used for.
  struct KeyUse {
    Appointment appointment;
    Instant start;  ///< The start that was asked for; the appointment may have been moved since.
  };
  std::optional<KeyUse> key_use(OwnerId owner, const std::string& key);

 private:
  void begin(Transaction::Kind kind);
  void commit();
  void roll_back() noexcept;

  std::unique_ptr<Connection> connection_;
  int depth_ = 0;  ///< How many transactions are open, one inside the other.
};

}  // namespace calendar
